// Syncing while the upstreams answer: the real store on each engine, the real sources, upstreams on loopback.
import { afterEach, expect, test } from 'vitest'
import { rankTrending } from '../../src/papers/trending.ts'
import type { Sync } from '../../src/sources/sync.ts'
import { describeOnEachDatabase } from '../contracts/databases.ts'
import { friday, openLiveStand } from '../stands/live.ts'
import type { Stand } from '../stands/upstreams/server.ts'
import { type Entry, syntheticDay, syntheticEntry } from '../stands/upstreams/synthetic.ts'

const [today, yesterday, monday] = ['2025-01-10', '2025-01-09', '2025-01-06']
const oneDay = 86_400_000
const halfHour = 1_800_000

/** What a round came to, in all. */
async function round(sync: Sync) {
  const steps = (await sync.round()) ?? []
  const sum = (count: 'added' | 'changed') => steps.reduce((all, step) => all + step[count], 0)
  const failures = steps.flatMap(({ source, failure }) => (failure ? [`${source} ${failure}`] : []))
  return { steps: steps.length, added: sum('added'), changed: sum('changed'), failures }
}

/** What a stand was asked since the last time this was called. */
function listener(stand: Stand) {
  let heard = 0
  return () => {
    const news = stand.asked.slice(heard)
    heard = stand.asked.length
    return news
  }
}

function votes(entries: readonly Entry[], upvotes: number): Entry[] {
  return entries.map((entry) => ({ ...entry, paper: { ...entry.paper, upvotes } }))
}

