// Many rows in one statement of few parameters: naming tens of thousands of values one by one takes longer than writing them.
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { engineOf } from './database.ts'
import type { Tables } from './tables.ts'

/** A row by its columns: texts, whole numbers and nulls. */
type Row = Readonly<Record<string, string | number | null>>

/**
 * Inserts rows that all have the same columns; those whose `unique` column has its value already stay as they are. Gives how
 * many are new.
 */
export async function insertRows<T extends keyof Tables & string>(
  db: Kysely<Tables>,
  table: T,
  rows: readonly (Row & Tables[T])[],
  unique: keyof Tables[T] & string,
): Promise<number> {
  const [first] = rows
  if (first === undefined) return 0
  const names = Object.keys(first)
  const select = engineOf(db) === 'postgres' ? fromRecords(table, rows) : fromJson(first, rows)
  const result = await sql`
    insert into ${sql.table(table)} (${sql.join(names.map((name) => sql.ref(name)))}) ${select}
    on conflict (${sql.ref(unique)}) do nothing`.execute(db)
  return Number(result.numAffectedRows ?? 0)
}

/** PostgreSQL reads the types off the table. */
function fromRecords(table: string, rows: readonly Row[]): RawBuilder<unknown> {
  const columns = sql.join(Object.keys(rows[0] ?? {}).map((name) => sql.ref(name)))
  const records = JSON.stringify(rows)
  return sql`select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${records})`
}

/** SQLite reads values out of JSON slowly: what all rows have in common is said once. */
function fromJson(first: Row, rows: readonly Row[]): RawBuilder<unknown> {
  const names = Object.keys(first)
  const own = names.filter((name) => rows.some((row) => row[name] !== first[name]))
  const lists = JSON.stringify(rows.map((row) => own.map((name) => row[name])))
  const values = names.map((name) =>
    own.includes(name) ? sql`value ->> ${sql.lit(own.indexOf(name))}` : sql`${first[name]}`,
  )
  // "where true" tells the parser that "on conflict" belongs to the insert.
  return sql`select ${sql.join(values)} from json_each(${lists}) where true`
}
