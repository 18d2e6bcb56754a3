// What went wrong with the database, in words an operator can act on, with nothing secret in them.

/** The database cannot be opened or holds what it should not. The message says what to do and never shows a password. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
}

/** The words for a failure to open a SQLite file at `path`. */
export function explainSqlite(error: unknown, path: string): StoreError {
  const advice = sqliteAdvice(codeOf(error))
  const detail = advice ?? `cannot be used: ${messageOf(error)}.`
  return new StoreError(`The database file ${path} ${detail}`, { cause: error })
}

function sqliteAdvice(code: string): string | undefined {
  if (code === 'SQLITE_NOTADB')
    return 'is not a database (or is encrypted). It was left as it is; choose another file.'
  if (code.startsWith('SQLITE_CANTOPEN') || fileCodes.has(code))
    return 'cannot be opened. Its folder must exist, or be possible to create, and this user must be able to write there.'
  if (code.startsWith('SQLITE_READONLY'))
    return 'may be read but not written by this user. Change its permissions and those of its folder.'
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return 'is held by another process. Stop that process, or try again in a moment.'
  if (code.startsWith('SQLITE_CORRUPT')) return 'is damaged. Restore it from a backup.'
  if (code === 'SQLITE_FULL' || code === 'ENOSPC')
    return 'cannot grow: the disk is full. Free some space.'
  return undefined
}

const fileCodes = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT', 'EEXIST', 'EISDIR'])

/** The words for a failure to open a PostgreSQL database. `place` is its host and name; `secrets` are cut from any text. */
export function explainPostgres(
  error: unknown,
  place: string,
  secrets: readonly string[],
): StoreError {
  const advice = postgresAdvice[codeOf(error)]
  const detail = advice ?? `cannot be used: ${redact(messageOf(error), secrets)}.`
  return new StoreError(`The PostgreSQL database ${place} ${detail}`)
}

// SQLSTATE codes: PostgreSQL's appendix A. The others are Node's.
const postgresAdvice: Readonly<Record<string, string>> = {
  ECONNREFUSED:
    'refused the connection. Check that the server runs and that host and port are right.',
  ENOTFOUND: 'cannot be reached: its host name is not known.',
  EAI_AGAIN: 'cannot be reached: its host name could not be looked up.',
  ETIMEDOUT: 'did not answer in time. Check the network between here and it.',
  EHOSTUNREACH: 'cannot be reached from here. Check the network.',
  ENETUNREACH: 'cannot be reached from here. Check the network.',
  '28P01': 'does not accept this user and password.',
  '28000': 'does not let this user in.',
  '3D000': 'does not exist. Create it first (createdb).',
  '42501': 'does not let this user create tables in its schema. Grant CREATE on the schema.',
  '53300': 'has no connection free. Raise max_connections or stop another client.',
  '57P03': 'is still starting. Try again in a moment.',
}

function redact(text: string, secrets: readonly string[]): string {
  return secrets.reduce((kept, secret) => (secret ? kept.replaceAll(secret, '***') : kept), text)
}

// A name that resolves to several addresses fails with one error for each; the first speaks for all.
function first(error: unknown): unknown {
  return error instanceof AggregateError ? (error.errors[0] ?? error) : error
}

function codeOf(error: unknown): string {
  const cause = first(error)
  return cause instanceof Error && 'code' in cause ? String(cause.code) : ''
}

function messageOf(error: unknown): string {
  const cause = first(error)
  return cause instanceof Error ? cause.message : String(cause)
}
