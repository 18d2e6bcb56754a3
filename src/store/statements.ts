// Statements that are asked again and again, prepared once.
import type { SqliteDatabase, SqliteStatement } from 'kysely'

/** What there is of better-sqlite3's; `busy`: its rows are being read. */
type Statement = SqliteStatement & { readonly busy: boolean }
type StatementsFile = { prepare(sql: string): Statement; close(): void }

/** Statements that are kept at most: more than the bot has, few enough for those with lists of every length. */
const most = 200

/**
 * The file as Kysely wants it, with its statements kept. SQLite prepares them anew by itself when the schema changes, and the
 * driver sees to the columns then; one whose rows are still being read is not given to anybody else.
 */
export function keepStatements(file: StatementsFile): SqliteDatabase {
  const kept = new Map<string, Statement>()
  return {
    close: () => file.close(),
    prepare(sql) {
      const known = kept.get(sql)
      const statement = known === undefined || known.busy ? file.prepare(sql) : known
      // The one used last stands at the end.
      kept.delete(sql)
      kept.set(sql, statement)
      for (const oldest of kept.keys()) {
        if (kept.size <= most) break
        kept.delete(oldest)
      }
      return statement
    },
  }
}
