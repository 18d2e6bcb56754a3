// What a follower of changes is told, on each engine: everything, in an order no clock can upset.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { paperIdFromTitle } from '../../src/papers/identity.ts'
import type { Paper, PaperId } from '../../src/papers/paper.ts'
import { openDatabase } from '../../src/store/database.ts'
import { createPapers, type PaperStore } from '../../src/store/papers.ts'
import { paper } from './batches.ts'
import { describeOnEachDatabase } from './databases.ts'
import { startChild } from './processes.ts'

const noon = Date.parse('2025-03-10T12:00:00Z')

/** A copy of the corpus kept up to date by the changes alone. */
function createFollower(papers: PaperStore) {
  const copy = new Map<PaperId, Paper>()
  let mark = 0
  return {
    copy,
    mark: () => mark,
    /** Reads on until there is nothing more; gives how many papers each part told of. */
    async catchUp(): Promise<number[]> {
      const parts: number[] = []
      for (;;) {
        const changes = await papers.changedSince(mark)
        if (changes.mark === mark) return parts
        parts.push(changes.papers.length)
        for (const each of changes.papers) copy.set(each.id, each)
        for (const id of changes.removed) copy.delete(id)
        mark = changes.mark
      }
    },
  }
}

async function everything(papers: PaperStore): Promise<Map<PaperId, Paper>> {
  const held = new Map<PaperId, Paper>()
  for await (const part of papers.all()) for (const each of part) held.set(each.id, each)
  return held
}

