// The database server's own clock, which all processes that share it go by.
import { sql } from 'kysely'
import type { Instant } from '../bot/view.ts'
import type { Database } from './database.ts'

/** Reads the server's clock; undefined for a database that is a file of this machine. */
export function serverClock({ db, engine }: Database): (() => Promise<Instant>) | undefined {
  if (engine === 'sqlite') return undefined
  return async () => {
    const query = sql<{ now: number }>`
      select (extract(epoch from clock_timestamp()) * 1000)::bigint as now`
    const { rows } = await query.execute(db)
    return rows[0]?.now ?? Number.NaN
  }
}
