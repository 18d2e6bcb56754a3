// What people want more of and less of.
import type { Feedback } from '../follows/taste.ts'
import type { Database } from './database.ts'
import { personKey } from './people.ts'

/** As much as counts. */
const most = 100

/** The feedback kept in this database. */
export function createFeedback({ db }: Database): Feedback {
  return {
    async give(person, paper, wants, now) {
      await db
        .insertInto('feedback')
        .values({ ...personKey(person), paper, wants, given_at: now })
        .onConflict((conflict) =>
          conflict
            .columns(['platform', 'workspace', 'person', 'paper'])
            .doUpdateSet({ wants, given_at: now }),
        )
        .execute()
    },
    async list(person) {
      const { platform, workspace, person: user } = personKey(person)
      return db
        .selectFrom('feedback')
        .select(['paper', 'wants'])
        .where('platform', '=', platform)
        .where('workspace', '=', workspace)
        .where('person', '=', user)
        .orderBy('given_at', 'desc')
        .limit(most)
        .execute()
    },
  }
}
