// A copy of a database, as it is at one moment, to try things on: always a SQLite file, whatever it is a copy of.
import { type Kysely, sql, type Transaction } from 'kysely'
import { chunks } from './chunks.ts'
import { type Database, openDatabase } from './database.ts'
import type { Tables } from './tables.ts'

/** Rows of one reading. */
const page = 2000

/** Writes a copy to a new file. Nothing is written where it is copied from. */
export async function copyDatabase({ db, engine }: Database, file: string): Promise<void> {
  if (engine === 'sqlite') {
    await sql`vacuum into ${file}`.execute(db)
    return
  }
  const copy = await openDatabase(`sqlite:${file}`)
  try {
    // The tables come in any order, and all of what they refer to is there in the end.
    await sql`pragma foreign_keys = off`.execute(copy.db)
    const tables = await tablesOf(copy.db)
    await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (from) => {
        for (const table of tables) await copyTable(from, copy.db, table)
      })
  } finally {
    await copy.close()
  }
}

async function tablesOf(db: Kysely<Tables>): Promise<readonly (keyof Tables)[]> {
  const tables = await db.introspection.getTables()
  return tables
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('paperboy_migration')) as (keyof Tables)[]
}

async function copyTable(
  from: Transaction<Tables>,
  to: Kysely<Tables>,
  table: keyof Tables,
): Promise<void> {
  await to.deleteFrom(table).execute()
  for (let last = '(0,0)'; ; ) {
    // By where PostgreSQL keeps them, which does not change under a transaction's eyes.
    const { rows } = await sql<Record<string, unknown> & { readonly at: string }>`
      select *, ctid::text as at from ${sql.table(table)}
      where ctid > ${last}::tid order by ctid limit ${page}`.execute(from)
    for (const part of chunks(rows.map(({ at: _, ...row }) => row)))
      await to
        .insertInto(table)
        .values(part as never)
        .execute()
    if (rows.length < page) return
    last = rows.at(-1)?.at ?? last
  }
}
