// A copy of a database, as it is at one moment, to try things on.
import { sql } from 'kysely'
import type { Database } from './database.ts'
import { StoreError } from './errors.ts'

/** Writes a copy to a new file. Throws StoreError for a database that is no file. */
export async function copyDatabase({ db, engine }: Database, file: string): Promise<void> {
  if (engine === 'postgres')
    throw new StoreError(
      'Only a SQLite database can be copied here. Copy this one with pg_dump and let PAPERBOY_DATABASE name the copy.',
    )
  await sql`vacuum into ${file}`.execute(db)
}
