// What was heard of already, by any process: one row for each key, until it does not matter any more.
import type { Instant } from '../bot/view.ts'
import type { Database } from './database.ts'

/** Keys by the time until which they are remembered. */
export type SeenStore = {
  /** Whether this key is new; from then on it is not, until the time given. */
  firstTime(key: string, untilMs: Instant, now: Instant): Promise<boolean>
  /** Deletes what does not matter any more; gives how many. */
  purge(now: Instant): Promise<number>
}

/** The keys kept in this database. */
export function createSeen({ db }: Database): SeenStore {
  return {
    async firstTime(key, untilMs, now) {
      // One statement: of two that ask at once, one inserts. A key whose time is over is new again.
      const taken = await db
        .insertInto('seen')
        .values({ key, until_at: untilMs })
        .onConflict((conflict) =>
          conflict
            .column('key')
            .doUpdateSet({ until_at: untilMs })
            .where('seen.until_at', '<=', now),
        )
        .returning('key')
        .executeTakeFirst()
      return taken !== undefined
    },
    async purge(now) {
      const old = db.deleteFrom('seen').where('until_at', '<=', now)
      return Number((await old.executeTakeFirstOrThrow()).numDeletedRows)
    },
  }
}
