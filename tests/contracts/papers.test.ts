// What a store of papers gives back, on each engine.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { paperIdFromTitle } from '../../src/papers/identity.ts'
import type { Paper } from '../../src/papers/paper.ts'
import { createPapers, type PaperStore } from '../../src/store/papers.ts'
import { paper } from './batches.ts'
import { describeOnEachDatabase } from './databases.ts'

const day = 86_400_000
const noon = Date.parse('2025-03-10T12:00:00Z')

const full: Paper = {
  id: '2501.00663',
  title: 'Titans: “Learning” to Memorize 🧠',
  abstract: "O'Reilly; drop table paper; -- \\ %_\n两",
  authors: ['Ada Löwe', 'B. "Q" C'],
  source: 'arxiv',
  published: '2024-12-31',
  feedDay: '2025-01-02',
  votes: 7,
  comments: 0,
  aiSummary: 'Short.',
  keywords: ['memory', 'attention'],
  code: { url: 'https://github.com/a/b', stars: 0 },
  projectUrl: 'https://a.example/b',
  organization: 'Org',
  thumbnailUrl: 'https://a.example/t.png',
  doi: '10.1000/xyz.1',
  categories: ['cs.LG', 'cs.AI'],
  withdrawn: true,
  version: 3,
  updated: '2025-02-03',
  comment: '12 pages, “accepted”',
}

async function parts(papers: PaperStore): Promise<(readonly Paper[])[]> {
  const given: (readonly Paper[])[] = []
  for await (const part of papers.all()) given.push(part)
  return given
}

