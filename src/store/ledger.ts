// The ledger: the memory of what is said unasked. Cron is a metronome; what was said, and what may not be said again, is here.
import { sql } from 'kysely'
import type { Receipt } from '../bot/adapter.ts'
import type { Address } from '../bot/address.ts'
import type { Instant } from '../bot/view.ts'
import type { Delivery, NewDelivery } from '../delivery/delivery.ts'
import type { PaperId } from '../papers/paper.ts'
import { chunks } from './chunks.ts'
import type { Database } from './database.ts'
import { type Claimed, type Claiming, claim } from './ledger-claim.ts'
import { addressOf, placeOf, receiptOf } from './ledger-rows.ts'
import { forgetShown, type Settlement, settle } from './ledger-settle.ts'
import type { DeliveryState, DeliveryTable } from './tables-of-deliveries.ts'

// What other stores need to write deliveries of their own.
export { enqueue } from './enqueue.ts'
export { addressOf, type Place, placeOf } from './ledger-rows.ts'

/** A delivery as it stands, for people to look at. */
export type LedgerEntry = Pick<
  NewDelivery,
  'kind' | 'to' | 'subject' | 'edition' | 'dueAt' | 'expiresAt'
> & {
  readonly part: number
  readonly state: DeliveryState
  readonly attempt: number
  readonly reason?: string
  /** Where it was posted, once it was. */
  readonly receipt?: Receipt
  readonly settledAt?: Instant
}

/** Deliveries of everything, of a place, or of a subject there. */
export type Latest = {
  readonly to?: Address
  readonly subject?: string
  readonly limit: number
}

/** The ledger kept in a database. Every write of a claimed delivery is lost when somebody else holds it by then. */
export type Ledger = {
  /** Takes deliveries on. Without it nothing may be sent. */
  claim(claiming: Claiming): Promise<Claimed[]>
  /**
   * Notes, right before it is sent, which papers a delivery shows and how many messages stand in its thread. `lost` when it
   * may not be sent any more: its lease ends before `now + marginMs`.
   */
  freeze(
    delivery: Delivery,
    shows: { readonly papers: readonly PaperId[]; readonly parts: number },
    now: Instant,
    marginMs: number,
  ): Promise<'frozen' | 'lost'>
  settle(delivery: Delivery, settlement: Settlement, now: Instant): Promise<'settled' | 'lost'>
  /** What was being sent when its lease ran out is in doubt, to be looked into `settleMs` later. Gives how many. */
  lapse(now: Instant, settleMs: number): Promise<number>
  /** What was not sent in time is not sent any more. Gives how many. */
  expire(now: Instant): Promise<number>
  /** After a backup was put back: nothing due by now is sent, since it may have been. Gives how many. */
  skipPastDue(now: Instant): Promise<number>
  /** The papers a place was shown, or is about to be, by other deliveries than `except`. */
  shownTo(address: Address, except?: Pick<Delivery, 'key'>): Promise<ReadonlySet<PaperId>>
  /** The latest due first. */
  latest(of: Latest): Promise<readonly LedgerEntry[]>
  /** What could have been sent before `since` and still can: how many, and since when the first waits. */
  overdue(
    now: Instant,
    since: Instant,
  ): Promise<{ readonly count: number; readonly since?: Instant }>
  /** Takes out of old rows all but what keeps them from being sent again, a batch at a time. Gives how many. */
  forget(now: Instant): Promise<number>
}

/** For so long rows say where and why (milliseconds); then only that there was something under their key. */
export const keptMs = 30 * 86_400_000
/** Rows of one sweep. */
const sweep = 1000

export function createLedger(database: Database): Ledger {
  const { db } = database
  return {
    claim: (claiming) => claim(database, claiming),
    settle: (delivery, settlement, now) => settle(database, delivery, settlement, now),
    freeze: (delivery, shows, now, marginMs) => freeze(database, delivery, shows, now + marginMs),
    lapse: (now, settleMs) => lapse(database, now, settleMs),
    expire: (now) => expire(database, now),
    skipPastDue: (now) => skipPastDue(database, now),
    latest: (of) => latest(database, of),
    forget: (now) => forget(database, now),
    async shownTo(address, except) {
      const { platform, workspace, destination } = placeOf(address)
      const rows = await db
        .selectFrom('shown')
        .select('paper')
        .where('platform', '=', platform)
        .where('workspace', '=', workspace)
        .where('destination', '=', destination)
        .where('delivery', '!=', except?.key ?? '')
        .execute()
      return new Set(rows.map(({ paper }) => paper))
    },
    async overdue(now, since) {
      const row = await db
        .selectFrom('delivery')
        .select((eb) => [
          eb.fn.countAll<number | string>().as('count'),
          eb.fn.min<number | null>('run_at').as('since'),
        ])
        .where('state', '=', sql.lit('pending'))
        .where('run_at', '<=', since)
        .where('expires_at', '>', now)
        .executeTakeFirstOrThrow()
      return { count: Number(row.count), ...(row.since !== null && { since: row.since }) }
    },
  }
}

