// Asking beyond the corpus while somebody waits: the real sources against loopback upstreams, the real store, and a
// clock that moves only when a test moves it.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createArxivSource } from '../../src/sources/arxiv-api.ts'
import type { Clock } from '../../src/sources/http.ts'
import { createHuggingFaceSource } from '../../src/sources/hugging-face-api.ts'
import { createOnDemand } from '../../src/sources/on-demand.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { createPapers, type PaperStore } from '../../src/store/papers.ts'
import { patience } from '../stands/patience.ts'
import { createArxivStand } from '../stands/upstreams/arxiv.ts'
import { createStandClock } from '../stands/upstreams/clock.ts'
import { createHuggingFaceStand } from '../stands/upstreams/hugging-face.ts'
import type { Stand } from '../stands/upstreams/server.ts'
import { type ArxivPaper, type Entry, syntheticEntry } from '../stands/upstreams/synthetic.ts'

const id = '2501.00663'
const minute = 60_000

let database: Database
let papers: PaperStore
let huggingFace: Stand
let arxiv: Stand
let arxivPapers: ArxivPaper[]
let entries: Entry[]
beforeEach(async () => {
  arxivPapers = []
  entries = []
  database = await openDatabase('sqlite::memory:')
  papers = createPapers(database)
  arxiv = await createArxivStand({ papers: arxivPapers })
  huggingFace = await createHuggingFaceStand({ days: new Map([['2025-01-02', entries]]) })
})
afterEach(async () => {
  await Promise.all([arxiv.close(), huggingFace.close()])
  await database.close()
})

/** A clock that stands still: `advance` moves it and ends the sleeps that are over. */
function createStillClock(): Clock & { advance(ms: number): void; sleepers(): number } {
  let now = Date.parse('2025-01-03T10:00:00Z')
  let sleeping: { readonly until: number; readonly wake: () => void }[] = []
  return {
    now: () => now,
    random: () => 0.5,
    sleepers: () => sleeping.length,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { until: now + ms, wake: resolve }
        sleeping.push(sleeper)
        signal?.addEventListener('abort', () => {
          sleeping = sleeping.filter((each) => each !== sleeper)
          reject(signal.reason)
        })
      }),
    advance(ms) {
      now += ms
      const over = sleeping.filter(({ until }) => until <= now)
      sleeping = sleeping.filter(({ until }) => until > now)
      for (const { wake } of over) wake()
    },
  }
}

/** A way to an upstream that is blocked until it is opened. */
function createGate(): { readonly fetch: typeof fetch; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  return {
    fetch: (url, init) => promise.then(() => fetch(url, init)),
    open: resolve,
  }
}

function setUp(
  ways: {
    readonly toArxiv?: typeof fetch
    readonly toHuggingFace?: typeof fetch
    turn?(): Promise<void>
  } = {},
) {
  const clock = createStillClock()
  // What a source waits for between its own attempts takes no time here.
  const common = { clock: createStandClock(), userAgent: 'paperboy-test', timeoutMs: 2_000 }
  const beyond = createOnDemand({
    clock,
    huggingFace: createHuggingFaceSource({
      ...common,
      fetch: ways.toHuggingFace ?? fetch,
      baseUrl: huggingFace.url,
    }),
    arxiv: createArxivSource({
      ...common,
      fetch: ways.toArxiv ?? fetch,
      baseUrl: arxiv.url,
      rssUrl: arxiv.url,
      turn: ways.turn,
    }),
    async store(found) {
      await papers.upsert(found, clock.now())
      return papers.list([...new Set(found.map((paper) => paper.id))])
    },
  })
  const slow = vi.fn()
  return { clock, beyond, slow, ask: () => beyond.paper(id, slow) }
}

const atArxiv = () => arxivPapers.push({ id, title: 'Titans', version: 2, doi: '10.1000/titans' })
const atHuggingFace = () => entries.push(syntheticEntry({ id, title: 'Titans', upvotes: 9 }))

