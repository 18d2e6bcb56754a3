// Which digests are due: their deliveries go into the ledger, and what they wait for next is written with them.
import { setImmediate } from 'node:timers/promises'
import type { ExpressionBuilder, Transaction } from 'kysely'
import type { Instant } from '../bot/view.ts'
import type { NewDelivery, Schedule } from '../delivery/delivery.ts'
import { type Due, dueNow, firingOn, type Grace, graceOf } from '../digests/due.ts'
import type { Subscription } from '../digests/subscription.ts'
import { chunks } from './chunks.ts'
import type { Database } from './database.ts'
import { enqueue } from './enqueue.ts'
import { toJson } from './json.ts'
import { createNotes } from './notes.ts'
import { subscriptionOf } from './subscriptions.ts'
import type { Tables } from './tables.ts'

/** Digests moved on before others have their turn: few enough to be felt by nobody. */
const batch = 200
/** Batches in one transaction, so that what several of them change is written to the disk once. */
const batches = 10

/** How digests become due. */
export type DigestScheduleOptions = {
  readonly grace: Grace
  /** The runtime's version of the time zone rules; another than before, and all that is planned is computed anew. */
  readonly rules: string
}

/** The schedule of every digest in this database, over any number of processes. */
export function createDigestSchedule(
  database: Database,
  { grace, rules }: DigestScheduleOptions,
): Schedule {
  let known = ''
  return {
    async enqueueDue(now) {
      if (known !== rules) await followRules(database, rules, now)
      known = rules
      let count = 0
      for (;;) {
        const moved = await database.db
          .transaction()
          .execute((transaction) => moveSomeOn(transaction, database, now, grace))
        count += moved.deliveries
        if (moved.areAll) return count
        await setImmediate()
      }
    },
  }
}

/** Moves a few batches on. */
async function moveSomeOn(
  transaction: Transaction<Tables>,
  database: Database,
  now: Instant,
  grace: Grace,
): Promise<{ deliveries: number; areAll: boolean }> {
  let deliveries = 0
  for (let n = 0; n < batches; n++) {
    const moved = await moveOn(transaction, database, now, grace)
    deliveries += moved.deliveries
    if (moved.subscriptions < batch) return { deliveries, areAll: true }
    await setImmediate()
  }
  return { deliveries, areAll: false }
}

/** Moves one batch on; what another process has in hand is left to it. */
async function moveOn(
  transaction: Transaction<Tables>,
  { engine }: Database,
  now: Instant,
  grace: Grace,
): Promise<{ subscriptions: number; deliveries: number }> {
  const due = transaction
    .selectFrom('subscription')
    .selectAll()
    .select((eb) => suspended(eb, now).as('suspended'))
    .where('next_at', '<=', now)
    .orderBy('next_at')
    // What is written for one workspace lies together, and pages are what a disk is asked for.
    .orderBy('platform')
    .orderBy('workspace')
    .limit(batch)
  const rows = await (engine === 'postgres'
    ? due.forUpdate('subscription').skipLocked()
    : due
  ).execute()
  const dueOf = remembered(now, grace)
  const moves = rows.map((row) => {
    const subscription = subscriptionOf(row)
    return { subscription, due: dueOf(subscription), isSuspended: Boolean(row.suspended) }
  })
  const deliveries = moves.flatMap(({ subscription, due, isSuspended }) =>
    isSuspended ? [] : deliveryOf(subscription, due, grace),
  )
  const fresh = await enqueue(transaction, deliveries, now)
  await writeMoves(transaction, moves)
  return { subscriptions: rows.length, deliveries: fresh }
}

/** Whether nothing may be posted to a digest's place, its workspace or its platform, and it is not time to try again. */
function suspended(eb: ExpressionBuilder<Tables, 'subscription'>, now: Instant) {
  return eb.exists(
    eb
      .selectFrom('suspension')
      .select('suspension.since')
      .whereRef('suspension.platform', '=', 'subscription.platform')
      .where((of) =>
        of.or([
          of('suspension.workspace', '=', ''),
          of('suspension.workspace', '=', of.ref('subscription.workspace')),
        ]),
      )
      .where((of) =>
        of.or([
          of('suspension.destination', '=', ''),
          of('suspension.destination', '=', of.ref('subscription.destination')),
        ]),
      )
      .where((of) =>
        of.or([of('suspension.probe_at', 'is', null), of('suspension.probe_at', '>', now)]),
      ),
  )
}

/** Many wait for the same hour of the same zone: what that comes to is computed once. */
function remembered(now: Instant, grace: Grace): (subscription: Subscription) => Due {
  const seen = new Map<string, Due>()
  return (subscription) => {
    const { time, zone, days, next } = subscription
    const key = [time, zone, days, next?.date, next?.at].join(' ')
    const due = seen.get(key) ?? (next && dueNow(subscription, next, now, grace))
    if (due === undefined) throw new Error('a digest was taken for due that is not')
    seen.set(key, due)
    return due
  }
}

function deliveryOf(subscription: Subscription, { firing }: Due, grace: Grace): NewDelivery[] {
  if (firing === undefined) return []
  const { to, id, version } = subscription
  return [
    {
      kind: 'digest',
      to,
      subject: id,
      edition: firing.date,
      dueAt: firing.at,
      expiresAt: firing.at + graceOf(subscription, grace),
      version,
    },
  ]
}

type Move = { readonly subscription: Subscription; readonly due: Due }

/** Writes what each waits for now, those that wait for the same in one statement. */
async function writeMoves(transaction: Transaction<Tables>, moves: readonly Move[]): Promise<void> {
  const groups = Map.groupBy(moves, ({ due }) => due)
  for (const [{ firing, missed, next }, group] of groups)
    for (const part of chunks(group))
      await transaction
        .updateTable('subscription')
        .set({
          next_date: next.date,
          next_at: next.at,
          ...(firing && { last_date: firing.date, last_at: firing.at }),
          ...(missed && { missed: toJson(missed) }),
        })
        .where(
          'id',
          'in',
          part.map(({ subscription }) => subscription.id),
        )
        .execute()
}

/** Where the rules of time zones are other ones than before, every planned date gets its instant anew. */
async function followRules(database: Database, rules: string, now: Instant): Promise<void> {
  const notes = createNotes(database)
  if ((await notes.read('time-zone-rules')) === rules) return
  const { db } = database
  for (let after = ''; ; ) {
    const rows = await db
      .selectFrom('subscription')
      .selectAll()
      .where('next_at', '>', now)
      .where('id', '>', after)
      .orderBy('id')
      .limit(batch)
      .execute()
    for (const { id, version, next, ...timetable } of rows.map(subscriptionOf)) {
      const firing = next && firingOn(timetable, next.date)
      if (firing === undefined || firing.at === next?.at || firing.at <= now) continue
      await db
        .updateTable('subscription')
        .set({ next_at: firing.at })
        // Somebody may be changing it at this moment: then it has the new rules already.
        .where('id', '=', id)
        .where('version', '=', version)
        .where('next_date', '=', firing.date)
        .execute()
    }
    const last = rows.at(-1)
    if (last === undefined) break
    after = last.id
    await setImmediate()
  }
  await notes.write('time-zone-rules', rules)
}
