// Small texts by name, kept between starts.
import type { Notes } from '../bot/workspaces.ts'
import type { Database } from './database.ts'

/** The notes kept in this database, apart from what the store notes for itself. */
export function createNotes({ db }: Database): Notes {
  const keyOf = (name: string) => `note:${name}`
  return {
    async read(name) {
      const row = await db
        .selectFrom('meta')
        .select('value')
        .where('key', '=', keyOf(name))
        .executeTakeFirst()
      return row?.value
    },
    async write(name, value) {
      await db
        .insertInto('meta')
        .values({ key: keyOf(name), value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute()
    },
  }
}
