// A database made by an earlier version, opened by this one: nothing is lost, and what is new works on what was there.
import { expect, test } from 'vitest'
import { createActions } from '../../src/store/actions.ts'
import { openDatabase } from '../../src/store/database.ts'
import { createPapers } from '../../src/store/papers.ts'
import { paper } from './batches.ts'
import { describeOnEachDatabase } from './databases.ts'
import { makeEarlierDatabase } from './earlier-schema.ts'

const noon = Date.parse('2025-03-10T12:00:00Z')

const bare = {
  title: 'Title of it',
  title_key: 'titleofit',
  abstract: '',
  authors: '[]',
  source: 'hugging-face',
  first_seen_at: noon - 1,
  updated_at: noon,
}

const full = {
  ...bare,
  id: '2501.00663',
  title: 'Titans',
  title_key: 'titans',
  abstract: 'Words.',
  authors: '["Ada Löwe","B C"]',
  source: 'arxiv',
  published: '2024-12-31',
  feed_day: '2025-01-02',
  votes: 7,
  comments: 0,
  ai_summary: 'Short.',
  keywords: '["memory"]',
  code_url: 'https://github.com/a/b',
  code_stars: 0,
  project_url: 'https://a.example/b',
  organization: 'Org',
  thumbnail_url: 'https://a.example/t.png',
  doi: '10.1000/xyz.1',
  categories: '["cs.LG"]',
}

// More than one part of a changes feed.
const others = Array.from({ length: 700 }, (_, n) => ({
  ...bare,
  id: `2502.${String(n).padStart(5, '0')}`,
}))

const rows = {
  paper: [full, ...others],
  vote_reading: [
    { paper_id: full.id, read_at: noon - 1, votes: 3, comments: null },
    { paper_id: full.id, read_at: noon, votes: 7, comments: 0 },
  ],
  paper_alias: [{ alias: 'pb-3f9a1c2b7d40', paper_id: full.id }],
  action: [{ id: 'u~abc', text: 'u/search?query=x', saved_at: noon }],
  meta: [{ key: 'something', value: 'kept' }],
}

const titans = {
  id: '2501.00663',
  title: 'Titans',
  abstract: 'Words.',
  authors: ['Ada Löwe', 'B C'],
  source: 'arxiv',
  published: '2024-12-31',
  feedDay: '2025-01-02',
  votes: 7,
  comments: 0,
  aiSummary: 'Short.',
  keywords: ['memory'],
  code: { url: 'https://github.com/a/b', stars: 0 },
  projectUrl: 'https://a.example/b',
  organization: 'Org',
  thumbnailUrl: 'https://a.example/t.png',
  doi: '10.1000/xyz.1',
  categories: ['cs.LG'],
}

describeOnEachDatabase('a database of the first version', (stand) => {
  async function upgraded() {
    const url = await stand.place()
    await makeEarlierDatabase(url, stand.engine, '0001-papers', rows)
    return openDatabase(url)
  }

  test('keeps everything it held', async () => {
    const database = await upgraded()
    const papers = createPapers(database)
    expect(await papers.find(full.id)).toEqual(titans)
    expect(await papers.find('pb-3f9a1c2b7d40')).toEqual(titans)
    expect((await papers.state()).papers).toBe(701)
    expect(await papers.votesOf(full.id)).toEqual([
      { at: noon - 1, votes: 3 },
      { at: noon, votes: 7, comments: 0 },
    ])
    expect(await createActions(database).load('u~abc')).toBe('u/search?query=x')
    const { db } = database
    const kept = await db.selectFrom('meta').selectAll().where('key', '=', 'something').execute()
    expect(kept).toEqual(rows.meta)
    expect(await db.selectFrom('paper_alias').select('created_at').execute()).toEqual([
      { created_at: 0 },
    ])
    const seen = await db.selectFrom('paper').select('first_seen_at').distinct().execute()
    expect(seen).toEqual([{ first_seen_at: noon - 1 }])
    await database.close()
  })

  test('tells a follower everything it held, then what comes', async () => {
    const database = await upgraded()
    const papers = createPapers(database)
    expect(await papers.revision()).toBe(702)
    const first = await papers.changedSince(0)
    const second = await papers.changedSince(first.mark)
    expect(new Set([...first.papers, ...second.papers].map(({ id }) => id)).size).toBe(701)
    expect([...first.removed, ...second.removed]).toEqual(['pb-3f9a1c2b7d40'])
    expect(await papers.changedSince(second.mark)).toEqual({ papers: [], removed: [], mark: 702 })
    await papers.upsert([paper('2503.00001')], noon)
    expect((await papers.changedSince(702)).papers).toEqual([paper('2503.00001')])
    await database.close()
  })

  test('learns the version of a paper it held without one', async () => {
    const database = await upgraded()
    const papers = createPapers(database)
    const version = { source: 'arxiv', version: 2, updated: '2025-02-01', withdrawn: true } as const
    const change = await papers.upsert([paper(full.id, { title: 'Titans', ...version })], noon + 1)
    expect(change).toEqual({ added: [], changed: [full.id], removed: [], unchanged: 0 })
    expect(await papers.find(full.id)).toEqual({ ...titans, ...version })
    await database.close()
  })
})

const digest = {
  ...{ id: 's1', platform: 'discord', workspace: 'G1', destination: '1', query: '', votes: 0 },
  ...{ time: '09:00', zone: 'UTC', days: '12345', count: 5, layout: 'compact' },
  ...{ thread: 0, quiet: 1, set_by: 'U1', version: 3, created_at: 7 },
  ...{ next_date: '2025-03-11', next_at: noon, last_date: '2025-03-10', last_at: noon - 1 },
  ...{ paused_until: null, missed: '{"from":"2025-03-03","until":"2025-03-04","count":2}' },
}
const another = {
  ...digest,
  ...{ id: 's0', query: 'mamba', time: '07:30', zone: 'Asia/Kolkata', layout: 'cards', thread: 1 },
  ...{ next_date: null, next_at: null, last_date: null, last_at: null, paused_until: noon },
}

describeOnEachDatabase('a database from before digests were kept by place', (stand) => {
  test('keeps every digest as it was set', async () => {
    const url = await stand.place()
    const before = { subscription: [digest, another] }
    await makeEarlierDatabase(url, stand.engine, '0011-long-queues', before)
    const { db, close } = await openDatabase(url)
    const kept = await db.selectFrom('subscription').selectAll().orderBy('id').execute()
    expect(kept).toEqual([another, digest])
    const again = kept.map((row, n) => ({ ...row, id: `again-${n}` }))
    await expect(db.insertInto('subscription').values(again).execute()).rejects.toThrow(/unique/i)
    await close()
  })
})