describeOnEachDatabase('a round', (stand) => {
  const open: { close(): Promise<unknown> }[] = []
  afterEach(() => Promise.all(open.splice(0).map((each) => each.close())))

  async function setUp(given: Parameters<typeof openLiveStand>[1] = {}) {
    const live = await openLiveStand(await stand.open(), given)
    open.push(live)
    return live
  }

  test('fills an empty store with the last two weeks, and asks arXiv once for each day of papers', async () => {
    const { days, arxivPapers, sync, papers, huggingFace, arxiv, arxivAskedAt } = await setUp()
    days.set(today, syntheticDay(today, 12)).set(monday, syntheticDay(monday, 130))
    days.set('2024-12-20', syntheticDay('2024-12-20', 3))
    const [first] = syntheticDay(today, 1)
    const categories = ['cs.LG', 'cs.CL']
    const told = { doi: '10.1000/xyz', comment: '9 pages', version: 2, categories }
    arxivPapers.push({ id: first?.paper.id ?? '', title: 'Paper 1 of the day', ...told })
    expect(await round(sync)).toEqual({ steps: 17, added: 142, changed: 1, failures: [] })
    expect(await papers.state()).toMatchObject({ papers: 142, firstDay: monday, lastDay: today })
    expect(await papers.find(first?.paper.id ?? '')).toMatchObject({
      ...told,
      title: 'Paper 1 of the day',
      source: 'arxiv',
      feedDay: today,
      votes: 12,
    })
    const asked = huggingFace.asked.map(({ path }) => /date=(.*?)&/.exec(path)?.[1])
    expect(new Set(asked).size).toBe(15)
    expect(asked[0]).toBe(today)
    // 12 ids, then 100 and 30: three requests, three seconds apart.
    expect(arxiv.asked).toHaveLength(3)
    const gaps = arxivAskedAt.slice(1).map((at, i) => at - (arxivAskedAt[i] ?? 0))
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(3_000)
    expect(arxiv.asked[0]?.headers['user-agent']).toContain('mailto:ada@example.org')
  })

  test('when nothing changed changes nothing, asks conditionally, and leaves arXiv alone', async () => {
    const { days, sync, held, clock, huggingFace, arxiv, papers } = await setUp()
    for (const day of [today, yesterday, '2025-01-08', '2025-01-07'])
      days.set(day, syntheticDay(day, 5))
    await round(sync)
    const [before, revision] = [await held(), await papers.revision()]
    const [asked, askedArxiv] = [listener(huggingFace), listener(arxiv)]
    asked()
    askedArxiv()
    clock.advance(halfHour)
    expect(await round(sync)).toEqual({ steps: 2, added: 0, changed: 0, failures: [] })
    expect(await held()).toEqual(before)
    expect(await papers.revision()).toBe(revision)
    const conditions = asked().map(({ headers }) => headers['if-none-match'])
    expect(conditions).toEqual([expect.any(String), expect.any(String)])
    expect(askedArxiv()).toEqual([])
    // No 304 is believed for longer than a day.
    clock.advance(oneDay - halfHour / 2)
    await round(sync)
    const later = asked().filter(({ path }) => path.includes(today))
    expect(later.map(({ headers }) => headers['if-none-match'])).toEqual([undefined])
  })

  test('sees votes change, and keeps every reading', async () => {
    const { days, sync, clock, papers } = await setUp()
    const entries = syntheticDay(today, 3)
    const id = entries[0]?.paper.id ?? ''
    days.set(today, votes(entries, 4))
    await round(sync)
    clock.advance(halfHour)
    days.set(today, [...votes(entries.slice(0, 1), 9), ...votes(entries.slice(1), 4)])
    expect(await round(sync)).toMatchObject({ added: 0, changed: 1 })
    const readings = await papers.votesOf(id)
    expect(readings.map((reading) => reading.votes)).toEqual([4, 9])
    expect((readings[1]?.at ?? 0) - (readings[0]?.at ?? 0)).toBeGreaterThanOrEqual(halfHour)
    expect((await papers.find(id))?.votes).toBe(9)
  })

  test('lets a late riser win the week', async () => {
    const { days, sync, clock, papers } = await setUp({ now: friday - 9 * oneDay })
    const [old, new_] = ['2025-01-01', '2025-01-09']
    const late = syntheticEntry({ id: '2501.00001', title: 'Late', day: old, upvotes: 2 })
    days.set(old, [late])
    await round(sync)
    clock.advance(8 * oneDay)
    days.set(old, votes([late], 402))
    days.set(new_, [
      syntheticEntry({ id: '2501.09001', title: 'New', day: new_, upvotes: 60 }),
      syntheticEntry({ id: '2501.09002', title: 'Other', day: new_, upvotes: 5 }),
    ])
    await round(sync)
    const gains = await papers.voteGains('2025-01-03', new_)
    expect(gains.find(({ id }) => id === '2501.00001')).toMatchObject({ before: 2, votes: 402 })
    const ranked = rankTrending(gains, 'week', new_)
    expect(ranked.map(({ id, gained }) => [id, gained])).toEqual([
      ['2501.00001', 400],
      ['2501.09001', 60],
      ['2501.09002', 5],
    ])
  })

  test('takes a title edited upstream, a withdrawal, and one paper under two spellings of its id', async () => {
    const { days, sync, clock, papers } = await setUp()
    const entry = { id: '2501.10001', title: 'Kites over Harbors', day: today }
    days.set(today, [syntheticEntry(entry)])
    await round(sync)
    clock.advance(halfHour)
    const withdrawnAt = '2025-01-10T12:00:00.000Z'
    const edited = { ...entry, id: '2501.10001v2', title: 'Kites over Harbours' }
    days.set(today, [syntheticEntry({ ...edited, paper: { withdrawnAt } })])
    expect(await round(sync)).toMatchObject({ added: 0, changed: 1 })
    expect(await papers.find('2501.10001')).toMatchObject({
      title: 'Kites over Harbours',
      withdrawn: true,
    })
    expect((await papers.state()).papers).toBe(1)
  })

  test('asks arXiv again once a day has settled: a new version is no new paper', async () => {
    const { days, arxivPapers, sync, clock, papers, arxiv } = await setUp()
    const paper = { id: '2501.09000', title: 'Kites', version: 1 }
    days.set(yesterday, [syntheticEntry({ ...paper, day: yesterday })])
    arxivPapers.push(paper)
    await round(sync)
    arxivPapers[0] = { ...paper, title: 'Better Kites', version: 3, updated: '2025-01-15' }
    for (let week = 0; week < 4; week++) {
      clock.advance(7 * oneDay)
      const { added, failures } = await round(sync)
      expect({ added, failures }).toEqual({ added: 0, failures: [] })
    }
    expect(arxiv.asked).toHaveLength(2)
    expect(await papers.find('2501.09000')).toMatchObject({ version: 3, title: 'Better Kites' })
    expect((await papers.state()).papers).toBe(1)
  })

  test('gives a paper known by its title alone its id, its votes and its arXiv record', async () => {
    const { days, arxivPapers, sync, clock, papers } = await setUp()
    const page = { title: 'Kites over Harbours', abstract: 'From a page.', authors: [] }
    await papers.upsert([{ id: 'pb-0123456789ab', source: 'page', ...page }], clock.now())
    const known = { id: '2501.10001', title: 'Kites over harbours' }
    days.set(today, [syntheticEntry({ ...known, day: today, upvotes: 7 })])
    arxivPapers.push({ ...known, doi: '10.1000/kites' })
    expect(await round(sync)).toMatchObject({ failures: [] })
    expect((await papers.state()).papers).toBe(1)
    const found = await papers.find('pb-0123456789ab')
    expect(found).toMatchObject({ id: '2501.10001', votes: 7, doi: '10.1000/kites' })
  })

  test('stores the good records of a day and names the bad ones', async () => {
    const { days, sync, papers } = await setUp()
    const good = syntheticDay(today, 2)
    days.set(today, [...good, { paper: { id: 'no id' }, title: 'Bad', summary: '' }])
    const steps = (await sync.round()) ?? []
    const reason = 'id “no id” is not an arXiv id'
    expect(steps[0]).toMatchObject({ added: 2, problems: [{ place: 'record 3', reason }] })
    expect((await papers.state()).papers).toBe(2)
  })

  test('takes the newest papers of followed categories, once a day, page by page', async () => {
    const { arxivPapers, sync, clock, arxiv, papers } = await setUp({ categories: ['cs.RO'] })
    for (let n = 0; n < 230; n++) {
      const id = `2501.${String(20_000 + n)}`
      arxivPapers.push({ id, title: `Robot ${n}`, categories: ['cs.RO'], published: '2025-01-09' })
    }
    arxivPapers.push({ id: '2501.30000', title: 'Other', published: '2025-01-09' })
    arxivPapers.push({ id: '2501.30001', title: 'Old', categories: ['cs.RO'] })
    expect(await round(sync)).toMatchObject({ added: 230, failures: [] })
    // Two pages, and the announcement.
    expect(arxiv.asked).toHaveLength(3)
    clock.advance(halfHour)
    await round(sync)
    expect(arxiv.asked).toHaveLength(3)
    clock.advance(oneDay)
    await round(sync)
    expect(arxiv.asked).toHaveLength(6)
    expect((await papers.state()).bySource).toEqual({ arxiv: 230 })
  })

  test('reads the new version of a held paper that arXiv announces as replaced, and of no other', async () => {
    const categories = ['cs.CL']
    const { arxivPapers, announced, sync, clock, arxiv, papers } = await setUp({ categories })
    const paper = { id: '2501.20000', title: 'Kites', categories, published: '2025-01-09' }
    arxivPapers.push({ ...paper, version: 1 })
    await round(sync)
    arxivPapers[0] = { ...paper, title: 'Kites, Revised', version: 2, published: '2024-01-09' }
    announced.push({ id: paper.id, title: 'Kites, Revised', kind: 'replace' })
    announced.push({ id: '2501.29999', title: 'Somebody else’s', kind: 'replace' })
    clock.advance(oneDay)
    expect(await round(sync)).toMatchObject({ added: 0, changed: 1, failures: [] })
    expect(await papers.find(paper.id)).toMatchObject({ title: 'Kites, Revised', version: 2 })
    expect((await papers.state()).papers).toBe(1)
    expect(arxiv.asked.at(-1)?.path).not.toContain('2501.29999')
  })

  test('is one process’s at a time, and another’s once that has let go or died', async () => {
    const { days, live, papers, leases, clock } = await setUp()
    days.set(today, syntheticDay(today, 5))
    const [one, other] = [live('one').sync, live('other').sync]
    const both = await Promise.all([one.round(), other.round()])
    expect(both.filter((steps) => steps === undefined)).toHaveLength(1)
    expect((await papers.state()).papers).toBe(5)
    expect(await other.round()).toBeDefined()
    await leases.take('sync', 'dead', clock.now(), 300_000)
    expect(await one.round()).toBeUndefined()
    clock.advance(300_000)
    expect(await one.round()).toBeDefined()
  })

  test('ends after the day at which another process has taken over', async () => {
    const { days, live, leases, huggingFace, clock } = await setUp()
    days.set(today, syntheticDay(today, 5))
    const { sync } = live('slow', {
      ...clock,
      // The process sleeps through its lease between storing a day and going on.
      async sleep(ms) {
        await leases.take('sync', 'other', clock.now() + 300_001, 300_000)
        await clock.sleep(ms)
      },
    })
    expect(await sync.round()).toHaveLength(1)
    expect(huggingFace.asked).toHaveLength(1)
    expect(await leases.read('sync')).toMatchObject({ holder: 'other' })
  })

  test('lets go when the store fails or somebody stops it', async () => {
    const { live, leases, clock, huggingFace } = await setUp()
    const fails = { ...clock, sleep: () => Promise.reject(new Error('no sleep')) }
    huggingFace.fail('daily_papers', { status: 500 })
    await expect(live('one', fails).sync.round()).rejects.toThrow('no sleep')
    expect(await leases.read('sync')).toMatchObject({ holder: 'one', untilAt: 0 })
    const stop = AbortSignal.abort()
    await expect(live('two').sync.round(stop)).rejects.toThrow('aborted')
    expect(await leases.read('sync')).toMatchObject({ holder: 'two', untilAt: 0 })
    expect(await live('three').sync.round()).toBeDefined()
  })
})

