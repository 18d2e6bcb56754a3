// The papers in the database: the corpus commands read, and the way papers come in.
import { type Kysely, sql } from 'kysely'
import type { Instant } from '../bot/view.ts'
import type { Corpus, CorpusState, Paper, PaperId } from '../papers/paper.ts'
import { chunks } from './chunks.ts'
import type { Database } from './database.ts'
import { rowToPaper } from './rows.ts'
import type { Tables } from './tables.ts'
import { inTurn } from './transaction.ts'
import { type Upserted, upsertPapers } from './upsert.ts'
import { readVoteGains } from './vote-readings.ts'

/** The corpus, and what only the house itself may do with it. */
export type PaperStore = Corpus & {
  /**
   * Stores records seen at `at`, all or none. Records of one paper are merged (papers/merge.ts): those
   * with one id, and those with one title of which at least one has an id of our own.
   */
  upsert(papers: readonly Paper[], at: Instant): Promise<Upserted>
  /** Every paper by id, in parts of at most 1,000. */
  all(): AsyncIterable<readonly Paper[]>
}

/** The papers kept in this database. */
export function createPapers(database: Database): PaperStore {
  const { db } = database
  return {
    find: async (id) => (await list(db, [id]))[0],
    list: (ids) => list(db, ids),
    findByDoi: (doi) => findByDoi(db, doi),
    nth: (n) => nth(db, n),
    state: () => readState(db),
    voteGains: (from, until) => readVoteGains(db, from, until),
    upsert: (papers, at) => inTurn(database, 'papers', (turn) => upsertPapers(turn, papers, at)),
    all: () => readAll(db),
  }
}

async function list(db: Kysely<Tables>, ids: readonly PaperId[]): Promise<readonly Paper[]> {
  const papers = await byId(db, ids)
  const missing = ids.filter((id) => !papers.has(id))
  const aliases = await currentIds(db, missing)
  const merged = await byId(db, [...aliases.values()])
  return ids.flatMap((id) => papers.get(id) ?? merged.get(aliases.get(id) ?? '') ?? [])
}

async function byId(db: Kysely<Tables>, ids: readonly PaperId[]): Promise<Map<PaperId, Paper>> {
  const papers = new Map<PaperId, Paper>()
  for (const part of chunks(ids)) {
    const rows = await db.selectFrom('paper').selectAll().where('id', 'in', part).execute()
    for (const row of rows) papers.set(row.id, rowToPaper(row))
  }
  return papers
}

async function currentIds(db: Kysely<Tables>, ids: readonly PaperId[]) {
  const current = new Map<PaperId, PaperId>()
  for (const part of chunks(ids)) {
    const rows = await db.selectFrom('paper_alias').selectAll().where('alias', 'in', part).execute()
    for (const row of rows) current.set(row.alias, row.paper_id)
  }
  return current
}

async function findByDoi(db: Kysely<Tables>, doi: string): Promise<Paper | undefined> {
  const row = await db
    .selectFrom('paper')
    .selectAll()
    .where(sql<string>`lower(doi)`, '=', doi.toLowerCase())
    .orderBy('id')
    .executeTakeFirst()
  return row && rowToPaper(row)
}

async function nth(db: Kysely<Tables>, n: number): Promise<Paper | undefined> {
  if (!Number.isSafeInteger(n) || n < 0) return undefined
  const row = await db
    .selectFrom('paper')
    .selectAll()
    // The rows before it are skipped in the index alone.
    .where('id', '=', (eb) => eb.selectFrom('paper').select('id').orderBy('id').limit(1).offset(n))
    .executeTakeFirst()
  return row && rowToPaper(row)
}

async function readState(db: Kysely<Tables>): Promise<CorpusState> {
  const sources = await db
    .selectFrom('paper')
    .select((eb) => ['source', eb.fn.countAll<number>().as('papers')])
    .groupBy('source')
    .orderBy('source')
    .execute()
  const days = await db
    .selectFrom('paper')
    .select((eb) => [
      eb.fn.min('feed_day').as('first'),
      eb.fn.max('feed_day').as('last'),
      eb.fn.count<number>('feed_day').distinct().as('held'),
    ])
    .executeTakeFirstOrThrow()
  const { updatedAt } = await db
    .selectFrom('paper')
    .select((eb) => eb.fn.max<number | null>('updated_at').as('updatedAt'))
    .executeTakeFirstOrThrow()
  return {
    papers: sources.reduce((sum, source) => sum + source.papers, 0),
    bySource: Object.fromEntries(sources.map(({ source, papers }) => [source, papers])),
    feedDays: days.held,
    ...(days.first !== null && { firstDay: days.first }),
    ...(days.last !== null && { lastDay: days.last }),
    ...(updatedAt !== null && { updatedAt }),
  }
}

async function* readAll(db: Kysely<Tables>): AsyncGenerator<readonly Paper[]> {
  for (let after = ''; ; ) {
    const rows = await db
      .selectFrom('paper')
      .selectAll()
      .where('id', '>', after)
      .orderBy('id')
      .limit(1000)
      .execute()
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows.map(rowToPaper)
    after = last.id
  }
}
