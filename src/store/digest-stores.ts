// What digests are kept in, put together for the bot and for the composer.
import type { DigestStores } from '../digests/stores.ts'
import type { Database } from './database.ts'
import { createEditions } from './editions.ts'
import { createFeedDays } from './feed-days.ts'
import { enqueue, keyOf, placeOf } from './ledger.ts'
import { createSubscriptions } from './subscriptions.ts'

/** The stores of digests in this database. */
export function createDigestStores(database: Database): DigestStores {
  const { db } = database
  return {
    subscriptions: createSubscriptions(database),
    editions: createEditions(database),
    readings: createFeedDays(database),
    async shown(to, except) {
      const { platform, workspace, destination } = placeOf(to)
      const rows = await db
        .selectFrom('shown')
        .select('paper')
        .where('platform', '=', platform)
        .where('workspace', '=', workspace)
        .where('destination', '=', destination)
        .where('delivery', '!=', except === undefined ? '' : keyOf(placeOf(to), except, 0))
        .execute()
      return new Set(rows.map(({ paper }) => paper))
    },
    async sent(to, id, limit) {
      const { platform, workspace, destination } = placeOf(to)
      const rows = await db
        .selectFrom('delivery')
        .select(['edition', 'due_at', 'state', 'reason', 'settled_at'])
        .where('platform', '=', platform)
        .where('workspace', '=', workspace)
        .where('destination', '=', destination)
        .where('subject', '=', id)
        .where('part', '=', 0)
        .orderBy('due_at', 'desc')
        .limit(limit)
        .execute()
      return rows.map(({ edition, due_at, state, reason, settled_at }) => ({
        ...{ edition, dueAt: due_at, state },
        ...(reason !== null && { reason }),
        ...(settled_at !== null && { settledAt: settled_at }),
      }))
    },
    async suspension(to) {
      const { platform, workspace, destination } = placeOf(to)
      return db
        .selectFrom('suspension')
        .select(['reason', 'since'])
        .where('platform', '=', platform)
        .where('workspace', 'in', [workspace, ''])
        .where('destination', 'in', [destination, ''])
        .executeTakeFirst()
    },
    async reopen(to) {
      const { platform, workspace, destination } = placeOf(to)
      await db
        .deleteFrom('suspension')
        .where('platform', '=', platform)
        .where('workspace', '=', workspace)
        .where('destination', '=', destination)
        .execute()
    },
    enqueue: (delivery, now) =>
      db.transaction().execute((transaction) => enqueue(transaction, [delivery], now)),
  }
}
