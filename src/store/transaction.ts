// Write transactions that must not overlap: whoever comes second sees everything the first one wrote.
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Engine, Tables } from './tables.ts'

// Numbers of our own for PostgreSQL's advisory locks, which are shared by everything in one database.
const turns = { migrations: 808_417_001, papers: 808_417_002, follows: 808_417_003 } as const

/** Runs `work` in one transaction; transactions of the same turn wait for each other, across processes. */
export function inTurn<T>(
  database: { readonly db: Kysely<Tables>; readonly engine: Engine },
  turn: keyof typeof turns,
  work: (transaction: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  // Read committed, whatever the server's default: a snapshot taken before the lock would be stale.
  const transaction = database.db.transaction().setIsolationLevel('read committed')
  return transaction.execute(async (db) => {
    // SQLite has one writer at a time, and our transactions begin as that writer (database.ts).
    if (database.engine === 'postgres') await takeLock(db, turns[turn])
    return work(db)
  })
}

async function takeLock(db: Transaction<Tables>, turn: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(turn)}, hashtext(current_schema()))`.execute(db)
}
