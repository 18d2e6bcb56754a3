// What was found becomes editions: at each person's hour, all that waits for it, as one delivery of the ledger.
import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely'
import type { Address } from '../bot/address.ts'
import { rhythmOf } from '../bot/rhythm.ts'
import type { Settings } from '../bot/settings.ts'
import type { Instant } from '../bot/view.ts'
import type { Delivery, NewDelivery } from '../delivery/delivery.ts'
import { tellingTime } from '../follows/due.ts'
import type { Often } from '../follows/follow.ts'
import type { Person } from '../follows/person.ts'
import type { PaperId } from '../papers/paper.ts'
import type { Database } from './database.ts'
import { enqueue } from './enqueue.ts'
import { keyOf } from './ledger-rows.ts'
import type { Tables } from './tables.ts'

/** What waits for one person, told as often and in the same place. */
type Waiting = Person & {
  readonly often: Often
  readonly channel: string | null
  readonly zone: string | null
  readonly foundAt: Instant
}

/** What belongs to an edition. */
export type EditionHit = { readonly paper: PaperId; readonly follow: string }

export type FollowEditions = {
  /** Makes editions of what is due, and lets the rest wait for its time. Gives how many. */
  enqueueDue(now: Instant): Promise<number>
  /** What an edition tells. */
  hitsOf(delivery: Pick<Delivery, 'to' | 'subject' | 'key'>): Promise<readonly EditionHit[]>
  /**
   * The papers that digests showed in the day before an instant in channels a person is known to read: those where they are
   * mentioned for a follow, and those whose digest they set up. Of other channels nobody tells us who reads them.
   */
  seenInChannels(person: Person, before: Instant): Promise<ReadonlySet<PaperId>>
  /** Deletes what was found so long ago that it can be found no more. */
  tidy(now: Instant): Promise<void>
}

/** People served in one transaction. */
const batch = 100
/** An alert that could not be sent within this is not sent any more (milliseconds). */
const worthTellingMs = 24 * 3_600_000
/** For so long it is known what was told (milliseconds). */
const keptMs = 90 * 86_400_000
const dayMs = 86_400_000

export function createFollowEditions({ db }: Database, settings: Settings): FollowEditions {
  return {
    async enqueueDue(now) {
      let count = 0
      for (;;) {
        const waiting = await waitingFor(db, now)
        const timed = await Promise.all(
          waiting.map(async (one) => ({ one, at: await timeOf(one) })),
        )
        count += await db.transaction().execute((transaction) => moveOn(transaction, timed, now))
        if (waiting.length < batch) return count
      }

      async function timeOf(one: Waiting): Promise<Instant> {
        const rhythm = await rhythmOf(one, settings, one.zone ?? undefined)
        return tellingTime(one.often, rhythm, { foundAt: one.foundAt, now })
      }
    },

    async hitsOf({ to, subject, key }) {
      return db
        .selectFrom('hit')
        .select(['paper', 'follow'])
        .where('platform', '=', to.platform)
        .where('workspace', '=', to.workspace)
        .where('person', '=', personOf(subject))
        .where('edition', '=', key)
        .orderBy('paper')
        .orderBy('follow')
        .execute()
    },

    async seenInChannels({ platform, workspace, user }, before) {
      const mentioned = db
        .selectFrom('follow')
        .select('channel as destination')
        .where('platform', '=', platform)
        .where('workspace', '=', workspace)
        .where('person', '=', user)
        .where('channel', 'is not', null)
      const setUp = db
        .selectFrom('subscription')
        .select('destination')
        .where('platform', '=', platform)
        .where('workspace', '=', workspace)
        .where('set_by', '=', user)
      const rows = await db
        .selectFrom('shown')
        .innerJoin('delivery', 'delivery.key', 'shown.delivery')
        .select('shown.paper')
        .where('shown.platform', '=', platform)
        .where('shown.workspace', '=', workspace)
        .where((eb) =>
          eb.or([
            eb('shown.destination', 'in', mentioned as never),
            eb('shown.destination', 'in', setUp),
          ]),
        )
        .where('delivery.kind', '=', 'digest')
        .where('delivery.state', 'in', ['sent', 'unconfirmed'])
        .where('delivery.settled_at', '>', before - dayMs)
        .where('delivery.settled_at', '<=', before)
        .execute()
      return new Set(rows.map(({ paper }) => paper))
    },

    async tidy(now) {
      await db
        .deleteFrom('hit')
        .where('found_at', '<', now - keptMs)
        .execute()
    },
  }
}

