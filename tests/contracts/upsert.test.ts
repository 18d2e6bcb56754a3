// How papers come in, on each engine: what is one paper, what is news, and what happens at once.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { paperIdFromTitle } from '../../src/papers/identity.ts'
import type { Paper } from '../../src/papers/paper.ts'
import type { Database } from '../../src/store/database.ts'
import { createPapers, type PaperStore } from '../../src/store/papers.ts'
import { paper } from './batches.ts'
import { describeOnEachDatabase } from './databases.ts'
import { startChild } from './processes.ts'

const day = 86_400_000
const noon = Date.parse('2025-03-10T12:00:00Z')

async function everything(papers: PaperStore): Promise<Paper[]> {
  const found: Paper[] = []
  for await (const part of papers.all()) found.push(...part)
  return found
}

async function readings(database: Database) {
  return database.db.selectFrom('vote_reading').selectAll().orderBy('read_at').execute()
}

describeOnEachDatabase('storing papers', (stand) => {
  async function open() {
    const database = await stand.open()
    return { database, papers: createPapers(database) }
  }

  test('a title longer than an index takes is no obstacle', async () => {
    const { papers } = await open()
    const noise = Array.from({ length: 9_000 }, (_, n) =>
      String.fromCodePoint(0x4e00 + ((n * 7919) % 20_000)),
    )
    const long = paper('pb-000000000001', { title: noise.join('') })
    await papers.upsert([long], noon)
    await papers.upsert([{ ...long, id: '2501.00001', source: 'arxiv' }], noon)
    expect((await everything(papers)).map((found) => found.id)).toEqual(['2501.00001'])
  })

  test('tells what a batch added, changed and left alone', async () => {
    const { papers } = await open()
    const first = await papers.upsert([paper('2501.00001'), paper('2501.00002')], noon)
    expect(first).toEqual({
      added: ['2501.00001', '2501.00002'],
      changed: [],
      removed: [],
      unchanged: 0,
    })
    const second = await papers.upsert(
      [paper('2501.00001'), paper('2501.00002', { votes: 3 }), paper('2501.00003')],
      noon + 1,
    )
    expect(second).toEqual({
      added: ['2501.00003'],
      changed: ['2501.00002'],
      removed: [],
      unchanged: 1,
    })
  })

  test('a batch stored again changes nothing, not even the time of the last change', async () => {
    const { database, papers } = await open()
    const batch = [
      paper('2501.00663', { votes: 7, keywords: ['a'] }),
      paper('pb-000000000001', { votes: 1 }),
    ]
    await papers.upsert(batch, noon)
    const before = await database.db.selectFrom('paper').selectAll().execute()
    const again = await papers.upsert(batch, noon + day)
    expect(again).toEqual({ added: [], changed: [], removed: [], unchanged: 2 })
    expect(await database.db.selectFrom('paper').selectAll().execute()).toEqual(before)
    expect(await readings(database)).toHaveLength(2)
    expect((await papers.state()).updatedAt).toBe(noon)
  })

  test('an empty batch is nothing', async () => {
    const { papers } = await open()
    expect(await papers.upsert([], noon)).toEqual({
      added: [],
      changed: [],
      removed: [],
      unchanged: 0,
    })
    expect(await papers.state()).toEqual({ papers: 0, bySource: {}, feedDays: 0 })
  })

  test('a change keeps when the paper was first seen', async () => {
    const { database, papers } = await open()
    await papers.upsert([paper('2501.00001')], noon)
    await papers.upsert([paper('2501.00001', { votes: 1 })], noon + day)
    const rows = await database.db.selectFrom('paper').selectAll().execute()
    expect(rows).toMatchObject([{ first_seen_at: noon, updated_at: noon + day }])
  })

  test('a page record that gets its arXiv id moves there, with its readings and its age', async () => {
    const { database, papers } = await open()
    const title = 'Attention Is All You Need'
    const own = paperIdFromTitle(title)
    await papers.upsert([paper(own, { title, source: 'page', votes: 4 })], noon)
    const moved = await papers.upsert(
      [paper('1706.03762', { title: 'Attention is all you need', source: 'arxiv' })],
      noon + day,
    )
    expect(moved).toEqual({ added: [], changed: ['1706.03762'], removed: [own], unchanged: 0 })
    expect((await everything(papers)).map((found) => found.id)).toEqual(['1706.03762'])
    expect(await papers.find(own)).toMatchObject({ id: '1706.03762', votes: 4 })
    expect(await readings(database)).toMatchObject([{ paper_id: '1706.03762', read_at: noon }])
    const [row] = await database.db.selectFrom('paper').select('first_seen_at').execute()
    expect(row?.first_seen_at).toBe(noon)
  })

  test('a page record of a paper held by its arXiv id joins it', async () => {
    const { papers } = await open()
    const title = 'Attention Is All You Need'
    const own = paperIdFromTitle(title)
    await papers.upsert([paper('1706.03762', { title, source: 'arxiv' })], noon)
    const page = paper(own, { title, source: 'page', abstract: 'The dominant models…' })
    const joined = await papers.upsert([page], noon + day)
    expect(joined).toEqual({ added: [], changed: ['1706.03762'], removed: [], unchanged: 0 })
    expect(await papers.find(own)).toMatchObject({ id: '1706.03762', abstract: page.abstract })
    expect(await papers.upsert([page], noon + 2 * day)).toMatchObject({ unchanged: 1 })
  })

  test('both in one batch, in either order, are one new paper', async () => {
    const title = 'Attention Is All You Need'
    const own = paperIdFromTitle(title)
    const both = [paper(own, { title }), paper('1706.03762', { title })]
    for (const batch of [both, both.toReversed()]) {
      const { papers } = await open()
      expect(await papers.upsert(batch, noon)).toMatchObject({ added: ['1706.03762'], removed: [] })
      expect(await papers.find(own)).toMatchObject({ id: '1706.03762' })
    }
  })

  test('a title learned late still joins the page record of that title', async () => {
    // Upstream renames a paper: only then do the two records agree.
    const { papers } = await open()
    const own = paperIdFromTitle('New name')
    await papers.upsert([paper(own, { title: 'New name', source: 'page' })], noon)
    await papers.upsert([paper('2501.00001', { title: 'Old name' })], noon)
    const renamed = await papers.upsert([paper('2501.00001', { title: 'New name' })], noon + 1)
    expect(renamed).toEqual({ added: [], changed: ['2501.00001'], removed: [own], unchanged: 0 })
    expect(await everything(papers)).toHaveLength(1)
  })

  test('a new version is a change to its paper and never a new one', async () => {
    const { database, papers } = await open()
    const version = (n: number) =>
      paper('2501.00001', { source: 'arxiv', title: `v${n}`, version: n })
    await papers.upsert([version(1)], noon)
    const second = await papers.upsert([version(2)], noon + day)
    expect(second).toEqual({ added: [], changed: ['2501.00001'], removed: [], unchanged: 0 })
    // A file from before version 2, imported after it.
    expect(await papers.upsert([version(1)], noon + 2 * day)).toMatchObject({ unchanged: 1 })
    expect(await everything(papers)).toEqual([version(2)])
    const row = await database.db.selectFrom('paper').select('first_seen_at').executeTakeFirst()
    expect(row).toEqual({ first_seen_at: noon })
  })

  test('a title edited upstream changes the title and nothing else', async () => {
    const { papers } = await open()
    await papers.upsert([paper('2501.00001', { title: 'Old name', votes: 3 })], noon)
    const edited = await papers.upsert([paper('2501.00001', { title: 'New name' })], noon + 1)
    expect(edited).toMatchObject({ added: [], changed: ['2501.00001'], removed: [] })
    expect(await everything(papers)).toEqual([paper('2501.00001', { title: 'New name', votes: 3 })])
  })

  test('a withdrawal and a revival are changes', async () => {
    const { papers } = await open()
    const arxiv = (given: Partial<Paper>) => paper('2501.00001', { source: 'arxiv', ...given })
    await papers.upsert([arxiv({ version: 1 })], noon)
    const taken = await papers.upsert([arxiv({ version: 2, withdrawn: true })], noon + 1)
    expect(taken.changed).toEqual(['2501.00001'])
    expect(await papers.find('2501.00001')).toMatchObject({ withdrawn: true })
    await papers.upsert([arxiv({ version: 3 })], noon + 2)
    expect(await papers.find('2501.00001')).not.toHaveProperty('withdrawn')
  })

  test('one paper told by both sources, in either order, is one paper with the words of both', async () => {
    const face = paper('2501.00001', { title: 'face', votes: 5, feedDay: '2025-01-02' })
    const arxiv = paper('2501.00001', { title: 'arxiv', source: 'arxiv', version: 2, comment: 'c' })
    for (const order of [
      [face, arxiv],
      [arxiv, face],
    ]) {
      const { papers } = await open()
      for (const [n, record] of order.entries()) await papers.upsert([record], noon + n)
      expect(await everything(papers)).toEqual([{ ...face, ...arxiv }])
    }
  })

  test('two arXiv ids with one title stay two papers', async () => {
    const { papers } = await open()
    const title = 'Technical Report'
    await papers.upsert([paper('2501.00001', { title }), paper('2501.00002', { title })], noon)
    await papers.upsert([paper('2501.00003', { title })], noon)
    expect(await everything(papers)).toHaveLength(3)
  })

  test('titles without a letter or digit match nothing', async () => {
    const { papers } = await open()
    await papers.upsert(
      [paper('pb-000000000001', { title: '???' }), paper('2501.00001', { title: '!!!' })],
      noon,
    )
    expect(await everything(papers)).toHaveLength(2)
  })

  test('an alias outlives the moves of its paper', async () => {
    const { database, papers } = await open()
    await papers.upsert([paper('pb-000000000002', { title: 'A' })], noon)
    await papers.upsert([paper('pb-00000000000a', { title: 'A', source: 'page' })], noon)
    expect(await papers.find('pb-00000000000a')).toMatchObject({ id: 'pb-000000000002' })
    await papers.upsert([paper('2501.00001', { title: 'A', source: 'arxiv' })], noon)
    for (const alias of ['pb-00000000000a', 'pb-000000000002'])
      expect(await papers.find(alias)).toMatchObject({ id: '2501.00001' })
    expect(await database.db.selectFrom('paper_alias').selectAll().execute()).toHaveLength(2)
  })

  test('a batch comes to the same as its records one by one', async () => {
    const record = fc.record({
      id: fc.constantFrom('2501.00001', '2501.00002', 'pb-00000000000a', 'pb-00000000000b'),
      title: fc.constantFrom('A', 'a!', 'B', '?'),
      source: fc.constantFrom('page' as const, 'hugging-face' as const, 'arxiv' as const),
      votes: fc.nat(3),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 8 }), fc.nat(8), async (records, split) => {
        const batch = records.map(({ id, ...given }) => paper(id, given))
        const [once, apart] = [await open(), await open()]
        await once.papers.upsert(batch.slice(0, split), noon)
        await once.papers.upsert(batch.slice(split), noon)
        for (const one of batch) await apart.papers.upsert([one], noon)
        expect(await everything(once.papers)).toEqual(await everything(apart.papers))
        for (const { id } of batch)
          expect(await once.papers.find(id)).toEqual(await apart.papers.find(id))
        await once.database.close()
        await apart.database.close()
      }),
      { numRuns: 10 },
    )
  })

  test('keeps a reading when votes or comments are news, and only then', async () => {
    const { database, papers } = await open()
    const see = (at: number, given: Partial<Paper>) =>
      papers.upsert([paper('2501.00001', given)], at)
    await see(1, {})
    await see(2, { votes: 0 })
    await see(3, { votes: 0, abstract: 'New words, same votes' })
    await see(4, { votes: 5 })
    await see(5, { votes: 5, comments: 1 })
    await see(6, { votes: 5, comments: 1 })
    await see(7, { votes: 4, comments: 1 })
    await see(7, { votes: 6, comments: 1 })
    expect((await readings(database)).map((r) => [r.read_at, r.votes, r.comments])).toEqual([
      [2, 0, null],
      [4, 5, null],
      [5, 5, 1],
      [7, 6, 1],
    ])
  })

  test('upserts asked for at once wait for each other', async () => {
    const { database, papers } = await open()
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, n) => papers.upsert([paper('2501.00001', { votes: n })], n)),
    )
    expect(results.flatMap((result) => result.added)).toEqual(['2501.00001'])
    expect(await readings(database)).toHaveLength(20)
  })

  test('two processes may store the same new papers at once', async () => {
    const url = await stand.place()
    const children = ['one', 'two'].map((name) => startChild('child-upsert.ts', url, name, '60'))
    for (const child of children) expect(await child.ended).toEqual({ code: 0, errors: '' })
    expect(children.map((child) => child.lines().length)).toEqual([61, 61])
  })
})
