// Brings a database to today's schema when it is opened: all missing steps, or none.
import { type Kysely, sql, type Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import { StoreError } from './errors.ts'
import { type Step, steps } from './migrations/index.ts'
import type { Engine, Tables } from './tables.ts'
import { inTurn } from './transaction.ts'

const migrationTable = 'paperboy_migration'

/**
 * Takes the steps this database has not taken, in one transaction; several processes may do so at once.
 * Throws StoreError, and changes nothing, when a newer version has been here or, on SQLite, when the
 * file is another program's.
 */
export async function migrate(database: {
  readonly db: Kysely<Tables>
  readonly engine: Engine
}): Promise<void> {
  await inTurn(database, 'migrations', async (db) => {
    const schema = database.engine === 'postgres' ? await currentSchema(db) : undefined
    await checkHistory(db, schema)
    const migrator = new Migrator({
      db,
      provider: { getMigrations: async () => bind(steps, database.engine) },
      migrationTableName: migrationTable,
      migrationLockTableName: `${migrationTable}_lock`,
      ...(schema !== undefined && { migrationTableSchema: schema }),
    })
    const { error } = await migrator.migrateToLatest()
    if (error !== undefined) throw error
  })
}

function bind(all: Readonly<Record<string, Step>>, engine: Engine) {
  return Object.fromEntries(
    Object.entries(all).map(([name, step]) => [
      name,
      { up: (db: Kysely<unknown>) => step(db, engine) },
    ]),
  )
}

async function currentSchema(db: Transaction<Tables>): Promise<string> {
  const { rows } = await sql<{ name: string | null }>`select current_schema() as name`.execute(db)
  const name = rows[0]?.name
  if (name) return name
  throw new StoreError(
    'The PostgreSQL database has no schema on its search_path to create tables in. Create one.',
  )
}

async function checkHistory(db: Transaction<Tables>, schema: string | undefined): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  const ours = tables.some((t) => t.name === migrationTable && (!schema || t.schema === schema))
  if (ours) return refuseNewer(db)
  // A PostgreSQL schema may be shared; a file that holds something else was named by mistake.
  if (schema === undefined && tables.length > 0)
    throw new StoreError(
      'The database file belongs to another program. It was left as it is; choose another file.',
    )
}

async function refuseNewer(db: Transaction<Tables>): Promise<void> {
  const taken = await sql<{ name: string }>`select name from ${sql.table(migrationTable)}`.execute(
    db,
  )
  const unknown = taken.rows.map((row) => row.name).filter((name) => !(name in steps))
  if (unknown.length === 0) return
  throw new StoreError(
    `The database was changed by a newer version of Paperboy (${unknown.sort().join(', ')}). ` +
      'It was left as it is; run that version, or restore a backup from before.',
  )
}