describeOnEachDatabase('changes', (stand) => {
  const open = async () => createPapers(await stand.open())

  test('of an empty database are none', async () => {
    const papers = await open()
    expect(await papers.revision()).toBe(0)
    expect(await papers.changedSince(0)).toEqual({ papers: [], removed: [], mark: 0 })
  })

  test('are told once, and again only when a paper changes again', async () => {
    const papers = await open()
    await papers.upsert([paper('b'), paper('a')], noon)
    const first = await papers.changedSince(0)
    expect(first).toEqual({ papers: [paper('b'), paper('a')], removed: [], mark: 2 })
    await papers.upsert([paper('a'), paper('b', { votes: 1 })], noon + 1)
    const second = await papers.changedSince(first.mark)
    expect(second).toEqual({ papers: [paper('b', { votes: 1 })], removed: [], mark: 3 })
    expect(await papers.changedSince(3)).toEqual({ papers: [], removed: [], mark: 3 })
  })

  test('that tell nothing new leave the revision as it is', async () => {
    const papers = await open()
    await papers.upsert([paper('a', { votes: 1 })], noon)
    const before = await papers.revision()
    await papers.upsert([paper('a', { votes: 1 })], noon + 1)
    await papers.upsert([], noon + 2)
    expect(await papers.revision()).toBe(before)
    await papers.upsert([paper('a', { votes: 2 })], noon + 3)
    expect(await papers.revision()).toBeGreaterThan(before)
  })

  test('include a merge: the paper it made and the id it gave up', async () => {
    const papers = await open()
    const title = 'One of two'
    const own = paperIdFromTitle(title)
    await papers.upsert([paper(own, { title, source: 'page' })], noon)
    const follower = createFollower(papers)
    await follower.catchUp()
    await papers.upsert([paper('2501.00001', { title })], noon)
    const { papers: changed, removed } = await papers.changedSince(follower.mark())
    expect(changed.map(({ id }) => id)).toEqual(['2501.00001'])
    expect(removed).toEqual([own])
    await follower.catchUp()
    expect(follower.copy).toEqual(await everything(papers))
  })

  test('of one moment, or told by a clock that is behind, are none the less told', async () => {
    const papers = await open()
    const follower = createFollower(papers)
    for (const [n, at] of [noon, noon, noon - 60_000, 0, noon].entries()) {
      await papers.upsert([paper(`paper-${n}`)], at)
      await follower.catchUp()
      expect(follower.copy.size).toBe(n + 1)
    }
  })

  test('of one large batch come in parts of 500, each paper once', async () => {
    const papers = await open()
    const many = Array.from({ length: 1_200 }, (_, n) => paper(`paper-${n}`))
    await papers.upsert(many, noon)
    const follower = createFollower(papers)
    expect(await follower.catchUp()).toEqual([500, 500, 200])
    expect(follower.copy).toEqual(await everything(papers))
  })

  test('a paper that changes while it is being read comes again later', async () => {
    const papers = await open()
    await papers.upsert(
      Array.from({ length: 600 }, (_, n) => paper(`paper-${n}`)),
      noon,
    )
    const first = await papers.changedSince(0)
    // One told already, one not yet told.
    await papers.upsert([paper('paper-3', { votes: 1 }), paper('paper-599', { votes: 1 })], noon)
    const second = await papers.changedSince(first.mark)
    const ids = second.papers.map(({ id }) => id)
    expect(ids).toHaveLength(101)
    expect(ids.slice(-2)).toEqual(['paper-3', 'paper-599'])
  })

  test('more ids given up than fit one part are all told', async () => {
    const papers = await open()
    const titles = Array.from({ length: 1_100 }, (_, n) => `Title number ${n}`)
    await papers.upsert(
      titles.map((title) => paper(paperIdFromTitle(title), { title, source: 'page' })),
      noon,
    )
    const follower = createFollower(papers)
    await follower.catchUp()
    await papers.upsert(
      titles.map((title, n) => paper(`2501.${String(n).padStart(5, '0')}`, { title })),
      noon,
    )
    await follower.catchUp()
    expect(follower.copy).toEqual(await everything(papers))
    expect(follower.copy.size).toBe(1_100)
  })

  test('a mark from the future, as after a restored backup, starts over', async () => {
    const papers = await open()
    await papers.upsert([paper('a')], noon)
    const given = await papers.changedSince(1_000)
    expect(given).toEqual({ papers: [paper('a')], removed: [], mark: 1 })
  })

  test('keep a follower exact through any writes, whenever it looks', async () => {
    const record = fc.record({
      id: fc.constantFrom('2501.00001', '2501.00002', 'pb-00000000000a', 'pb-00000000000b'),
      title: fc.constantFrom('A', 'B', 'C'),
      source: fc.constantFrom('page' as const, 'hugging-face' as const, 'arxiv' as const),
      votes: fc.nat(3),
    })
    const step = fc.record({
      batch: fc.array(record, { maxLength: 4 }),
      at: fc.nat(3),
      look: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        const database = await stand.open()
        const papers = createPapers(database)
        const follower = createFollower(papers)
        for (const { batch, at, look } of steps) {
          await papers.upsert(
            batch.map(({ id, ...given }) => paper(id, given)),
            at,
          )
          if (look) await follower.catchUp()
        }
        await follower.catchUp()
        expect(follower.copy).toEqual(await everything(papers))
        await database.close()
      }),
      { numRuns: 10 },
    )
  })

  test('written by two processes while a third reads are all told', async () => {
    const url = await stand.place()
    const database = await openDatabase(url)
    const papers = createPapers(database)
    const follower = createFollower(papers)
    const children = ['one', 'two'].map((name) => startChild('child-upsert.ts', url, name, '40'))
    const ended = Promise.all(children.map((child) => child.ended))
    let running = true
    void ended.then(() => {
      running = false
    })
    let looks = 0
    while (running) {
      await follower.catchUp()
      looks++
      // Lets the children's words in: on SQLite every query ends within the same turn of the event loop.
      await new Promise((resolve) => setImmediate(resolve))
    }
    await follower.catchUp()
    expect(await ended).toEqual([
      { code: 0, errors: '' },
      { code: 0, errors: '' },
    ])
    expect(looks).toBeGreaterThan(1)
    expect(follower.copy).toEqual(await everything(papers))
    expect(follower.copy.size).toBe(1 + 2 * 41 * 2)
    await database.close()
  })

  test('the database has one name for good, whoever asks first', async () => {
    const url = await stand.place()
    // One after the other: two SQLite connections of one process cannot wait for each other's migrations.
    const one = await openDatabase(url)
    const other = await openDatabase(url)
    const names = await Promise.all([
      createPapers(one).identity(() => 'first'),
      createPapers(other).identity(() => 'second'),
    ])
    expect(new Set(names).size).toBe(1)
    expect(['first', 'second']).toContain(names[0])
    expect(await createPapers(other).identity(() => 'third')).toBe(names[0])
    await one.close()
    await other.close()
  })
})
