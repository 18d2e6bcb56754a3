// A delivery as a row of the ledger, and back.
import { hash } from 'node:crypto'
import type { DeliveryKey, Receipt } from '../bot/adapter.ts'
import type { Address } from '../bot/address.ts'
import type { Instant } from '../bot/view.ts'
import type { Delivery, NewDelivery } from '../delivery/delivery.ts'
import type { DeliveryTable } from './tables-of-deliveries.ts'

/** What becomes a row so long after it was due (milliseconds) lets what is on time go first. */
const lateMs = 10 * 60_000

/** The columns that say where a delivery goes. */
export type Place = Pick<DeliveryTable, 'platform' | 'workspace' | 'destination'>

/** Where an address is in the tables: `C1`, or `@U1` for a person. */
export function placeOf(address: Address): Place {
  const { platform, workspace } = address
  const destination = 'user' in address ? `@${address.user}` : address.channel
  return { platform, workspace, destination }
}

/** The address of a row. */
export function addressOf({ platform, workspace, destination }: Place): Address {
  return destination.startsWith('@')
    ? { platform, workspace, user: destination.slice(1) }
    : { platform, workspace, channel: destination }
}

/** The key of a delivery's message, or of one in its thread: 24 letters and digits, the same for the same. */
export function keyOf(delivery: NewDelivery, part: number): DeliveryKey {
  const { platform, workspace, destination } = placeOf(delivery.to)
  const { kind, subject, edition } = delivery
  const name = [platform, workspace, destination, kind, subject, edition, part]
  return hash('sha256', JSON.stringify(name)).slice(0, 24)
}

/**
 * A delivery's number among those due at once. Its key is another hash for every edition, and so is the order every day:
 * nobody is always last.
 */
const turnOf = (key: DeliveryKey) => Number.parseInt(key.slice(0, 8), 16)

/** The row of a delivery that becomes one now. */
export function rowOf(delivery: NewDelivery, now: Instant): DeliveryTable {
  const place = placeOf(delivery.to)
  const { kind, subject, edition, version, dueAt, expiresAt } = delivery
  const key = keyOf(delivery, 0)
  return {
    ...place,
    ...{ kind, subject, edition, version },
    ...untried,
    key,
    part: 0,
    parts: 0,
    state: 'pending',
    due_at: dueAt,
    expires_at: expiresAt,
    late: now - dueAt > lateMs ? 1 : 0,
    turn_at: dueAt,
    turn: turnOf(key),
    run_at: dueAt,
    under_channel: null,
    under_message: null,
  }
}

/** What a row says that nobody has tried to send. */
export const untried = {
  attempt: 0,
  fence: 0,
  lease_until: null,
  first_wire_at: null,
  last_wire_at: null,
  looked_at: null,
  channel: null,
  message: null,
  reason: null,
  settled_at: null,
} as const

/** The delivery a claimed row is. */
export function deliveryOf(row: DeliveryTable): Delivery {
  const { kind, subject, edition, version, key, part, attempt, fence } = row
  const under = receiptOf(row.under_channel, row.under_message)
  return {
    ...{ kind, subject, edition, version, key, part, attempt, fence },
    to: addressOf(row),
    dueAt: row.due_at,
    expiresAt: row.expires_at,
    firstWireAt: row.first_wire_at ?? 0,
    leaseUntil: row.lease_until ?? 0,
    ...(under !== undefined && { under }),
    ...(row.looked_at !== null && { lookedAt: row.looked_at }),
  }
}

/** A message from its two columns. */
export function receiptOf(channel: string | null, message: string | null): Receipt | undefined {
  return channel === null || message === null ? undefined : { channel, message }
}
