// All that differs between the engines' tables: two column types, and SQLite's STRICT.
import { type ColumnDataType, type CreateTableBuilder, type RawBuilder, sql } from 'kysely'
import type { Engine } from '../tables.ts'

/** What a column of either kind is called. */
export type EngineTypes = {
  /** Text that sorts by its bytes, so that both engines give rows in one order. */
  readonly text: ColumnDataType | RawBuilder<unknown>
  /** 64 bits; JavaScript keeps to the safe range. */
  readonly integer: ColumnDataType
}

/** The column types of an engine. */
export function typesOf(engine: Engine): EngineTypes {
  return engine === 'sqlite'
    ? { text: 'text', integer: 'integer' }
    : { text: sql`text collate "C"`, integer: 'bigint' }
}

/** Creates a table; on SQLite one that checks the types of its values, as PostgreSQL always does. */
export async function createTable<Name extends string, Column extends string>(
  engine: Engine,
  table: CreateTableBuilder<Name, Column>,
): Promise<void> {
  await (engine === 'sqlite' ? table.modifyEnd(sql`strict`) : table).execute()
}