describe('a paper', () => {
  it('known to both is one paper with what each knows, and is stored', async () => {
    atArxiv()
    atHuggingFace()
    const { ask, slow, clock } = setUp()
    const answer = await ask()
    const known = { id, title: 'Titans', votes: 9, doi: '10.1000/titans', version: 2 }
    expect(answer).toMatchObject({ is: 'found', value: { ...known, feedDay: '2025-01-02' } })
    expect(await papers.find(id)).toEqual(answer.is === 'found' && answer.value)
    expect(slow).not.toHaveBeenCalled()
    expect(clock.sleepers()).toBe(0)
  })

  it('known to arXiv alone is found: most papers are not at Hugging Face', async () => {
    atArxiv()
    const { ask } = setUp()
    const answer = await ask()
    expect(answer).toMatchObject({ is: 'found', value: { id, source: 'arxiv' } })
    expect(answer).not.toHaveProperty('value.votes')
    expect((await papers.state()).papers).toBe(1)
  })

  it('known to Hugging Face alone is found', async () => {
    atHuggingFace()
    expect(await setUp().ask()).toMatchObject({
      is: 'found',
      value: { id, votes: 9, source: 'hugging-face' },
    })
  })

  it.each(['arXiv', 'Hugging Face'])('is found while %s is down', async (down) => {
    atArxiv()
    atHuggingFace()
    const fallen = down === 'arXiv' ? arxiv : huggingFace
    await fallen.down()
    expect(await setUp().ask()).toMatchObject({ is: 'found', value: { id, title: 'Titans' } })
  })

  it('known to neither is absent, and nothing is stored', async () => {
    expect(await setUp().ask()).toEqual({ is: 'absent' })
    expect((await papers.state()).papers).toBe(0)
  })

  it('that cannot be had because both are down has failed', async () => {
    await Promise.all([arxiv.down(), huggingFace.down()])
    expect(await setUp().ask()).toEqual({ is: 'failed', reason: 'refused the connection' })
  })

  it('unknown to one while the other is down is not said to be absent', async () => {
    arxiv.fail('/api/query', { status: 500 }, 3)
    expect(await setUp().ask()).toEqual({ is: 'failed', reason: 'answered 500' })
  })

  it('that takes its time is announced once, and comes', async () => {
    atArxiv()
    const gate = createGate()
    const { ask, slow, clock } = setUp({ toArxiv: gate.fetch, toHuggingFace: gate.fetch })
    const answer = ask()
    clock.advance(2_499)
    await vi.waitFor(() => expect(clock.sleepers()).toBe(2), patience)
    expect(slow).not.toHaveBeenCalled()
    clock.advance(1)
    await vi.waitFor(() => expect(slow).toHaveBeenCalledTimes(1), patience)
    clock.advance(minute)
    gate.open()
    expect(await answer).toMatchObject({ is: 'found', value: { id } })
    expect(slow).toHaveBeenCalledTimes(1)
    expect(clock.sleepers()).toBe(0)
  })

  it.each(['before', 'after'])(
    'that one tells %s the patience is over is not kept for the other',
    async (when) => {
      atArxiv()
      atHuggingFace()
      const [toArxiv, toHuggingFace] = [createGate(), createGate()]
      const { ask, clock } = setUp({ toArxiv: toArxiv.fetch, toHuggingFace: toHuggingFace.fetch })
      const answer = ask()
      if (when === 'before') toHuggingFace.open()
      clock.advance(2_500)
      if (when === 'after') toHuggingFace.open()
      expect(await answer).toMatchObject({ is: 'found', value: { id, source: 'hugging-face' } })
      expect(arxiv.asked).toEqual([])
      toArxiv.open()
      await vi.waitFor(() => expect(arxiv.asked).toHaveLength(1), patience)
    },
  )

  it('that the quick one does not have is waited for at the other', async () => {
    atArxiv()
    const toArxiv = createGate()
    const { ask, slow, clock } = setUp({ toArxiv: toArxiv.fetch })
    const answer = ask()
    await vi.waitFor(() => expect(huggingFace.asked).toHaveLength(1), patience)
    clock.advance(2_500)
    await vi.waitFor(() => expect(slow).toHaveBeenCalledTimes(1), patience)
    toArxiv.open()
    expect(await answer).toMatchObject({ is: 'found', value: { source: 'arxiv' } })
  })

  it('asked for by several at once is asked for once, and each is told that it is slow', async () => {
    atArxiv()
    const gate = createGate()
    const { beyond, clock } = setUp({ toArxiv: gate.fetch })
    const slow = [vi.fn(), vi.fn(), vi.fn()]
    const answers = slow.map((told) => beyond.paper(id, told))
    clock.advance(2_500)
    gate.open()
    const found = await Promise.all(answers)
    expect(new Set(found).size).toBe(1)
    for (const told of slow) expect(told).toHaveBeenCalledTimes(1)
    expect(arxiv.asked).toHaveLength(1)
    expect(huggingFace.asked).toHaveLength(1)
  })

  it('found or absent is remembered for ten minutes', async () => {
    const { ask, clock } = setUp()
    expect(await ask()).toEqual({ is: 'absent' })
    atArxiv()
    clock.advance(10 * minute - 1)
    expect(await ask()).toEqual({ is: 'absent' })
    expect(arxiv.asked).toHaveLength(1)
    clock.advance(1)
    expect(await ask()).toMatchObject({ is: 'found' })
  })

  it('that failed is asked for again at once', async () => {
    atArxiv()
    const { ask } = setUp()
    arxiv.fail('/api/query', { status: 500 }, 3)
    expect(await ask()).toMatchObject({ is: 'failed' })
    expect(await ask()).toMatchObject({ is: 'found' })
  })

  it('is forgotten when 200 others have been asked for since', async () => {
    const { beyond } = setUp()
    const numbered = (n: number) => beyond.paper(`2501.${String(10_000 + n)}`, () => {})
    for (let n = 0; n <= 200; n++) await numbered(n)
    const asked = arxiv.asked.length
    await numbered(200)
    expect(arxiv.asked).toHaveLength(asked)
    await numbered(0)
    expect(arxiv.asked).toHaveLength(asked + 1)
  })

  it('is not had when the store fails; that reaches the asker alone, and is not remembered', async () => {
    atArxiv()
    let turns = 0
    const turn = async () => {
      if (turns++ === 0) throw new Error('the store is gone')
    }
    // Anything nobody waits for any more would end the process, and this test with it.
    const { ask, clock } = setUp({ turn })
    await expect(ask()).rejects.toThrow('the store is gone')
    clock.advance(minute)
    expect(await ask()).toMatchObject({ is: 'found' })
  })
})

