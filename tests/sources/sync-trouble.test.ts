// Syncing while an upstream misbehaves: nothing held is lost, what is good is kept, what is known of the upstream is
// said, and the next round that goes well makes everything whole.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Sync } from '../../src/sources/sync.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { type LiveStand, openLiveStand, skewed } from '../stands/live.ts'
import type { Fault } from '../stands/upstreams/server.ts'
import { syntheticDay, syntheticEntry } from '../stands/upstreams/synthetic.ts'

const [today, yesterday] = ['2025-01-10', '2025-01-09']
const minute = 60_000
const hour = 60 * minute
const oneDay = 24 * hour

let database: Database
let stand: LiveStand
beforeEach(async () => {
  database = await openDatabase('sqlite::memory:')
  stand = await openLiveStand(database)
})
afterEach(async () => {
  await stand.close()
  await database.close()
})

/** The day before yesterday is held, with 10 papers of yesterday; today has 6 that nobody has read yet. */
async function holdSome(): Promise<void> {
  stand.days.set(yesterday, syntheticDay(yesterday, 10))
  for (const day of ['2025-01-08', '2025-01-07']) stand.days.set(day, syntheticDay(day, 2))
  await stand.sync.round()
  stand.days.set(today, syntheticDay(today, 6))
  stand.clock.advance(30 * minute)
}

async function upstreamNow() {
  const { upstream = [] } = await stand.papers.state()
  return upstream.find(({ source }) => source === 'hugging-face')
}

async function failuresOf(sync: Sync): Promise<readonly string[]> {
  const steps = (await sync.round()) ?? []
  // Today and yesterday fail alike.
  return [...new Set(steps.flatMap(({ failure }) => failure ?? []))]
}

type Trouble = {
  readonly name: string
  readonly reason: string
  /** How long an answer is waited for (milliseconds): no time at all, where none comes. */
  readonly patience?: number
  begin(): unknown
  end(): unknown
}

const patient = 20_000
const impatient = 100

function fault(name: string, reason: string, what: Fault, patience = patient): Trouble {
  const begin = () => stand.huggingFace.fail('daily_papers', what, 1_000)
  return { name, reason, patience, begin, end: () => stand.huggingFace.heal() }
}

