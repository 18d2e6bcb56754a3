// Where nothing may be posted: places that are closed to the bot, workspaces it was put out of, and whole platforms.
import type { Transaction } from 'kysely'
import type { Address } from '../bot/address.ts'
import type { Instant } from '../bot/view.ts'
import type { Delivery, NewDelivery } from '../delivery/delivery.ts'
import { cancelWaiting } from './closing.ts'
import type { Database } from './database.ts'
import { enqueue } from './enqueue.ts'
import { createHalts } from './halts.ts'
import { type Place, placeOf } from './ledger-rows.ts'
import { type Settlement, settleIn } from './ledger-settle.ts'
import type { Tables } from './tables.ts'
import type { SuspensionTable } from './tables-of-deliveries.ts'

/** A place, a workspace or a platform where nothing is posted. */
export type Suspension = {
  readonly platform: string
  /** '' for the whole platform. */
  readonly workspace: string
  /** '' for all of the workspace. */
  readonly destination: string
  readonly reason: string
  readonly since: Instant
  /** When one delivery may try again; undefined: not before somebody asks for it. */
  readonly probeAt?: Instant
}

/** How a delivery was refused: what is closed, why, and whether it is gone for good. */
export type Refusal = {
  readonly scope: 'destination' | 'workspace' | 'platform'
  readonly reason: string
  readonly gone: boolean
  /** What becomes of the delivery itself: `unconfirmed` where an earlier attempt may have been posted. */
  readonly state: 'dead' | 'unconfirmed'
}

/** Suspensions, kept in this database. */
export type Destinations = {
  /**
   * Settles a refused delivery and suspends what it was refused for, with all that waits for it. `notice` makes the word
   * about it, given since when that is closed and what it was before. `lost` when somebody else holds the delivery by now.
   */
  suspend(
    delivery: Delivery,
    refusal: Refusal,
    now: Instant,
    notice?: (since: Instant, was: 'open' | 'closed') => NewDelivery | undefined,
  ): Promise<'settled' | 'lost'>
  /**
   * Settles a delivery that has to wait for its whole workspace, and notes since when that is so: what goes on for longer
   * than `patienceMs` closes the workspace. `lost` when somebody else holds the delivery by now.
   */
  wait(
    delivery: Delivery,
    settlement: Settlement & { readonly state: 'pending' },
    patienceMs: number,
    now: Instant,
  ): Promise<'settled' | 'lost'>
  /** Lets the next delivery to a place that is closed try again, from now on. Gives how many suspensions that concerns. */
  retry(place: Address, now: Instant): Promise<number>
  /** Ends the suspension of a place, of a workspace and all its places, or of a platform alone. Gives how many ended. */
  resume(
    what: Address | { readonly platform: string; readonly workspace?: string },
  ): Promise<number>
  /** What keeps a place from being posted in. */
  read(address: Address): Promise<Suspension | undefined>
  /** Why nothing is posted on a platform at all. */
  stopped(platform: string): Promise<Suspension | undefined>
  /** All of them, the latest first. */
  list(limit: number): Promise<readonly Suspension[]>
}

/** A place that is closed is tried again so long after it was found closed, and then no more (milliseconds). */
const probesMs = [3_600_000, 86_400_000, 3 * 86_400_000, 7 * 86_400_000] as const

