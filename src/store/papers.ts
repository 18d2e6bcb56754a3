// The papers in the database: the corpus commands read, and the way papers come in.
import { type Kysely, sql } from 'kysely'
import type { Instant } from '../bot/view.ts'
import type { Corpus, CorpusState, Day, Paper, PaperId } from '../papers/paper.ts'
import {
  type ChangeMark,
  type Changes,
  readChanges,
  readIdentity,
  readRevision,
} from './changes.ts'
import { chunks } from './chunks.ts'
import type { Database } from './database.ts'
import { rowToPaper } from './rows.ts'
import type { Tables } from './tables.ts'
import { inTurn } from './transaction.ts'
import { type Upserted, upsertPapers } from './upsert.ts'
import { readUpstreams } from './upstreams.ts'
import { readVoteGains, readVotes } from './vote-readings.ts'

export type { ChangeMark, Changes } from './changes.ts'

/** The corpus, and what only the house itself may do with it. */
export type PaperStore = Corpus & {
  /**
   * Stores records seen at `at`, all or none. Records of one paper are merged (papers/merge.ts): those
   * with one id, and those with one title of which at least one has an id of our own.
   */
  upsert(papers: readonly Paper[], at: Instant): Promise<Upserted>
  /** The papers of a feed day. */
  featuredOn(day: Day): Promise<readonly PaperId[]>
  /** Every paper by id, in parts of at most 1,000. */
  all(): AsyncIterable<readonly Paper[]>
  /**
   * What changed after `mark` (0 gives everything), at most 500 papers and 500 removed ids: read on from the mark it
   * gives until a mark comes back unchanged. No change is missed; one that is changed again is told again.
   */
  changedSince(mark: ChangeMark): Promise<Changes>
  /** The number of the latest change: as long as it stays, so does every paper. One row is read. */
  revision(): Promise<ChangeMark>
  /**
   * This database's own name, `random()` the first time it is asked for: with `revision` it tells what a copy was made
   * of. A database restored from a backup has the name it had.
   */
  identity(random: () => string): Promise<string>
}

/**
 * How many papers a running bot stores at once. SQLite writes on the thread that answers people, so a batch is a pause:
 * with 30,000 papers held and abstracts of 1,200 characters, 50 took 7 ms (19 in 20 of them under 11 ms) on a busy
 * two-core machine, 100 took 10 (18), 2,000 took 210 (380). The pause should stay under 20 ms.
 */
export const liveBatch = 50

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
    votesOf: async (id) => readVotes(db, (await currentIds(db, [id])).get(id) ?? id),
    upsert: (papers, at) => inTurn(database, 'papers', (turn) => upsertPapers(turn, papers, at)),
    featuredOn: (day) => featuredOn(db, day),
    all: () => readAll(db),
    changedSince: (mark) => readChanges(db, mark),
    revision: () => readRevision(db),
    identity: (random) => readIdentity(db, random),
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
  const upstream = await readUpstreams(db)
  return {
    papers: sources.reduce((sum, source) => sum + source.papers, 0),
    bySource: Object.fromEntries(sources.map(({ source, papers }) => [source, papers])),
    feedDays: days.held,
    ...(days.first !== null && { firstDay: days.first }),
    ...(days.last !== null && { lastDay: days.last }),
    ...(updatedAt !== null && { updatedAt }),
    ...(upstream.length > 0 && { upstream }),
  }
}

async function featuredOn(db: Kysely<Tables>, day: Day): Promise<readonly PaperId[]> {
  const featured = db.selectFrom('paper').select('id').where('feed_day', '=', day)
  return (await featured.orderBy('id').execute()).map(({ id }) => id)
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