describe('Hugging Face', () => {
  it.each<Trouble>([
    {
      name: 'down',
      reason: 'refused the connection',
      begin: () => stand.huggingFace.down(),
      end: () => stand.huggingFace.up(),
    },
    fault('silent', 'did not answer within 0.1 s', 'hang', impatient),
    fault('endless', 'did not finish its answer within 0.5 s', 'trickle', 500),
    fault('breaking off', 'broke off the connection', 'reset'),
    fault('answering 500', 'answered 500', { status: 500 }),
    fault('answering 404', 'answered 404', { status: 404 }),
    fault('answering 401', 'answered 401', { status: 401 }),
    fault('serving HTML', 'sent HTML instead of JSON', 'html'),
    fault('serving half a JSON', 'sent something that is not JSON', 'truncated'),
    fault('serving no list', 'sent something that is no list', { body: '{"error":"maintenance"}' }),
    fault('serving 9 MB', 'sent more than 8 MB', 'oversized'),
  ])(
    '$name: nothing is lost, it is said, and it ends',
    async ({ reason, patience = patient, begin, end }) => {
      await holdSome()
      const before = await stand.held()
      const good = await upstreamNow()
      expect(good).toEqual({ source: 'hugging-face', lastOkAt: expect.any(Number) })
      await begin()
      const sync = stand.patientFor(patience, 'other')
      const failingSince = stand.clock.now()
      expect(await failuresOf(sync)).toEqual([reason])
      stand.clock.advance(minute)
      expect(await failuresOf(sync)).toEqual([reason])
      expect(await stand.held()).toEqual(before)
      const failing = await upstreamNow()
      expect(failing).toMatchObject({ lastOkAt: good?.lastOkAt, reason })
      expect(failing?.failingSince).toBeGreaterThanOrEqual(failingSince)
      expect(failing?.failingSince).toBeLessThan(stand.clock.now() - minute / 2)
      expect(await stand.upstreams.state('hugging-face')).toMatchObject({ failures: 4 })
      await end()
      stand.clock.advance(minute)
      expect(await failuresOf(stand.patientFor(patient, 'other'))).toEqual([])
      const after = await stand.held()
      expect(after.size).toBe(before.size + 6)
      for (const [id, paper] of before) expect(after.get(id)).toEqual(paper)
      expect(await upstreamNow()).toEqual({ source: 'hugging-face', lastOkAt: expect.any(Number) })
      expect((await upstreamNow())?.lastOkAt).toBeGreaterThan(good?.lastOkAt ?? 0)
    },
  )

  it('failing at the second day keeps the first, and its own error stays in view', async () => {
    await holdSome()
    stand.huggingFace.fail(yesterday, { status: 500 }, 3)
    expect(await failuresOf(stand.sync)).toEqual(['answered 500'])
    expect((await stand.papers.state()).papers).toBe(20)
    expect(await upstreamNow()).toMatchObject({ reason: 'answered 500' })
  })

  it('that asks to be left alone is, by every process, until the time it said', async () => {
    await holdSome()
    const retryAfter = { status: 429, headers: { 'retry-after': '600' } }
    stand.huggingFace.fail('daily_papers', retryAfter, 1_000)
    const limitedAt = stand.clock.now()
    expect(await failuresOf(stand.sync)).toEqual(['answered 429'])
    const { retryAt = 0 } = await stand.upstreams.state('hugging-face')
    expect(retryAt).toBe(limitedAt + 10 * minute)
    const asked = stand.huggingFace.asked.length
    stand.clock.advance(10 * minute - 1)
    const other = stand.live('after a restart').sync
    expect(await failuresOf(other)).toEqual([])
    const steps = await Array.fromAsync(other.span('2024-12-02', '2024-12-04', ['hugging-face']))
    expect(steps).toMatchObject([
      { day: '2024-12-04', failure: 'asked us to wait until 2025-01-10 17:40 UTC' },
    ])
    expect(stand.huggingFace.asked).toHaveLength(asked)
    expect((await stand.upstreams.state('hugging-face')).retryAt).toBe(retryAt)
    stand.huggingFace.heal()
    stand.clock.advance(1)
    expect(await failuresOf(other)).toEqual([])
    expect(stand.huggingFace.asked.length).toBeGreaterThan(asked)
    expect((await stand.papers.state()).papers).toBe(20)
    expect(await stand.upstreams.state('hugging-face')).not.toHaveProperty('retryAt')
  })

  it('with an empty list on a weekday loses nothing, and is asked again next round', async () => {
    await holdSome()
    const before = await stand.held()
    stand.huggingFace.fail('daily_papers', 'empty', 2)
    expect(await failuresOf(stand.sync)).toEqual([])
    expect(await stand.held()).toEqual(before)
    expect(await stand.feedDays.get('hugging-face', yesterday)).toMatchObject({ papers: 10 })
    stand.clock.advance(30 * minute)
    const [first, second] = (await stand.sync.round()) ?? []
    expect([first, second]).toMatchObject([
      { day: today, added: 6 },
      { day: yesterday, added: 0 },
    ])
    // The empty list's own mark must not make the whole one seem unchanged.
    const conditions = stand.huggingFace.asked.map(({ headers }) => headers['if-none-match'])
    expect(conditions.at(-1)).toBeUndefined()
  })

  it('with an empty list for a day that nobody had read is asked again the same day', async () => {
    stand.days.set('2025-01-08', syntheticDay('2025-01-08', 4))
    stand.huggingFace.fail('2025-01-08', 'empty')
    await stand.sync.round()
    expect((await stand.papers.state()).papers).toBe(0)
    stand.clock.advance(30 * minute)
    await stand.sync.round()
    expect((await stand.papers.state()).papers).toBe(4)
  })

  it('with half a day, then the whole of it, ends with the whole; arXiv hears of all', async () => {
    stand.days.set(today, syntheticDay(today, 11))
    stand.huggingFace.fail(today, 'half')
    await stand.sync.round()
    expect((await stand.papers.state()).papers).toBe(6)
    stand.clock.advance(30 * minute)
    await stand.sync.round()
    expect((await stand.papers.state()).papers).toBe(11)
    const asked = stand.arxiv.asked.map(({ path }) => {
      return new URL(path, 'http://arxiv').searchParams.get('id_list')?.split(',').length
    })
    expect(asked).toEqual([6, 11])
    stand.huggingFace.fail(today, 'half')
    stand.clock.advance(30 * minute)
    await stand.sync.round()
    expect((await stand.papers.state()).papers).toBe(11)
  })

  it('with its first page twice stores each paper once, and the rest when it comes', async () => {
    stand.days.set(today, syntheticDay(today, 150))
    stand.huggingFace.fail('p=1', 'duplicate')
    expect(await failuresOf(stand.sync)).toEqual([])
    expect((await stand.papers.state()).papers).toBe(100)
    stand.clock.advance(30 * minute)
    expect(await failuresOf(stand.sync)).toEqual([])
    expect((await stand.papers.state()).papers).toBe(150)
  })

  it('failing at a second page stores nothing of that day, and all of it later', async () => {
    stand.days.set(today, syntheticDay(today, 150))
    stand.huggingFace.fail('p=1', { status: 500 }, 3)
    expect(await failuresOf(stand.sync)).toEqual(['answered 500'])
    expect((await stand.papers.state()).papers).toBe(0)
    await stand.sync.round()
    expect((await stand.papers.state()).papers).toBe(150)
  })
})

