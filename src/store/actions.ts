// Keeps the actions too long for a button, under the hash the button carries instead.
import type { Instant } from '../bot/view.ts'
import type { Database } from './database.ts'

/** Long actions by id. An id is made from its text, so the same id always has the same text. */
export type ActionStore = {
  /** Keeps texts by id; saving again only notes that the action is still in use. */
  save(entries: ReadonlyMap<string, string>, at: Instant): Promise<void>
  load(id: string): Promise<string | undefined>
}

/** The actions kept in this database. */
export function createActions({ db }: Database): ActionStore {
  return {
    async save(entries, at) {
      if (entries.size === 0) return
      // In one order everywhere: two processes that save the same actions never wait for each other in a ring.
      const rows = [...entries].map(([id, text]) => ({ id, text, saved_at: at }))
      await db
        .insertInto('action')
        .values(rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet({ saved_at: (eb) => eb.ref('excluded.saved_at') }),
        )
        .execute()
    },
    async load(id) {
      const row = await db
        .selectFrom('action')
        .select('text')
        .where('id', '=', id)
        .executeTakeFirst()
      return row?.text
    },
  }
}