async function freeze(
  { db }: Database,
  { key, fence, to }: Delivery,
  { papers, parts }: { readonly papers: readonly PaperId[]; readonly parts: number },
  until: Instant,
): Promise<'frozen' | 'lost'> {
  return db.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('delivery')
      .set({ parts })
      .where('key', '=', key)
      .where('fence', '=', fence)
      .where('state', '=', sql.lit('sending'))
      .where('lease_until', '>', until)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return 'lost'
    for (const part of chunks(papers))
      await transaction
        .insertInto('shown')
        .values(part.map((paper) => ({ ...placeOf(to), paper, delivery: key })))
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    return 'frozen'
  })
}

async function lapse({ db }: Database, now: Instant, settleMs: number): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('delivery')
    .set({
      state: 'unknown',
      run_at: now + settleMs,
      lease_until: null,
      reason: 'the process that was sending it is gone',
    })
    .where('state', '=', sql.lit('sending'))
    .where('lease_until', '<=', now)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

async function expire({ db }: Database, now: Instant): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    const rows = await transaction
      .updateTable('delivery')
      .set({ state: 'expired', settled_at: now })
      .where('state', '=', sql.lit('pending'))
      .where('expires_at', '<=', now)
      .returning('key')
      .execute()
    await forgetShown(
      transaction,
      rows.map(({ key }) => key),
    )
    return rows.length
  })
}

async function skipPastDue({ db }: Database, now: Instant): Promise<number> {
  const reason = 'a backup was put back'
  return db.transaction().execute(async (transaction) => {
    const { numUpdatedRows: begun } = await transaction
      .updateTable('delivery')
      .set({ state: 'unconfirmed', reason, settled_at: now, lease_until: null })
      .where((eb) =>
        eb.or([eb('state', '=', sql.lit('sending')), eb('state', '=', sql.lit('unknown'))]),
      )
      .executeTakeFirst()
    const { numUpdatedRows: waiting } = await transaction
      .updateTable('delivery')
      .set({ state: 'expired', reason, settled_at: now })
      .where('state', '=', sql.lit('pending'))
      .where('due_at', '<=', now)
      .executeTakeFirst()
    return Number(begun + waiting)
  })
}

async function latest(
  { db }: Database,
  { to, subject, limit }: Latest,
): Promise<readonly LedgerEntry[]> {
  let query = db.selectFrom('delivery').selectAll().where('subject', '!=', '')
  if (to !== undefined) {
    const { platform, workspace, destination } = placeOf(to)
    query = query
      .where('platform', '=', platform)
      .where('workspace', '=', workspace)
      .where('destination', '=', destination)
  }
  if (subject !== undefined) query = query.where('subject', '=', subject)
  const rows = await query.orderBy('due_at', 'desc').orderBy('part').limit(limit).execute()
  return rows.map(entryOf)
}

function entryOf(row: DeliveryTable): LedgerEntry {
  const { kind, subject, edition, part, state, attempt, reason, settled_at } = row
  const receipt = receiptOf(row.channel, row.message)
  return {
    ...{ kind, subject, edition, part, state, attempt },
    to: addressOf(row),
    dueAt: row.due_at,
    expiresAt: row.expires_at,
    ...(reason !== null && { reason }),
    ...(receipt !== undefined && { receipt }),
    ...(settled_at !== null && { settledAt: settled_at }),
  }
}

async function forget({ db }: Database, now: Instant): Promise<number> {
  const old = db
    .selectFrom('delivery')
    .select('key')
    .where('settled_at', '<=', now - keptMs)
    .orderBy('settled_at')
    .limit(sweep)
  // The key is a hash of what was sent and where: it is all that stops it from being sent again.
  const blank = { destination: '', subject: '', edition: '', reason: null, settled_at: null }
  const posting = { channel: null, message: null, under_channel: null, under_message: null }
  const { numUpdatedRows } = await db
    .updateTable('delivery')
    .set({ ...blank, ...posting })
    .where('key', 'in', old)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