describe('arXiv', () => {
  it.each<[string, Fault, string]>([
    ['500', { status: 500 }, 'answered 500'],
    ['an empty list', 'empty', 'answered with an empty list'],
    ['half a feed', 'truncated', 'sent a text that is cut off'],
    ['HTML', 'html', 'sent HTML instead of XML'],
  ])('answering with %s takes nothing from what Hugging Face tells', async (_, what, reason) => {
    stand.days.set(today, syntheticDay(today, 3))
    const [entry] = syntheticDay(today, 1)
    stand.arxivPapers.push({ id: entry?.paper.id ?? '', title: 'Paper', doi: '10.1000/a' })
    stand.arxiv.fail('/api/query', what, 1_000)
    expect(await failuresOf(stand.sync)).toEqual([reason])
    const held = await stand.held()
    expect(held.size).toBe(3)
    expect((await stand.papers.state()).upstream).toMatchObject([
      { source: 'arxiv', reason, failingSince: expect.any(Number) },
      { source: 'hugging-face', lastOkAt: expect.any(Number) },
    ])
    stand.arxiv.heal()
    stand.clock.advance(30 * minute)
    expect(await failuresOf(stand.sync)).toEqual([])
    expect(await stand.papers.find(entry?.paper.id ?? '')).toMatchObject({ doi: '10.1000/a' })
    const { upstream = [] } = await stand.papers.state()
    expect(upstream.map((each) => each.failingSince)).toEqual([undefined, undefined])
  })

  it('saying that we ask too often is left alone for ten minutes, its categories too', async () => {
    await stand.close()
    stand = await openLiveStand(database, { categories: ['cs.CL'] })
    stand.days.set(today, syntheticDay(today, 3))
    stand.arxiv.fail('/api/query', { status: 429 }, 1_000)
    const limitedAt = stand.clock.now()
    expect(await failuresOf(stand.sync)).toEqual(['answered 429'])
    expect(stand.arxiv.asked).toHaveLength(1)
    expect((await stand.upstreams.state('arxiv')).retryAt).toBeGreaterThanOrEqual(
      limitedAt + 10 * minute,
    )
    stand.clock.advance(9 * minute)
    expect(await failuresOf(stand.live('after a restart').sync)).toEqual([])
    expect(stand.arxiv.asked).toHaveLength(1)
    stand.arxiv.heal()
    stand.clock.advance(2 * minute)
    expect(await failuresOf(stand.sync)).toEqual([])
    expect(stand.arxiv.asked.length).toBeGreaterThan(1)
  })

  it('is not said to have answered when there was nothing to ask it', async () => {
    const entry = syntheticEntry({ id: '2501.09001', title: 'Twice', day: yesterday })
    stand.days.set(yesterday, [entry]).set(today, [entry])
    stand.clock.advance(-oneDay)
    await stand.sync.round()
    const { lastOkAt } = await stand.upstreams.state('arxiv')
    expect(lastOkAt).toBeDefined()
    stand.clock.advance(oneDay)
    await stand.sync.round()
    expect((await stand.upstreams.state('arxiv')).lastOkAt).toBe(lastOkAt)
    expect(stand.arxiv.asked).toHaveLength(1)
  })
})

describe('a clock that is wrong', () => {
  it('by an hour ahead, when the day has rolled for it alone, loses nothing and is well again in an hour', async () => {
    // 20:45 in New York, and 21:45 by the wrong clock.
    stand.clock.advance(8 * hour + 45 * minute)
    stand.days.set(today, syntheticDay(today, 6))
    await stand.sync.round()
    const before = await stand.held()
    const ahead = stand.live('ahead', skewed(stand.clock, hour)).sync
    expect(await failuresOf(ahead)).toEqual(['answered 400'])
    expect(await stand.held()).toEqual(before)
    // Yesterday, which comes after, is there: upstream answers.
    expect(await upstreamNow()).not.toHaveProperty('failingSince')
    stand.clock.advance(hour)
    stand.days.set('2025-01-11', syntheticDay('2025-01-11', 2))
    expect(await failuresOf(ahead)).toEqual([])
    expect((await stand.held()).size).toBe(before.size + 2)
    expect(await upstreamNow()).not.toHaveProperty('failingSince')
    // Put right, it goes on.
    stand.days.set('2025-01-11', syntheticDay('2025-01-11', 3))
    expect(await failuresOf(stand.live('right').sync)).toEqual([])
    expect((await stand.held()).size).toBe(before.size + 3)
  })

  it('by an hour behind reads the old day for an hour longer, and then the new one', async () => {
    // 22:00 in New York: upstream fills tomorrow’s day.
    stand.clock.advance(10 * hour)
    stand.days.set(today, syntheticDay(today, 6))
    stand.days.set('2025-01-11', syntheticDay('2025-01-11', 2))
    const behind = stand.live('behind', skewed(stand.clock, -hour)).sync
    expect(await failuresOf(behind)).toEqual([])
    expect((await stand.held()).size).toBe(6)
    stand.clock.advance(hour)
    expect(await failuresOf(behind)).toEqual([])
    expect((await stand.held()).size).toBe(8)
  })

  it('by most of a day behind, after one that was right, reads on', async () => {
    stand.days.set(today, syntheticDay(today, 2))
    await stand.sync.round()
    stand.days.set(today, syntheticDay(today, 3))
    const back = stand.live('back', skewed(stand.clock, -20 * hour)).sync
    expect(await failuresOf(back)).toEqual([])
    stand.clock.advance(20 * hour)
    expect(await failuresOf(back)).toEqual([])
    expect((await stand.held()).size).toBe(3)
  })
})