export function createDestinations(database: Database): Destinations {
  const { db } = database
  const all = db.selectFrom('suspension').selectAll()
  return {
    suspend(delivery, refusal, now, notice) {
      return db.transaction().execute(async (transaction) => {
        const { state, reason } = refusal
        if ((await settleIn(transaction, delivery, { state, reason }, now)) === 'lost')
          return 'lost'
        const place = closedPlace(placeOf(delivery.to), refusal.scope)
        const before = await transaction
          .selectFrom('suspension')
          .select(['since', 'probes'])
          .where('platform', '=', place.platform)
          .where('workspace', '=', place.workspace)
          .where('destination', '=', place.destination)
          .executeTakeFirst()
        const since = before?.since ?? now
        const probes = before === undefined ? 0 : before.probes + 1
        const wait = refusal.gone || place.workspace === '' ? undefined : probesMs[probes]
        const probe_at = wait === undefined ? null : Math.max(since + wait, now + probesMs[0])
        await transaction
          .insertInto('suspension')
          .values({ ...place, reason, since, probes, probe_at })
          .onConflict((conflict) =>
            conflict
              .columns(['platform', 'workspace', 'destination'])
              .doUpdateSet({ reason, probes, probe_at }),
          )
          .execute()
        // On a platform that stopped as a whole what waits is not at fault: it goes on, or expires.
        if (place.workspace !== '') await cancelWaiting(transaction, place, reason, now)
        const word = notice?.(since, before === undefined ? 'open' : 'closed')
        if (word !== undefined) await enqueue(transaction, [word], now)
        return 'settled'
      })
    },
    wait(delivery, settlement, patienceMs, now) {
      return db.transaction().execute(async (transaction) => {
        const came = await settleIn(transaction, delivery, settlement, now)
        const place = closedPlace(placeOf(delivery.to), 'workspace')
        if (came === 'settled') await waitIn(transaction, place, settlement.reason, patienceMs, now)
        return came
      })
    },
    async retry(place, now) {
      const { platform, workspace, destination } = placeOf(place)
      const { numUpdatedRows } = await db
        .updateTable('suspension')
        .set({ probe_at: now })
        .where('platform', '=', platform)
        .where('workspace', '=', workspace)
        .where('destination', '=', destination)
        .executeTakeFirstOrThrow()
      return Number(numUpdatedRows)
    },
    async resume(what) {
      const { platform, workspace } = what
      const place = 'user' in what || 'channel' in what ? placeOf(what) : undefined
      let query = db
        .deleteFrom('suspension')
        .where('platform', '=', platform)
        .where('workspace', '=', workspace ?? '')
      if (place !== undefined) query = query.where('destination', '=', place.destination)
      if (workspace === undefined) await createHalts(database).lift(platform)
      return Number((await query.executeTakeFirst()).numDeletedRows)
    },
    async read(address) {
      const { platform, workspace, destination } = placeOf(address)
      const row = await all
        .where('platform', '=', platform)
        .where('workspace', '=', workspace)
        .where('destination', 'in', [destination, ''])
        .orderBy('destination')
        .executeTakeFirst()
      return row && suspensionOf(row)
    },
    async stopped(platform) {
      const row = await all
        .where('platform', '=', platform)
        .where('workspace', '=', '')
        .executeTakeFirst()
      return row && suspensionOf(row)
    },
    async list(limit) {
      const rows = await all.orderBy('since', 'desc').limit(limit).execute()
      return rows.map(suspensionOf)
    },
  }
}

/** Notes that a workspace keeps the bot waiting, which closes nothing until it has for too long. */
async function waitIn(
  db: Transaction<Tables>,
  place: Place,
  reason: string,
  patienceMs: number,
  now: Instant,
): Promise<void> {
  const { since } = await db
    .insertInto('suspension')
    .values({ ...place, reason, since: now, probes: 0, probe_at: now })
    .onConflict((conflict) =>
      conflict.columns(['platform', 'workspace', 'destination']).doUpdateSet({ reason }),
    )
    .returning('since')
    .executeTakeFirstOrThrow()
  if (now - since <= patienceMs) return
  await db
    .updateTable('suspension')
    .set({ probe_at: null })
    .where('platform', '=', place.platform)
    .where('workspace', '=', place.workspace)
    .where('destination', '=', place.destination)
    .execute()
  await cancelWaiting(db, place, reason, now)
}

function closedPlace(place: Place, scope: Refusal['scope']): Place {
  if (scope === 'destination') return place
  const { platform, workspace } = place
  return { platform, workspace: scope === 'workspace' ? workspace : '', destination: '' }
}

function suspensionOf(row: SuspensionTable): Suspension {
  const { platform, workspace, destination, reason, since, probe_at } = row
  const where = { platform, workspace, destination, reason, since }
  return probe_at === null ? where : { ...where, probeAt: probe_at }
}