/** A person as the subject of a delivery, and back. */
export function personOf(subject: string): string {
  return subject.slice(1)
}

async function waitingFor(db: Kysely<Tables>, now: Instant): Promise<readonly Waiting[]> {
  return db
    .selectFrom('hit')
    .innerJoin('follow', (join) =>
      join
        .onRef('follow.platform', '=', 'hit.platform')
        .onRef('follow.workspace', '=', 'hit.workspace')
        .onRef('follow.person', '=', 'hit.person')
        .onRef('follow.id', '=', 'hit.follow'),
    )
    .select((eb) => [
      'follow.platform',
      'follow.workspace',
      'follow.person as user',
      'follow.often',
      'follow.channel',
      eb.fn.max<string | null>('follow.zone').as('zone'),
      eb.fn.min<number>('hit.found_at').as('foundAt'),
    ])
    .where('hit.due_at', '<=', now)
    .groupBy([
      'follow.platform',
      'follow.workspace',
      'follow.person',
      'follow.often',
      'follow.channel',
    ])
    .limit(batch)
    .execute()
}

type Timed = { readonly one: Waiting; readonly at: Instant }

async function moveOn(db: Kysely<Tables>, timed: readonly Timed[], now: Instant): Promise<number> {
  const rows: NewDelivery[] = []
  for (const { one, at } of timed) {
    if (at > now) await wait(db, one, at, now)
    else rows.push(...(await take(db, one, at, now)))
  }
  return enqueue(db, rows, now)
}

/** What is due by now and told so, of a person: for `wait` and `take` alike. */
function isOf({ platform, workspace, user, often, channel }: Waiting, now: Instant) {
  return (eb: ExpressionBuilder<Tables, 'hit'>): Expression<SqlBool> =>
    eb.and([
      eb('hit.platform', '=', platform),
      eb('hit.workspace', '=', workspace),
      eb('hit.person', '=', user),
      eb('hit.due_at', '<=', now),
      eb(
        'hit.follow',
        'in',
        eb
          .selectFrom('follow')
          .select('follow.id')
          .where('follow.platform', '=', platform)
          .where('follow.workspace', '=', workspace)
          .where('follow.person', '=', user)
          .where('follow.often', '=', often)
          .where('follow.channel', channel === null ? 'is' : '=', channel),
      ),
    ])
}

async function wait(db: Kysely<Tables>, one: Waiting, at: Instant, now: Instant): Promise<void> {
  await db.updateTable('hit').set({ due_at: at }).where(isOf(one, now)).execute()
}

/** Gives an edition what is due, with all else that waits for the same papers: a paper is told once, for every follow. */
async function take(
  db: Kysely<Tables>,
  one: Waiting,
  at: Instant,
  now: Instant,
): Promise<readonly NewDelivery[]> {
  const { platform, workspace, user, often, channel } = one
  const to: Address =
    channel === null ? { platform, workspace, user } : { platform, workspace, channel }
  const delivery: NewDelivery = {
    kind: 'alert',
    to,
    subject: `@${user}`,
    edition: `${often} ${new Date(at).toISOString()}`,
    dueAt: at,
    expiresAt: now + worthTellingMs,
    version: 0,
  }
  const papers = await db.selectFrom('hit').select('hit.paper').where(isOf(one, now)).execute()
  // Another group of the same person has just taken them along.
  if (papers.length === 0) return []
  const ids = [...new Set(papers.map(({ paper }) => paper))]
  await db
    .updateTable('hit')
    .set({ due_at: sql.lit(null), edition: keyOf(delivery, 0) })
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('person', '=', user)
    .where('paper', 'in', ids)
    .where('edition', 'is', null)
    .execute()
  return [delivery]
}
