// Opens the database, SQLite or PostgreSQL, at today's schema. The only file that knows the drivers.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { setImmediate, setTimeout } from 'node:timers/promises'
import SqliteFile from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type TransactionSettings,
} from 'kysely'
import pg from 'pg'
import { explainPostgres, explainSqlite, StoreError } from './errors.ts'
import { migrate } from './migrate.ts'
import { keepStatements } from './statements.ts'
import type { Engine, Tables } from './tables.ts'

export type { Tables } from './tables.ts'

/** An open database. The stores take it whole. */
export type Database = {
  readonly db: Kysely<Tables>
  readonly engine: Engine
  /** Ends every connection; nothing may be asked of it afterwards. */
  close(): Promise<void>
}

/**
 * Opens `sqlite:PATH` (its folder is created), `sqlite::memory:` or `postgres://…`, and brings it to
 * today's schema. Throws StoreError when that cannot be done.
 */
export async function openDatabase(url: string): Promise<Database> {
  if (url.startsWith('sqlite:')) return openSqlite(url.slice('sqlite:'.length))
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url)
  throw new StoreError(
    'A database url is sqlite:PATH, sqlite::memory: or postgres://USER:PASSWORD@HOST:PORT/NAME.',
  )
}

/** What a database, or a transaction in it, runs on. */
export function engineOf(db: Kysely<Tables>): Engine {
  return db.getExecutor().adapter instanceof SqliteAdapter ? 'sqlite' : 'postgres'
}

async function openSqlite(path: string): Promise<Database> {
  if (path === '' || /^\/\/[^/]/.test(path))
    throw new StoreError('A SQLite url is sqlite:PATH, as in sqlite:data/paperboy.db.')
  let file: SqliteFile.Database | undefined
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
    file = new SqliteFile(path, { timeout: 5000 })
    await setUp(file)
    const db = new Kysely<Tables>({
      dialect: new WriterDialect({ database: keepStatements(file) }),
    })
    await migrate({ db, engine: 'sqlite' })
    return { db, engine: 'sqlite', close: () => db.destroy() }
  } catch (error) {
    file?.close()
    throw error instanceof StoreError ? error : explainSqlite(error, path)
  }
}

async function setUp(file: SqliteFile.Database): Promise<void> {
  file.pragma('busy_timeout = 5000')
  file.pragma('trusted_schema = OFF')
  file.pragma('foreign_keys = ON')
  // The first read: a file that is no database is refused here, before anything is written to it.
  file.pragma('schema_version')
  await writeAhead(file)
  // An acknowledged write survives a power failure.
  file.pragma('synchronous = FULL')
  // 32 MB of log before it is worked into the file: pages that change again meanwhile are written there once.
  file.pragma('wal_autocheckpoint = 8000')
  // What a statement has changed, should it fail half way: no file for that, which took as much writing as the changes.
  file.pragma('temp_store = MEMORY')
}

/** Switches to a write-ahead log. Where another process does so too, SQLite gives up at once instead of waiting. */
async function writeAhead(file: SqliteFile.Database): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      file.pragma('journal_mode = WAL')
      return
    } catch (error) {
      const isBusy = error instanceof SqliteFile.SqliteError && error.code === 'SQLITE_BUSY'
      if (!isBusy || tries === 50) throw error
      await setTimeout(100)
    }
  }
}

async function openPostgres(url: string): Promise<Database> {
  const { place, secrets } = describe(url)
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'paperboy',
    max: 5,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    types: { getTypeParser },
  })
  // A connection lost while idle has left the pool already; the next query opens another, or says why not.
  pool.on('error', () => undefined)
  const db = new Kysely<Tables>({ dialect: new SharedDialect({ pool }) })
  try {
    await migrate({ db, engine: 'postgres' })
    return { db, engine: 'postgres', close: () => db.destroy() }
  } catch (error) {
    await db.destroy()
    throw error instanceof StoreError ? error : explainPostgres(error, place, secrets)
  }
}

// A bare @, /, ? or # in a password would make its tail look like a host: no such url gets any further.
const postgresUrl = /^postgres(ql)?:\/\/([^@/?#]*@)?[^@/?#]*(\/[^@?#]*)?(\?[^@#]*)?$/

// What may be shown of a url, and what never may.
function describe(url: string): { place: string; secrets: string[] } {
  try {
    if (!postgresUrl.test(url)) throw new URIError('ambiguous')
    const parsed = new URL(url)
    const written = [parsed.password, parsed.searchParams.get('password') ?? '']
    const secrets = written.flatMap((text) => [text, decodeURIComponent(text)])
    return { place: `${parsed.host}${parsed.pathname}`, secrets }
  } catch {
    // The fault itself is not passed on: it quotes the url.
    throw new StoreError(
      'The PostgreSQL url cannot be read. Write postgres://USER:PASSWORD@HOST:PORT/NAME, and ' +
        'special characters in the password as %40 for @, %2F for /, %3F for ?, %23 for #, %25 for %.',
    )
  }
}

const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === pg.types.builtins.INT8 ? safeInteger : pg.types.getTypeParser(oid, format as 'text')

function safeInteger(text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value)) return value
  throw new RangeError(`The database holds ${text}, more than a JavaScript number can.`)
}

/**
 * Kysely's dialect for SQLite, whose transactions begin as the writer: one that began by reading could
 * not become the writer once another process has written. Its schema changes belong to the transaction.
 */
class WriterDialect extends SqliteDialect {
  readonly #config: { database: SqliteDatabase }

  constructor(config: { database: SqliteDatabase }) {
    super(config)
    this.#config = config
  }

  override createDriver() {
    return new WriterDriver(this.#config)
  }

  override createAdapter() {
    return new WriterAdapter()
  }
}

/** So many questions are put to SQLite on end, each of which is answered at once, before others have their turn. */
const onEnd = 5

class WriterDriver extends SqliteDriver {
  #asked = 0

  /** Promises alone never give way: a hundred queries in a row would be done before any request is heard. */
  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection()
    if (++this.#asked % onEnd === 0) await setImmediate()
    return connection
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

class WriterAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl() {
    return true
  }
}

/** Kysely's dialect for PostgreSQL. Migrations take turns by transaction.ts, not by a lock a pooler could lose. */
class SharedDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig

  constructor(config: PostgresDialectConfig) {
    super(config)
    this.#config = config
  }

  override createDriver() {
    return new SharedDriver(this.#config)
  }

  override createAdapter() {
    return new SharedAdapter()
  }
}

/**
 * Its transactions are kept before they are acknowledged, whatever the server is set to, and given up when the process that
 * holds them stands still: what they lock is not others' to wait for. Said in each, for poolers that share connections.
 */
class SharedDriver extends PostgresDriver {
  override async beginTransaction(
    connection: DatabaseConnection,
    { isolationLevel, accessMode }: TransactionSettings,
  ): Promise<void> {
    const level = isolationLevel === undefined ? '' : ` isolation level ${isolationLevel}`
    const begin = `begin${level} ${accessMode ?? ''}`
    const settings =
      "set local synchronous_commit = on; set local idle_in_transaction_session_timeout = '10s'"
    await connection.executeQuery(CompiledQuery.raw(`${begin}; ${settings}`))
  }
}

class SharedAdapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}
