// How papers' votes went: a reading whenever they are seen to have changed, and what was gained since a day.
import type { Kysely, Transaction } from 'kysely'
import type { Instant } from '../bot/view.ts'
import type { Day, Paper, PaperId, VoteGain } from '../papers/paper.ts'
import type { VoteReading } from '../papers/vote-history.ts'
import { chunks } from './chunks.ts'
import type { Tables } from './tables.ts'

/** Keeps a reading for each paper whose votes or comments are not those of its latest reading. */
export async function recordVotes(
  db: Transaction<Tables>,
  papers: readonly Paper[],
  at: Instant,
): Promise<void> {
  for (const part of chunks(papers)) {
    const latest = await latestReadings(
      db,
      part.map((paper) => paper.id),
    )
    const rows = part.flatMap(({ id, votes, comments = null }) => {
      if (votes === undefined) return []
      const last = latest.get(id)
      if (last?.votes === votes && last.comments === comments) return []
      return [{ paper_id: id, read_at: at, votes, comments }]
    })
    if (rows.length > 0) await write(db, rows)
  }
}

type Reading = Tables['vote_reading']

async function latestReadings(db: Transaction<Tables>, ids: readonly string[]) {
  const readings = await db
    .selectFrom('vote_reading as reading')
    .innerJoin(
      (eb) =>
        eb
          .selectFrom('vote_reading')
          .where('paper_id', 'in', ids)
          .groupBy('paper_id')
          .select((each) => ['paper_id', each.fn.max('read_at').as('read_at')])
          .as('last'),
      (join) =>
        join
          .onRef('last.paper_id', '=', 'reading.paper_id')
          .onRef('last.read_at', '=', 'reading.read_at'),
    )
    .selectAll('reading')
    .execute()
  return new Map(readings.map((reading) => [reading.paper_id, reading]))
}

async function write(db: Transaction<Tables>, rows: readonly Reading[]): Promise<void> {
  await db
    .insertInto('vote_reading')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['paper_id', 'read_at']).doUpdateSet({
        votes: (eb) => eb.ref('excluded.votes'),
        comments: (eb) => eb.ref('excluded.comments'),
      }),
    )
    .execute()
}

/** A paper's latest 200 readings, oldest first. */
export async function readVotes(db: Kysely<Tables>, id: PaperId): Promise<readonly VoteReading[]> {
  const rows = await db
    .selectFrom('vote_reading')
    .select(['read_at as at', 'votes', 'comments'])
    .where('paper_id', '=', id)
    .orderBy('read_at', 'desc')
    .limit(200)
    .execute()
  return rows
    .toReversed()
    .map(({ comments, ...reading }) => ({ ...reading, ...(comments !== null && { comments }) }))
}

/**
 * Papers featured from `from` to `until`, and older ones that have more votes now than when `from`
 * began (UTC), as the last reading before it tells.
 */
export async function readVoteGains(
  db: Kysely<Tables>,
  from: Day,
  until: Day,
): Promise<readonly VoteGain[]> {
  const featured = await db
    .selectFrom('paper')
    .select(['id', 'feed_day as feedDay', 'votes'])
    .where('feed_day', '>=', from)
    .where('feed_day', '<=', until)
    .where('votes', 'is not', null)
    .orderBy('id')
    .$narrowType<{ feedDay: Day; votes: number }>()
    .execute()
  return [...featured, ...(await risenSince(db, from))]
}

// Only papers with a reading after `from` can have risen since: they are few, and an index finds them.
function risenSince(db: Kysely<Tables>, from: Day): Promise<VoteGain[]> {
  const start = Date.parse(`${from}T00:00:00Z`)
  return db
    .selectFrom('paper')
    .innerJoin('vote_reading as old', 'old.paper_id', 'paper.id')
    .select(['paper.id', 'paper.feed_day as feedDay', 'paper.votes', 'old.votes as before'])
    .where('paper.feed_day', '<', from)
    .whereRef('paper.votes', '>', 'old.votes')
    .where('paper.id', 'in', (eb) =>
      eb.selectFrom('vote_reading').select('paper_id').where('read_at', '>', start),
    )
    .where('old.read_at', '=', (eb) =>
      eb
        .selectFrom('vote_reading as reading')
        .whereRef('reading.paper_id', '=', 'paper.id')
        .where('reading.read_at', '<=', start)
        .select((each) => each.fn.max<number>('reading.read_at').as('read_at')),
    )
    .orderBy('paper.id')
    .$narrowType<{ feedDay: Day; votes: number }>()
    .execute()
}
