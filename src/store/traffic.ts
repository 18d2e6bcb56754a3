// How many requests a platform refused lately: counted over all processes, since a platform counts that way too.
import type { Instant } from '../bot/view.ts'
import type { Database } from './database.ts'
import { createHalts, type Halts } from './halts.ts'

/** What processes that talk to one platform tell each other. */
export type Traffic = Halts & {
  /** Counts refused requests. */
  refused(platform: string, count: number, now: Instant): Promise<void>
  /** How many were refused in the last ten minutes, all processes together. */
  refusedLately(platform: string, now: Instant): Promise<number>
}

const minuteMs = 60_000
const window = 10

/** The counts kept in this database. */
export function createTraffic(database: Database): Traffic {
  const { db } = database
  return {
    ...createHalts(database),
    async refused(platform, count, now) {
      const minute = Math.floor(now / minuteMs)
      await db
        .insertInto('refusals')
        .values({ platform, minute, count })
        .onConflict((conflict) =>
          conflict
            .columns(['platform', 'minute'])
            .doUpdateSet((eb) => ({ count: eb('refusals.count', '+', count) })),
        )
        .execute()
      await db
        .deleteFrom('refusals')
        .where('minute', '<', minute - 10 * window)
        .execute()
    },
    async refusedLately(platform, now) {
      const row = await db
        .selectFrom('refusals')
        .select((eb) => eb.fn.sum<number | string | null>('count').as('count'))
        .where('platform', '=', platform)
        .where('minute', '>', Math.floor(now / minuteMs) - window)
        .executeTakeFirst()
      return Number(row?.count ?? 0)
    },
  }
}