describeOnEachDatabase('a span', (stand) => {
  const open: { close(): Promise<unknown> }[] = []
  afterEach(() => Promise.all(open.splice(0).map((each) => each.close())))

  async function setUp() {
    const live = await openLiveStand(await stand.open())
    open.push(live)
    for (let n = 2; n <= 6; n++) {
      const day = `2024-12-0${n}`
      live.days.set(day, syntheticDay(day, 4))
    }
    return live
  }

  test('goes on where it was interrupted, and asks for no settled day again', async () => {
    const { sync, huggingFace, arxiv, papers } = await setUp()
    const asked = listener(huggingFace)
    for await (const step of sync.span('2024-12-02', '2024-12-06', ['hugging-face']))
      if (step.done === 2) break
    expect(asked()).toHaveLength(2)
    const left = await Array.fromAsync(
      sync.span('2024-12-02', '2024-12-06', ['hugging-face', 'arxiv']),
    )
    expect(left.map(({ source, day, done, of, added }) => [source, day, done, of, added])).toEqual([
      ['hugging-face', '2024-12-04', 1, 3, 4],
      ['hugging-face', '2024-12-03', 2, 3, 4],
      ['hugging-face', '2024-12-02', 3, 3, 4],
      ...[6, 5, 4, 3, 2].map((n, i) => ['arxiv', `2024-12-0${n}`, i + 1, 5, 0]),
    ])
    expect(asked()).toHaveLength(3)
    expect(arxiv.asked).toHaveLength(5)
    const again = sync.span('2024-12-02', '2024-12-06', ['hugging-face', 'arxiv'])
    expect(await Array.fromAsync(again)).toEqual([])
    expect((await papers.state()).papers).toBe(20)
  })

  test('asks one source alone, and nothing for a span that ends before it begins', async () => {
    const { sync, huggingFace, arxiv } = await setUp()
    expect(await Array.fromAsync(sync.span('2024-12-02', '2024-12-06', ['arxiv']))).toEqual([])
    const backwards = sync.span('2024-12-06', '2024-12-02', ['hugging-face', 'arxiv'])
    expect(await Array.fromAsync(backwards)).toEqual([])
    expect([...huggingFace.asked, ...arxiv.asked]).toEqual([])
  })

  test('looks twice at a weekday of the archive without papers, once at a weekend', async () => {
    const { sync, days, huggingFace } = await setUp()
    huggingFace.fail('2024-12-05', 'empty')
    const read = () => Array.fromAsync(sync.span('2024-12-05', '2024-12-08', ['hugging-face']))
    expect((await read()).map(({ day }) => day)).toEqual([
      '2024-12-08',
      '2024-12-07',
      '2024-12-06',
      '2024-12-05',
    ])
    expect(await read()).toMatchObject([{ day: '2024-12-05', added: 4 }])
    expect(await read()).toEqual([])
    expect(days.has('2024-12-08')).toBe(false)
  })

  test('leaves a source alone that fails for three days running', async () => {
    const { sync, huggingFace } = await setUp()
    await huggingFace.down()
    const steps = await Array.fromAsync(sync.span('2024-12-02', '2024-12-06', ['hugging-face']))
    expect(steps.map(({ day }) => day)).toEqual(['2024-12-06', '2024-12-05', '2024-12-04'])
  })

  test('goes on past a bad day, and comes back to it', async () => {
    const { sync, huggingFace, papers } = await setUp()
    huggingFace.fail('2024-12-04', { status: 500 }, 3)
    const read = () =>
      Array.fromAsync(sync.span('2024-12-02', '2024-12-06', ['hugging-face', 'arxiv']))
    expect((await read()).filter(({ failure }) => failure !== undefined)).toMatchObject([
      { source: 'hugging-face', day: '2024-12-04', failure: 'answered 500' },
    ])
    expect((await papers.state()).papers).toBe(16)
    await read()
    expect((await papers.state()).papers).toBe(20)
  })
})
