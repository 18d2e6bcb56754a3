// How deliveries become rows of the ledger: once, each at its place in the queue.
import { type Kysely, sql } from 'kysely'
import type { Instant } from '../bot/view.ts'
import type { NewDelivery } from '../delivery/delivery.ts'
import { chunks } from './chunks.ts'
import { insertRows } from './insert-rows.ts'
import { type Place, rowOf } from './ledger-rows.ts'
import type { Tables } from './tables.ts'
import type { DeliveryTable } from './tables-of-deliveries.ts'

/** A workspace's next delivery stands so much behind the one before it: others go in between (milliseconds). */
const spacingMs = 1000

/**
 * Writes deliveries that are due, each once: what the ledger has already stays as it is. To be called in the transaction
 * that moves their schedule on, so that neither happens without the other. What is due in a place that is suspended is
 * written as cancelled. Gives how many are new.
 */
export async function enqueue(
  transaction: Kysely<Tables>,
  rows: readonly NewDelivery[],
  now: Instant,
): Promise<number> {
  let count = 0
  for (const part of chunks(rows)) {
    const fresh = part.map((row) => rowOf(row, now)).toSorted((a, b) => a.turn - b.turn)
    await takePlaces(transaction, fresh)
    await cancelSuspended(transaction, fresh, now)
    count += await insertRows(transaction, 'delivery', fresh, 'key')
  }
  return count
}

/** Puts each behind what waits in its workspace already. */
async function takePlaces(db: Kysely<Tables>, rows: readonly DeliveryTable[]): Promise<void> {
  const ends = await db
    .selectFrom('delivery')
    .select((eb) => ['platform', 'workspace', eb.fn.max<number>('turn_at').as('end')])
    .where('state', '=', sql.lit('pending'))
    .where('platform', 'in', distinct(rows, 'platform'))
    .where('workspace', 'in', distinct(rows, 'workspace'))
    .groupBy(['platform', 'workspace'])
    .execute()
  const endOf = new Map(ends.map((row) => [laneOf(row), row.end]))
  for (const row of rows) {
    const before = endOf.get(laneOf(row)) ?? Number.NEGATIVE_INFINITY
    row.turn_at = Math.max(row.due_at, before + spacingMs)
    endOf.set(laneOf(row), row.turn_at)
  }
}

/** A place that may be probed by now gets what is due, all others are told why they get nothing. */
async function cancelSuspended(
  db: Kysely<Tables>,
  rows: readonly DeliveryTable[],
  now: Instant,
): Promise<void> {
  const suspended = await db
    .selectFrom('suspension')
    .select(['platform', 'workspace', 'destination', 'reason'])
    .where('platform', 'in', distinct(rows, 'platform'))
    .where('workspace', 'in', distinct(rows, 'workspace'))
    .where((eb) => eb.or([eb('probe_at', 'is', null), eb('probe_at', '>', now)]))
    .execute()
  if (suspended.length === 0) return
  const reasons = new Map(suspended.map((row) => [nameOf(row), row.reason]))
  for (const row of rows) {
    const reason = reasons.get(nameOf(row)) ?? reasons.get(nameOf({ ...row, destination: '' }))
    if (reason !== undefined) Object.assign(row, { state: 'cancelled', reason, settled_at: now })
  }
}

function distinct<K extends keyof Place>(rows: readonly Place[], column: K): string[] {
  return [...new Set(rows.map((row) => row[column]))]
}

const laneOf = ({ platform, workspace }: Pick<Place, 'platform' | 'workspace'>) =>
  JSON.stringify([platform, workspace])
const nameOf = ({ platform, workspace, destination }: Place) =>
  JSON.stringify([platform, workspace, destination])
