// What somebody set up and cannot be posted, and nobody could tell them of: told at their next command, once.
import type { ExpressionBuilder, Kysely } from 'kysely'
import { type Address, formatAddress } from '../bot/address.ts'
import type { Instant } from '../bot/view.ts'
import { leftReason, type Person } from '../follows/person.ts'
import type { Database } from './database.ts'
import { addressOf, rowOf } from './ledger-rows.ts'
import type { Tables } from './tables.ts'
import type { DeliveryTable, SuspensionTable } from './tables-of-deliveries.ts'

/** A closed place somebody has now been told of. */
export type Untold = {
  readonly place: Address
  readonly reason: string
  readonly since: Instant
  readonly probeAt?: Instant
}

/** Gives one, and notes in the ledger that they were told of it; lets what is theirs alone be tried again. */
export async function takeUntold(
  { db }: Database,
  { platform, workspace, user }: Person,
  now: Instant,
): Promise<Untold | undefined> {
  const person = { platform, workspace, user }
  const closed = await closedTo(db, person, now)
  if (closed.some(({ destination }) => destination === `@${user}`)) await retryOwn(db, person, now)
  for (const row of closed)
    if (row.is_theirs && (await noteTold(db, person, row, now))) return untoldOf(row)
  return undefined
}

/** A person's direct messages, and the places of their workspace for which they set something up, as far as they are closed. */
async function closedTo(db: Kysely<Tables>, { platform, workspace, user }: Person, now: Instant) {
  const own = `@${user}`
  const rows = await db
    .selectFrom('suspension')
    .selectAll()
    .select((eb) => isTheirs(eb, user).as('is_theirs'))
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('destination', '!=', '')
    .where('reason', '!=', leftReason)
    .where((eb) => eb.or([eb('probe_at', 'is', null), eb('probe_at', '>', now)]))
    .orderBy('since')
    .execute()
  return rows.filter(({ destination, is_theirs: theirs }) => theirs || destination === own)
}

/** Whether somebody set up a digest in a suspended place. */
function isTheirs(eb: ExpressionBuilder<Tables, 'suspension'>, user: string) {
  return eb.exists(
    eb
      .selectFrom('subscription')
      .select('subscription.id')
      .whereRef('subscription.platform', '=', 'suspension.platform')
      .whereRef('subscription.workspace', '=', 'suspension.workspace')
      .whereRef('subscription.destination', '=', 'suspension.destination')
      .where('subscription.set_by', '=', user),
  )
}

async function retryOwn(
  db: Kysely<Tables>,
  { platform, workspace, user }: Person,
  now: Instant,
): Promise<void> {
  await db
    .updateTable('suspension')
    .set({ probe_at: now })
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('destination', '=', `@${user}`)
    .execute()
}

/** Over, and not said. */
const unsaid = ['expired', 'cancelled', 'dead'] as const

/** Whether they hear of it now: the notice of it is theirs from now on, unless it was said or is on its way. */
async function noteTold(
  db: Kysely<Tables>,
  person: Person,
  row: SuspensionTable,
  now: Instant,
): Promise<boolean> {
  const subject = formatAddress(addressOf(row))
  const times = { dueAt: now, expiresAt: now, version: 0 }
  const notice = {
    kind: 'notice',
    to: person,
    subject,
    edition: String(row.since),
    ...times,
  } as const
  const told: Partial<DeliveryTable> = {
    state: 'sent',
    reason: 'told at a command',
    settled_at: now,
  }
  const written = await db
    .insertInto('delivery')
    .values({ ...rowOf(notice, now), ...told })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet(told).where('delivery.state', 'in', unsaid),
    )
    .returning('key')
    .execute()
  return written.length > 0
}

function untoldOf(row: SuspensionTable): Untold {
  const { reason, since, probe_at: probeAt } = row
  return { place: addressOf(row), reason, since, ...(probeAt !== null && { probeAt }) }
}
