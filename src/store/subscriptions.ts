// The digests that channels and people get.
import { type Insertable, type Kysely, type Selectable, sql } from 'kysely'
import { z } from 'zod'
import type { Address } from '../bot/address.ts'
import type { Firing } from '../digests/due.ts'
import type { Subscription, Subscriptions } from '../digests/subscription.ts'
import type { Database } from './database.ts'
import { fromJson, toJson } from './json.ts'
import { addressOf, placeOf } from './ledger-rows.ts'
import type { SubscriptionTable, Tables } from './tables.ts'

/** The digests kept in this database. */
export function createSubscriptions({ db, engine }: Database): Subscriptions & {
  /** Deletes a person's own digests, and the name of the person wherever they set one up for others. */
  forget(person: Extract<Address, { user: string }>): Promise<void>
} {
  return {
    async of(to) {
      const rows = await at(db, to).selectAll().orderBy('created_at').orderBy('id').execute()
      return rows.map(subscriptionOf)
    },
    async find(to, id) {
      const row = await at(db, to).selectAll().where('id', '=', id).executeTakeFirst()
      return row && subscriptionOf(row)
    },
    async add(subscription) {
      const result = await db
        .insertInto('subscription')
        .values(rowOf(subscription))
        .onConflict((conflict) =>
          conflict.columns(['platform', 'workspace', 'destination', 'query']).doNothing(),
        )
        .executeTakeFirst()
      return Number(result.numInsertedOrUpdatedRows ?? 0) > 0 ? 'added' : 'taken'
    },
    edit(to, id, change) {
      return db.transaction().execute(async (transaction) => {
        const found = at(transaction, to).selectAll().where('id', '=', id)
        // SQLite's transactions have the database to themselves.
        const row = await (engine === 'postgres' ? found.forUpdate() : found).executeTakeFirst()
        if (row === undefined) return undefined
        const next = change(subscriptionOf(row))
        await transaction
          .updateTable('subscription')
          .set(rowOf(next))
          .where('id', '=', id)
          .execute()
        return next
      })
    },
    async remove(to, id) {
      const { platform, workspace, destination } = placeOf(to)
      await db
        .deleteFrom('subscription')
        .where('platform', '=', platform)
        .where('workspace', '=', workspace)
        .where('destination', '=', destination)
        .where('id', '=', id)
        .execute()
    },
    async forget(person) {
      const { platform, workspace, destination } = placeOf(person)
      await db
        .deleteFrom('subscription')
        .where('platform', '=', platform)
        .where('workspace', '=', workspace)
        .where('destination', '=', destination)
        .execute()
      await db
        .updateTable('subscription')
        .set({ set_by: sql.lit('') })
        .where('platform', '=', platform)
        .where('workspace', '=', workspace)
        .where('set_by', '=', person.user)
        .execute()
    },
  }
}

function at(db: Kysely<Tables>, to: Address) {
  const { platform, workspace, destination } = placeOf(to)
  return db
    .selectFrom('subscription')
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('destination', '=', destination)
}

const missed = z.object({ from: z.string(), until: z.string(), count: z.int() })

/** A row as a digest. */
export function subscriptionOf(row: Selectable<SubscriptionTable>): Subscription {
  const { id, query, votes, time, zone, days, count, layout, version } = row
  const next = firingOf(row.next_date, row.next_at)
  const last = firingOf(row.last_date, row.last_at)
  return {
    id,
    to: addressOf(row),
    by: row.set_by,
    ...{ query, votes, time, zone, days, count, layout, version },
    thread: row.thread === 1,
    quiet: row.quiet === 1,
    createdAt: row.created_at,
    ...(next && { next }),
    ...(last && { last }),
    ...(row.paused_until !== null && { pausedUntil: row.paused_until }),
    ...(row.missed !== null && { missed: fromJson(missed, row.missed, 'subscription.missed') }),
  }
}

function firingOf(date: string | null, at: number | null): Firing | undefined {
  return date === null || at === null ? undefined : { date, at }
}

function rowOf(subscription: Subscription): Insertable<SubscriptionTable> {
  const { id, to, query, votes, time, zone, days, count, layout, version } = subscription
  const { next, last, missed: none } = subscription
  return {
    ...placeOf(to),
    ...{ id, query, votes, time, zone, days, count, layout, version },
    thread: subscription.thread ? 1 : 0,
    quiet: subscription.quiet ? 1 : 0,
    set_by: subscription.by,
    created_at: subscription.createdAt,
    next_date: next?.date ?? null,
    next_at: next?.at ?? null,
    last_date: last?.date ?? null,
    last_at: last?.at ?? null,
    paused_until: subscription.pausedUntil ?? null,
    missed: none === undefined ? null : toJson(none),
  }
}
