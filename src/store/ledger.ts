// How a delivery becomes a row of the ledger: once, under a key made of what it is, at its place in the queue.
import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { DeliveryKey } from '../bot/adapter.ts'
import type { Address } from '../bot/address.ts'
import type { Instant } from '../bot/view.ts'
import type { NewDelivery } from '../delivery/delivery.ts'
import { chunks } from './chunks.ts'
import type { DeliveryTable, Tables } from './tables.ts'

/** What becomes a row so long after it was due (milliseconds) lets what is on time go first. */
const lateMs = 10 * 60_000
/** A workspace's next delivery stands so much behind the one before it: others go in between (milliseconds). */
const spacingMs = 1000
/** Rows of one statement. */
const batch = 500

/** The columns that say where a delivery goes. */
export type Place = Pick<DeliveryTable, 'platform' | 'workspace' | 'destination'>

/** Where an address is in the tables: `C1`, or `@U1` for a person. */
export function placeOf(address: Address): Place {
  const { platform, workspace } = address
  return {
    platform,
    workspace,
    destination: 'user' in address ? `@${address.user}` : address.channel,
  }
}

/** The address of a row. */
export function addressOf({ platform, workspace, destination }: Place): Address {
  return destination.startsWith('@')
    ? { platform, workspace, user: destination.slice(1) }
    : { platform, workspace, channel: destination }
}

/**
 * Writes deliveries that are due, each once: what the ledger has already stays as it is. To be called in the transaction
 * that moves their schedule on, so that neither happens without the other. Gives how many are new.
 */
export async function enqueue(
  transaction: Kysely<Tables>,
  rows: readonly NewDelivery[],
  now: Instant,
): Promise<number> {
  let count = 0
  for (const part of chunks(rows, batch)) {
    const fresh = part.map((row) => rowOf(row, now)).toSorted((a, b) => a.turn - b.turn)
    const ends = await lastTurns(transaction, fresh)
    for (const row of fresh) {
      const lane = laneOf(row)
      row.turn_at = Math.max(row.due_at, (ends.get(lane) ?? Number.NEGATIVE_INFINITY) + spacingMs)
      ends.set(lane, row.turn_at)
    }
    const result = await transaction
      .insertInto('delivery')
      .values(fresh)
      .onConflict((conflict) => conflict.column('key').doNothing())
      .executeTakeFirst()
    count += Number(result.numInsertedOrUpdatedRows ?? 0)
  }
  return count
}

/** The key of a delivery's message, or of one in its thread: 24 letters and digits, the same for the same. */
export function keyOf(place: Place, delivery: Omit<NewDelivery, 'to'>, part: number): DeliveryKey {
  const { platform, workspace, destination } = place
  const { kind, subject, edition } = delivery
  const name = [platform, workspace, destination, kind, subject, edition, part]
  return createHash('sha256').update(JSON.stringify(name)).digest('hex').slice(0, 24)
}

/** The row of a delivery, not yet at its place in the queue. */
export function rowOf(delivery: NewDelivery, now: Instant, part = 0): DeliveryTable {
  const place = placeOf(delivery.to)
  const { kind, subject, edition, version, dueAt, expiresAt } = delivery
  return {
    ...place,
    key: keyOf(place, delivery, part),
    kind,
    subject,
    edition,
    part,
    parts: 0,
    version,
    state: 'pending',
    due_at: dueAt,
    expires_at: expiresAt,
    late: now - dueAt > lateMs ? 1 : 0,
    turn_at: dueAt,
    turn: turnOf(place, dueAt),
    run_at: dueAt,
    attempt: 0,
    fence: 0,
    lease_until: null,
    first_wire_at: null,
    last_wire_at: null,
    channel: null,
    message: null,
    under_channel: null,
    under_message: null,
    reason: null,
    settled_at: null,
  }
}

/** A place's number among those due at once: another every day, so that nobody is always last. */
function turnOf({ platform, workspace, destination }: Place, dueAt: Instant): number {
  const day = Math.floor(dueAt / 86_400_000)
  const name = JSON.stringify([platform, workspace, destination, day])
  return createHash('sha256').update(name).digest().readUInt32BE(0)
}

const laneOf = ({ platform, workspace }: Pick<Place, 'platform' | 'workspace'>) =>
  `${platform}:${workspace}`

/** Where the queue of each workspace ends. */
async function lastTurns(db: Kysely<Tables>, rows: readonly Place[]): Promise<Map<string, number>> {
  const lanes = [...new Map(rows.map((row) => [laneOf(row), row])).values()]
  const ends = await db
    .selectFrom('delivery')
    .select((eb) => ['platform', 'workspace', eb.fn.max<number>('turn_at').as('end')])
    .where('state', '=', sql.lit('pending'))
    .where('platform', 'in', [...new Set(lanes.map(({ platform }) => platform))])
    .where('workspace', 'in', [...new Set(lanes.map(({ workspace }) => workspace))])
    .groupBy(['platform', 'workspace'])
    .execute()
  return new Map(ends.map((row) => [laneOf(row), row.end]))
}