describe('a search', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, n) =>
      syntheticEntry({ id: `2501.${10_000 + n}`, title: `Kites ${n}`, upvotes: n }),
    )

  it('gives what upstream finds, in its order, at most twenty, and stores it', async () => {
    entries.push(...many(30))
    const answer = await setUp().beyond.search('kites')
    const found = answer.is === 'found' ? answer.value : []
    expect(found.map((paper) => paper.id)).toEqual(many(20).map(({ paper }) => paper.id))
    expect(await papers.list(found.map((paper) => paper.id))).toEqual(found)
    expect((await papers.state()).papers).toBe(20)
  })

  it('that finds nothing is absent; one that fails says why', async () => {
    const { beyond } = setUp()
    expect(await beyond.search('kites')).toEqual({ is: 'absent' })
    await huggingFace.down()
    expect(await beyond.search('boats')).toEqual({ is: 'failed', reason: 'refused the connection' })
  })

  it('is remembered, however it is written; a failed one is not', async () => {
    entries.push(...many(1))
    const { beyond } = setUp()
    const [one, other] = await Promise.all([beyond.search('kites'), beyond.search(' Kites ')])
    expect(other).toBe(one)
    expect(huggingFace.asked).toHaveLength(1)
    huggingFace.fail('search', { status: 500 }, 3)
    expect(await beyond.search('boats')).toMatchObject({ is: 'failed' })
    expect(await beyond.search('boats')).toEqual({ is: 'absent' })
  })

  it('leaves half of upstream’s quota to others, and goes on when its five minutes are over', async () => {
    const { beyond, clock } = setUp()
    for (let n = 0; n < 25; n++) {
      expect(await beyond.search(`kite ${n}`)).toEqual({ is: 'absent' })
      clock.advance(1_000)
    }
    const tooOften = { is: 'failed', reason: 'has been asked too often these minutes' }
    expect(await beyond.search('one more')).toEqual(tooOften)
    expect(await beyond.search('kite 0')).toEqual({ is: 'absent' })
    expect(huggingFace.asked).toHaveLength(25)
    clock.advance(5 * minute - 25_000)
    expect(await beyond.search('one more')).toEqual({ is: 'absent' })
    expect(await beyond.search('and another')).toEqual(tooOften)
  })
})
