// Which deliveries a process takes on: those whose turn it is, one for each place and few for each workspace, so that no
// backlog stands before anybody else. PostgreSQL passes over what another process is claiming; SQLite has one writer.
import { type ExpressionBuilder, sql, type Transaction } from 'kysely'
import type { Instant } from '../bot/view.ts'
import type { Delivery } from '../delivery/delivery.ts'
import type { Database } from './database.ts'
import { deliveryOf, type Place } from './ledger-rows.ts'
import type { Engine, Tables } from './tables.ts'
import type { DeliveryTable } from './tables-of-deliveries.ts'

/** What a process can take on now. */
export type Claiming = {
  readonly platform: string
  readonly now: Instant
  /** How many can be sent at once: a claimed delivery is one that may be on the wire. */
  readonly limit: number
  /** For how long it is this process's alone (milliseconds). */
  readonly leaseMs: number
  /** How many of one workspace at most. */
  readonly perWorkspace: number
  /** Workspaces that have no room now. */
  readonly full: ReadonlySet<string>
  /** Places this process is posting in, as `WORKSPACE/DESTINATION`. */
  readonly busy: ReadonlySet<string>
}

/** A delivery that was claimed. */
export type Claimed = Delivery & {
  /** An earlier attempt may have been posted. */
  readonly inDoubt: boolean
  /** Its place is closed since then, and this is a try whether it still is. */
  readonly closedSince?: Instant
}

/** A row that may be claimed. */
type Candidate = DeliveryTable & { readonly closed_since?: number | string | null }

/** A place within its platform. */
export const spotOf = ({ workspace, destination }: Omit<Place, 'platform'>) =>
  `${workspace}/${destination}`

/** Claims what is in doubt first, then what is due. It is nobody else's once this has committed. */
export function claim({ db, engine }: Database, claiming: Claiming): Promise<Claimed[]> {
  return db.transaction().execute(async (transaction) => {
    const doubtful = await doubtfulRows(transaction, engine, claiming)
    const claimed = await take(transaction, doubtful, claiming, 'unknown')
    const full = new Set(claiming.full)
    const busy = new Set([...claiming.busy, ...doubtful.map(spotOf)])
    while (claimed.length < claiming.limit) {
      const room = claiming.limit - claimed.length
      const rows = await dueRows(transaction, engine, { ...claiming, limit: room * 4, full })
      const chosen = choose(rows, { ...claiming, limit: room, full, busy })
      claimed.push(...(await take(transaction, chosen, claiming, 'pending')))
      if (rows.length < room * 4) break
    }
    return claimed
  })
}

/** Picks from rows in order; notes what is busy and which workspaces are full by then. */
function choose(
  rows: readonly Candidate[],
  { limit, perWorkspace, full, busy }: Claiming & { full: Set<string>; busy: Set<string> },
): Candidate[] {
  const counts = new Map<string, number>()
  const chosen: Candidate[] = []
  for (const row of rows) {
    if (chosen.length === limit) break
    const count = counts.get(row.workspace) ?? 0
    // What waits behind another of its place is not looked at again in this claim.
    if (count === perWorkspace || busy.has(spotOf(row))) full.add(row.workspace)
    if (full.has(row.workspace)) continue
    counts.set(row.workspace, count + 1)
    busy.add(spotOf(row))
    chosen.push(row)
  }
  return chosen
}

async function dueRows(
  db: Transaction<Tables>,
  engine: Engine,
  { platform, now, limit, full }: Claiming,
): Promise<Candidate[]> {
  const due = db
    .selectFrom('delivery')
    .selectAll()
    .select((eb) => closedSince(eb).as('closed_since'))
    .where('state', '=', sql.lit('pending'))
    .where('platform', '=', platform)
    .where('run_at', '<=', now)
    .where('expires_at', '>', now)
    .where((eb) => eb.not(isSuspended(eb, now)))
    .$if(full.size > 0, (query) => query.where('workspace', 'not in', [...full]))
    .orderBy('late')
    .orderBy('turn_at')
    .orderBy('turn')
    .limit(limit)
  return (engine === 'postgres' ? due.forUpdate('delivery').skipLocked() : due).execute()
}

/** Since when its place is closed; a workspace that is only waited for never was. */
function closedSince(eb: ExpressionBuilder<Tables, 'delivery'>) {
  return suspensionsOf(eb)
    .whereRef('suspension.probe_at', '>', 'suspension.since')
    .orderBy('suspension.since')
    .limit(1)
}

/** Whether a suspension keeps a delivery back. */
function isSuspended(eb: ExpressionBuilder<Tables, 'delivery'>, now: Instant) {
  const suspension = suspensionsOf(eb).where((or) =>
    or.or([or('suspension.probe_at', 'is', null), or('suspension.probe_at', '>', now)]),
  )
  return eb.exists(suspension)
}

/** Since when a delivery's place, or its whole workspace, is suspended. */
function suspensionsOf(eb: ExpressionBuilder<Tables, 'delivery'>) {
  return eb
    .selectFrom('suspension')
    .select('suspension.since')
    .whereRef('suspension.platform', '=', 'delivery.platform')
    .whereRef('suspension.workspace', '=', 'delivery.workspace')
    .where((or) =>
      or.or([
        or('suspension.destination', '=', or.ref('delivery.destination')),
        or('suspension.destination', '=', ''),
      ]),
    )
}

async function doubtfulRows(
  db: Transaction<Tables>,
  engine: Engine,
  { platform, now, limit, busy }: Claiming,
): Promise<DeliveryTable[]> {
  const doubtful = db
    .selectFrom('delivery')
    .selectAll()
    .where('state', '=', sql.lit('unknown'))
    .where('platform', '=', platform)
    .where('run_at', '<=', now)
    .orderBy('run_at')
    .limit(limit)
  const rows = await (engine === 'postgres'
    ? doubtful.forUpdate('delivery').skipLocked()
    : doubtful
  ).execute()
  const spots = new Set(busy)
  return rows.filter((row) => !spots.has(spotOf(row)) && spots.add(spotOf(row)))
}

/** Writes the intent to send before anything is sent: whoever finds it later knows that it may have been. */
async function take(
  db: Transaction<Tables>,
  rows: readonly Candidate[],
  { now, leaseMs }: Claiming,
  state: 'pending' | 'unknown',
): Promise<Claimed[]> {
  if (rows.length === 0) return []
  const taken = await db
    .updateTable('delivery')
    .set((eb) => ({
      state: 'sending' as const,
      fence: eb('fence', '+', 1),
      attempt: eb('attempt', '+', 1),
      lease_until: now + leaseMs,
      first_wire_at: eb.fn.coalesce('first_wire_at', eb.val(now)),
      last_wire_at: now,
    }))
    .where(
      'key',
      'in',
      rows.map(({ key }) => key),
    )
    .where('state', '=', sql.lit(state))
    .returningAll()
    .execute()
  // In the order they were chosen in, which an update does not keep.
  const byKey = new Map(taken.map((row) => [row.key, row]))
  return rows.flatMap(({ key, closed_since: since }) => {
    const row = byKey.get(key)
    if (row === undefined) return []
    const closed = since == null ? {} : { closedSince: Number(since) }
    return [{ ...deliveryOf(row), inDoubt: state === 'unknown', ...closed }]
  })
}
