// What becomes of a claimed delivery, written only by whoever still holds it, with all that follows from it.
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Receipt } from '../bot/adapter.ts'
import type { Instant } from '../bot/view.ts'
import type { Delivery } from '../delivery/delivery.ts'
import { chunks } from './chunks.ts'
import type { Database } from './database.ts'
import { keyOf, untried } from './ledger-rows.ts'
import type { Tables } from './tables.ts'
import type { DeliveryTable } from './tables-of-deliveries.ts'

/** What came of an attempt. */
export type Settlement =
  | { readonly state: 'sent'; readonly receipt: Receipt }
  /** Certainly not posted: to be tried again. */
  | { readonly state: 'pending'; readonly runAt: Instant; readonly reason: string }
  /** May have been posted: to be looked into at `runAt`; `lookedAt`: it is looked for in vain since then. */
  | {
      readonly state: 'unknown'
      readonly runAt: Instant
      readonly reason: string
      readonly lookedAt?: Instant
    }
  /** Over. `unconfirmed` may have been posted, the others were not. */
  | {
      readonly state: 'unconfirmed' | 'cancelled' | 'expired' | 'dead'
      readonly reason: string
    }

/** What stands in a thread follows so long after what stands before it (milliseconds), and may for so long. */
const threadMs = { after: 1000, within: 3_600_000 } as const

/** Settles a delivery; `lost` when somebody else holds it by now, and nothing is written then. */
export function settle(
  { db }: Database,
  delivery: Delivery,
  settlement: Settlement,
  now: Instant,
): Promise<'settled' | 'lost'> {
  return db.transaction().execute((transaction) => settleIn(transaction, delivery, settlement, now))
}

/** The same, as a part of a larger change. */
export async function settleIn(
  transaction: Transaction<Tables>,
  delivery: Delivery,
  settlement: Settlement,
  now: Instant,
): Promise<'settled' | 'lost'> {
  const row = await transaction
    .updateTable('delivery')
    .set({ lease_until: null, state: settlement.state, ...columnsOf(settlement, now) })
    .where('key', '=', delivery.key)
    .where('fence', '=', delivery.fence)
    .where('state', '=', sql.lit('sending'))
    .returningAll()
    .executeTakeFirst()
  if (row === undefined) return 'lost'
  if (settlement.state === 'sent') await reopen(transaction, row)
  if (wasNotShown(settlement)) await forgetShown(transaction, [row.key])
  if (mayGoOn(row, settlement)) await enqueueNextPart(transaction, row, now)
  return 'settled'
}

function columnsOf(settlement: Settlement, now: Instant): Partial<DeliveryTable> {
  switch (settlement.state) {
    case 'sent': {
      const { channel, message } = settlement.receipt
      return { channel, message, reason: null, settled_at: now }
    }
    case 'pending': {
      const { runAt, reason } = settlement
      // Back in the queue, behind what waits by then; nothing of it can have reached the platform.
      return { run_at: runAt, turn_at: runAt, reason, first_wire_at: null, looked_at: null }
    }
    case 'unknown': {
      const { runAt, reason, lookedAt } = settlement
      return { run_at: runAt, reason, ...(lookedAt !== undefined && { looked_at: lookedAt }) }
    }
    default:
      return { reason: settlement.reason, settled_at: now }
  }
}

/** Where something was posted, nothing is closed any more. */
async function reopen(
  db: Transaction<Tables>,
  { platform, workspace, destination }: DeliveryTable,
): Promise<void> {
  await db
    .deleteFrom('suspension')
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('destination', 'in', [destination, ''])
    .execute()
}

const wasNotShown = ({ state }: Settlement) =>
  state === 'cancelled' || state === 'expired' || state === 'dead'

/** Lets papers be shown by others that these deliveries did not show after all. */
export async function forgetShown(
  db: Kysely<Tables>,
  deliveries: readonly string[],
): Promise<void> {
  for (const part of chunks(deliveries))
    await db.deleteFrom('shown').where('delivery', 'in', part).execute()
}

/** Whether the next of a thread may follow: under a message that is there, or after another of the same thread. */
function mayGoOn(row: DeliveryTable, { state }: Settlement): boolean {
  if (row.part >= row.parts) return false
  if (row.part === 0) return state === 'sent' && row.message !== ''
  return state === 'sent' || state === 'unconfirmed'
}

async function enqueueNextPart(
  db: Transaction<Tables>,
  row: DeliveryTable,
  now: Instant,
): Promise<void> {
  const part = row.part + 1
  const under = {
    channel: row.under_channel ?? row.channel,
    message: row.under_message ?? row.message,
  }
  const to = { platform: row.platform, workspace: row.workspace, channel: row.destination }
  const { kind, subject, edition, version } = row
  const dueAt = row.due_at
  const expiresAt = Math.max(row.expires_at, now + threadMs.within)
  await db
    .insertInto('delivery')
    .values({
      ...row,
      ...untried,
      key: keyOf({ kind, to, subject, edition, version, dueAt, expiresAt }, part),
      part,
      state: 'pending',
      expires_at: expiresAt,
      run_at: now + threadMs.after,
      under_channel: under.channel,
      under_message: under.message,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}