describeOnEachDatabase('papers', (stand) => {
  async function open() {
    const database = await stand.open()
    return { database, papers: createPapers(database) }
  }

  test('gives a paper back as it was given, whole or bare', async () => {
    const { papers } = await open()
    const bare = paper('2501.00001', { keywords: [], code: { url: 'https://a.example' } })
    await papers.upsert([full, bare], noon)
    expect(await papers.find(full.id)).toEqual(full)
    expect(await papers.find(bare.id)).toEqual(bare)
    expect(await papers.find('2501.99999')).toBeUndefined()
  })

  test('keeps any text, but for the characters PostgreSQL has no room for', async () => {
    const { papers } = await open()
    const text = fc.string({ unit: 'binary', maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(text, fc.array(text), async (abstract, authors) => {
        const id = `pb-${fc.hash(JSON.stringify([abstract, authors]))}`
        await papers.upsert([paper(id, { title: id, abstract, authors })], noon)
        const kept = (given: string) => given.replaceAll('\0', '').toWellFormed()
        const found = await papers.find(id)
        expect(found?.abstract).toBe(kept(abstract))
        expect(found?.authors).toEqual(authors.map(kept))
      }),
      { numRuns: 50 },
    )
  })

  test('list keeps the order asked for, finds aliases, leaves out the unknown', async () => {
    const { papers } = await open()
    const title = 'One of two'
    const own = paperIdFromTitle(title)
    await papers.upsert([paper('2501.00001'), paper(own, { title })], noon)
    await papers.upsert([paper('2501.00002', { title })], noon)
    const ids = async (...asked: string[]) => (await papers.list(asked)).map((found) => found.id)
    expect(await ids('2501.00002', 'nothing', '2501.00001')).toEqual(['2501.00002', '2501.00001'])
    expect(await ids('2501.00001', own)).toEqual(['2501.00001', '2501.00002'])
    expect(await ids()).toEqual([])
  })

  test('finds a DOI in either case', async () => {
    const { papers } = await open()
    await papers.upsert([paper('2501.00001', { doi: '10.1000/AbC' }), paper('2501.00002')], noon)
    expect(await papers.findByDoi('10.1000/aBc')).toMatchObject({ id: '2501.00001' })
    expect(await papers.findByDoi('10.1000/abd')).toBeUndefined()
  })

  test('counts by id, in the order of the bytes', async () => {
    const { papers } = await open()
    // An English collation would put these in another order.
    const ids = ['2501.00001', 'Cs/0112017', 'cs/0112017', 'pb-000000000001']
    await papers.upsert(
      ids.toReversed().map((id) => paper(id)),
      noon,
    )
    const counted = await Promise.all(ids.map((_, n) => papers.nth(n)))
    expect(counted.map((found) => found?.id)).toEqual(ids)
    for (const n of [4, -1, 0.5, Number.NaN]) expect(await papers.nth(n)).toBeUndefined()
  })

  test('tells how the corpus stands', async () => {
    const { papers } = await open()
    await papers.upsert([paper('2501.00001', { feedDay: '2025-01-03' })], noon)
    await papers.upsert(
      [
        paper('2501.00002', { feedDay: '2025-01-02', source: 'arxiv' }),
        paper('2501.00003', { feedDay: '2025-01-02' }),
        paper('2501.00004', { published: '2020-01-01' }),
      ],
      noon + 1,
    )
    expect(await papers.state()).toEqual({
      papers: 4,
      bySource: { arxiv: 1, 'hugging-face': 3 },
      firstDay: '2025-01-02',
      lastDay: '2025-01-03',
      feedDays: 2,
      updatedAt: noon + 1,
    })
  })

  test('gives how votes went, oldest first, under every id the paper has had', async () => {
    const { papers } = await open()
    const title = 'One of two'
    const own = paperIdFromTitle(title)
    await papers.upsert([paper(own, { title, source: 'page', votes: 1 })], noon)
    await papers.upsert([paper(own, { title, source: 'page', votes: 2, comments: 0 })], noon + 1)
    await papers.upsert([paper('2501.00001', { title, votes: 4 })], noon + 2)
    const readings = [
      { at: noon, votes: 1 },
      { at: noon + 1, votes: 2, comments: 0 },
      { at: noon + 2, votes: 4, comments: 0 },
    ]
    expect(await papers.votesOf('2501.00001')).toEqual(readings)
    expect(await papers.votesOf(own)).toEqual(readings)
    expect(await papers.votesOf('nobody')).toEqual([])
  })

  test('gives the latest 200 readings of votes and no more', async () => {
    const { database, papers } = await open()
    await papers.upsert([paper('2501.00001'), paper('2501.00002', { votes: 1 })], 0)
    const rows = Array.from({ length: 250 }, (_, n) => ({
      paper_id: '2501.00001',
      read_at: n,
      votes: n,
      comments: null,
    }))
    await database.db.insertInto('vote_reading').values(rows).execute()
    const given = await papers.votesOf('2501.00001')
    expect(given.map(({ at }) => at)).toEqual(Array.from({ length: 200 }, (_, n) => n + 50))
  })

  test('gives the votes of a window: papers featured in it, and older ones that rose', async () => {
    const { papers } = await open()
    const start = Date.parse('2025-03-08T00:00:00Z')
    const at = (feedDay: string | undefined, votes?: number) => ({
      ...(feedDay !== undefined && { feedDay }),
      ...(votes !== undefined && { votes }),
    })
    const see = (when: number, ...seen: Paper[]) => papers.upsert(seen, when)
    await see(
      start - 9 * day,
      paper('old-rising', at('2025-02-20', 1)),
      paper('no-day', at(undefined, 1)),
    )
    await see(
      start,
      paper('old-rising', at('2025-02-20', 3)),
      paper('old-resting', at('2025-02-20', 9)),
      paper('old-falling', at('2025-02-20', 9)),
    )
    await see(
      start + 1,
      paper('old-rising', at('2025-02-20', 10)),
      paper('old-falling', at('2025-02-20', 8)),
      paper('old-but-new-here', at('2025-02-20', 50)),
      paper('no-day', at(undefined, 5)),
      paper('first-day', at('2025-03-08', 2)),
      paper('last-day', at('2025-03-10', 0)),
      paper('unread', at('2025-03-09')),
      paper('later', at('2025-03-11', 4)),
    )
    const gains = await papers.voteGains('2025-03-08', '2025-03-10')
    expect(gains.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
      { id: 'first-day', feedDay: '2025-03-08', votes: 2 },
      { id: 'last-day', feedDay: '2025-03-10', votes: 0 },
      { id: 'old-rising', feedDay: '2025-02-20', votes: 10, before: 3 },
    ])
  })

  test('2,000 papers come in and go out again in parts of 1,000', async () => {
    const { papers } = await open()
    const many = Array.from({ length: 2_000 }, (_, n) => ({
      ...full,
      id: `2501.${String(n).padStart(5, '0')}`,
      title: `Paper ${n}`,
      abstract: 'word '.repeat(250),
    }))
    const began = performance.now()
    await papers.upsert(many, noon)
    const took = performance.now() - began
    expect(took).toBeLessThan(20_000)
    const given = await parts(papers)
    expect(given.map((part) => part.length)).toEqual([1_000, 1_000])
    expect(given.flat()).toEqual(many)
  })
})
