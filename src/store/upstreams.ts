// How each source answers over the network, and the turns its requests take: all processes on one database share them.
import type { Kysely } from 'kysely'
import type { Instant } from '../bot/view.ts'
import type { SourceName, UpstreamState } from '../papers/paper.ts'
import type { Database } from './database.ts'
import { storableText } from './rows.ts'
import type { Tables } from './tables.ts'

/** What is known of a source's answers. */
export type Upstream = UpstreamState & {
  /** Requests that failed in a row. */
  readonly failures: number
  /** When it may be asked again, if the latest failure said so. */
  readonly retryAt?: Instant
}

/** The record of all sources. */
export type Upstreams = {
  /** Of a source never asked: no failures, and nothing else. */
  state(source: SourceName): Promise<Upstream>
  /** Ends its failures. */
  succeeded(source: SourceName, at: Instant): Promise<void>
  /** Counts a failure; the first in a row says since when. `reason` may be shown to people. */
  failed(source: SourceName, at: Instant, reason: string, retryAt?: Instant): Promise<void>
  /**
   * Takes the next free turn and gives its instant, `now` or later: the request may leave then. Turns lie `everyMs` apart
   * or more, whoever takes them, as long as all ask for the same `everyMs`. A turn not used is lost.
   */
  takeTurn(source: SourceName, everyMs: number, now: Instant): Promise<Instant>
}

/** The record kept in this database. */
export function createUpstreams({ db }: Database): Upstreams {
  return {
    state: (source) => readUpstream(db, source),
    succeeded: (source, at) => recordSuccess(db, source, at),
    failed: (source, at, reason, retryAt) =>
      recordFailure(db, { source, at, reason: storableText(reason), retryAt: retryAt ?? null }),
    takeTurn: (source, everyMs, now) => takeTurn(db, source, everyMs, now),
  }
}

/** Every source that has answered or failed to, by name. */
export async function readUpstreams(db: Kysely<Tables>): Promise<readonly UpstreamState[]> {
  const rows = await db
    .selectFrom('upstream')
    .selectAll()
    .where((eb) => eb.or([eb('last_ok_at', 'is not', null), eb('failing_since', 'is not', null)]))
    .orderBy('source')
    .execute()
  return rows.map(stateOf)
}

type Row = Tables['upstream']

function stateOf({ source, last_ok_at, failing_since, reason }: Row): UpstreamState {
  return {
    source,
    ...(last_ok_at !== null && { lastOkAt: last_ok_at }),
    ...(failing_since !== null && { failingSince: failing_since }),
    ...(reason !== null && { reason }),
  }
}

async function readUpstream(db: Kysely<Tables>, source: SourceName): Promise<Upstream> {
  const row = await db
    .selectFrom('upstream')
    .selectAll()
    .where('source', '=', source)
    .executeTakeFirst()
  if (row === undefined) return { source, failures: 0 }
  const { failures, retry_at } = row
  return { ...stateOf(row), failures, ...(retry_at !== null && { retryAt: retry_at }) }
}

async function recordSuccess(db: Kysely<Tables>, source: SourceName, at: Instant): Promise<void> {
  const answering = {
    last_ok_at: at,
    failing_since: null,
    reason: null,
    failures: 0,
    retry_at: null,
  }
  await db
    .insertInto('upstream')
    .values({ source, ...answering, next_turn_at: 0 })
    .onConflict((conflict) => conflict.column('source').doUpdateSet(answering))
    .execute()
}

async function recordFailure(
  db: Kysely<Tables>,
  failure: Pick<Row, 'source' | 'reason'> & { at: Instant; retryAt: Instant | null },
): Promise<void> {
  const { source, reason, at, retryAt } = failure
  const row = {
    source,
    last_ok_at: null,
    failing_since: at,
    reason,
    failures: 1,
    retry_at: retryAt,
  }
  await db
    .insertInto('upstream')
    .values({ ...row, next_turn_at: 0 })
    .onConflict((conflict) =>
      conflict.column('source').doUpdateSet((eb) => ({
        failing_since: eb.fn.coalesce('upstream.failing_since', 'excluded.failing_since'),
        reason: eb.ref('excluded.reason'),
        failures: eb('upstream.failures', '+', 1),
        retry_at: eb.ref('excluded.retry_at'),
      })),
    )
    .execute()
}

async function takeTurn(
  db: Kysely<Tables>,
  source: SourceName,
  everyMs: number,
  now: Instant,
): Promise<Instant> {
  // The row keeps the turn after the one taken. One statement, so nobody can come between reading and taking.
  const after = now + everyMs
  const row = { source, last_ok_at: null, failing_since: null, reason: null, retry_at: null }
  const { next_turn_at } = await db
    .insertInto('upstream')
    .values({ ...row, failures: 0, next_turn_at: after })
    .onConflict((conflict) =>
      conflict.column('source').doUpdateSet((eb) => ({
        next_turn_at: eb
          .case()
          .when('upstream.next_turn_at', '>', now)
          .then(eb('upstream.next_turn_at', '+', everyMs))
          .else(eb.ref('excluded.next_turn_at'))
          .end(),
      })),
    )
    .returning('next_turn_at')
    .executeTakeFirstOrThrow()
  return next_turn_at - everyMs
}
