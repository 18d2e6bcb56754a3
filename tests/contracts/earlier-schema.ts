// Makes a database as an earlier version of Paperboy left it: after some migrations, before the others.
import SqliteFile from 'better-sqlite3'
import { Kysely, PostgresDialect, SqliteDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { steps } from '../../src/store/migrations/index.ts'
import type { Engine } from '../../src/store/tables.ts'

/** Takes the steps up to `last` at `url` and fills the tables with the rows given, columns as they were then. */
export async function makeEarlierDatabase(
  url: string,
  engine: Engine,
  last: keyof typeof steps,
  rows: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>,
): Promise<void> {
  const dialect =
    engine === 'sqlite'
      ? new SqliteDialect({ database: new SqliteFile(url.slice('sqlite:'.length)) })
      : new PostgresDialect({ pool: new pg.Pool({ connectionString: url }) })
  const db = new Kysely<Record<string, Record<string, unknown>>>({ dialect })
  const schema = await schemaOf(db, engine)
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: async () =>
        Object.fromEntries(
          Object.entries(steps)
            .filter(([name]) => name <= last)
            .map(([name, step]) => [name, { up: (to) => step(to, engine) }]),
        ),
    },
    migrationTableName: 'paperboy_migration',
    migrationLockTableName: 'paperboy_migration_lock',
    ...(schema !== undefined && { migrationTableSchema: schema }),
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
  await db.transaction().execute(async (writing) => {
    for (const [table, all] of Object.entries(rows))
      for (const row of all) await writing.insertInto(table).values(row).execute()
  })
  await db.destroy()
}

async function schemaOf(
  db: Kysely<Record<string, Record<string, unknown>>>,
  engine: Engine,
): Promise<string | undefined> {
  if (engine === 'sqlite') return undefined
  const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(db)
  return rows[0]?.name
}
