// For which bot, in which environment, this database says things unasked: a copy of it elsewhere must not say them again.
import type { Kysely } from 'kysely'
import type { Database } from './database.ts'
import type { Tables } from './tables.ts'

/** Who speaks from this database on a platform. */
export type Speaker = {
  readonly platform: string
  readonly bot: string
  readonly environment: string
}

/** Who this database belongs to. */
export type Instance = {
  /** The first speaker of a platform, now and ever after: `same` when it is this one. */
  claim(speaker: Speaker): Promise<'same' | Pick<Speaker, 'bot' | 'environment'>>
  /** Lets whoever comes next be the speaker. */
  release(): Promise<void>
}

const prefix = 'speaker:'

/** The record kept in this database. */
export function createInstance({ db }: Database): Instance {
  return {
    async claim({ platform, bot, environment }) {
      const key = prefix + platform
      const value = `${environment}/${bot}`
      await db
        .insertInto('meta')
        .values({ key, value })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute()
      const held = await read(db, key)
      if (held === value) return 'same'
      const at = held.lastIndexOf('/')
      return { environment: held.slice(0, at), bot: held.slice(at + 1) }
    },
    async release() {
      await db.deleteFrom('meta').where('key', 'like', `${prefix}%`).execute()
    },
  }
}

async function read(db: Kysely<Tables>, key: string): Promise<string> {
  const row = db.selectFrom('meta').select('value').where('key', '=', key)
  return (await row.executeTakeFirstOrThrow()).value
}
