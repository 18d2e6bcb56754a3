// Editions of digests as they were first made.
import { z } from 'zod'
import type { Edition, EditionStore } from '../digests/edition.ts'
import type { Database } from './database.ts'
import { fromJson, toJson } from './json.ts'

/** Nothing is retried for so long (milliseconds). */
const keptMs = 14 * 86_400_000

const content = z.object({
  from: z.string(),
  until: z.string(),
  matched: z.int(),
  entries: z.array(
    z.object({
      id: z.string(),
      feedDay: z.string(),
      votes: z.number(),
      gained: z.number(),
      score: z.number(),
    }),
  ),
  asOf: z.number().exactOptional(),
})

/** The editions kept in this database. */
export function createEditions({ db }: Database): EditionStore {
  async function read(key: string): Promise<Edition | undefined> {
    const row = await db
      .selectFrom('edition')
      .select('content')
      .where('key', '=', key)
      .executeTakeFirst()
    return row && fromJson(content, row.content, 'edition.content')
  }
  return {
    read,
    async keep(key, edition, now) {
      const row = { key, content: toJson(edition), made_at: now }
      const result = await db
        .insertInto('edition')
        .values(row)
        .onConflict((conflict) => conflict.column('key').doNothing())
        .executeTakeFirst()
      if (Number(result.numInsertedOrUpdatedRows ?? 0) === 0) return (await read(key)) ?? edition
      await db
        .deleteFrom('edition')
        .where('made_at', '<', now - keptMs)
        .execute()
      return edition
    },
  }
}
