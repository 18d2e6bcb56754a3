// What people follow. Every follow has a number of its own, by which the matcher knows it; a new or changed query gets another.
import type { Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import { type Follow, type Follows, mostFollows } from '../follows/follow.ts'
import type { Likeness } from '../follows/likeness.ts'
import { leftReason, type Person } from '../follows/person.ts'
import type { Database } from './database.ts'
import { fromJson, toJson } from './json.ts'
import { type PersonKey, personKey } from './people.ts'
import type { Tables } from './tables.ts'
import type { FollowTable } from './tables-of-people.ts'
import { inTurn } from './transaction.ts'

/** The follows kept in this database. */
export function createFollows(database: Database): Follows {
  const { db } = database
  return {
    async list(person) {
      const rows = await of(db, person).selectAll().orderBy('created_at').orderBy('id').execute()
      return rows.map(followOf)
    },

    put: (person, follow) =>
      inTurn(database, 'follows', async (transaction) => {
        const held = await of(transaction, person).select('id').execute()
        const isKnown = held.some(({ id }) => id === follow.id)
        if (!isKnown && held.length >= mostFollows) return 'full'
        const key = personKey(person)
        const row = { ...rowOf(key, follow), revision: await takeNumber(transaction) }
        await transaction
          .insertInto('follow')
          .values(row)
          .onConflict((conflict) =>
            conflict
              .columns(['platform', 'workspace', 'person', 'id'])
              .doUpdateSet({ ...row, created_at: (eb) => eb.ref('follow.created_at') }),
          )
          .execute()
        await resume(transaction, key)
        return isKnown ? 'changed' : 'added'
      }),

    remove: (person, id) =>
      db.transaction().execute(async (transaction) => {
        const { platform, workspace, person: user } = personKey(person)
        const row = await transaction
          .deleteFrom('follow')
          .where('platform', '=', platform)
          .where('workspace', '=', workspace)
          .where('person', '=', user)
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirst()
        // What it found and was not told yet is not told any more; what was told is remembered, so as not to be told again.
        await transaction
          .deleteFrom('hit')
          .where('platform', '=', platform)
          .where('workspace', '=', workspace)
          .where('person', '=', user)
          .where('follow', '=', id)
          .where('edition', 'is', null)
          .execute()
        return row && followOf(row)
      }),

    mute: (person, id, until) =>
      db.transaction().execute(async (transaction) => {
        const key = personKey(person)
        const muted = await transaction
          .updateTable('follow')
          .set({ muted_until: until ?? null })
          .where('platform', '=', key.platform)
          .where('workspace', '=', key.workspace)
          .where('person', '=', key.person)
          .where('id', '=', id)
          .executeTakeFirst()
        if (until === undefined) await resume(transaction, key)
        return muted.numUpdatedRows > 0n
      }),

    async closed(person, now) {
      const { platform, workspace, person: user } = personKey(person)
      const suspension = await db
        .selectFrom('suspension')
        .select('reason')
        .where('platform', '=', platform)
        .where('workspace', '=', workspace)
        .where('destination', '=', `@${user}`)
        .executeTakeFirst()
      if (suspension === undefined) return undefined
      const paused = await db
        .updateTable('follow')
        .set({ paused_at: now })
        .where('platform', '=', platform)
        .where('workspace', '=', workspace)
        .where('person', '=', user)
        .$if(suspension.reason !== leftReason, (query) => query.where('channel', 'is', null))
        .where('paused_at', 'is', null)
        .executeTakeFirst()
      return paused.numUpdatedRows > 0n ? suspension.reason : undefined
    },

    left: (person, now) =>
      db.transaction().execute(async (transaction) => {
        const { platform, workspace, person: user } = personKey(person)
        const place = { platform, workspace, destination: `@${user}` }
        const closed = { reason: leftReason, probes: 0, probe_at: null }
        await transaction
          .insertInto('suspension')
          .values({ ...place, ...closed, since: now })
          .onConflict((conflict) =>
            conflict.columns(['platform', 'workspace', 'destination']).doUpdateSet(closed),
          )
          .execute()
        await transaction
          .deleteFrom('hit')
          .where('platform', '=', platform)
          .where('workspace', '=', workspace)
          .where('person', '=', user)
          .where('edition', 'is', null)
          .execute()
      }),
  }
}

function of(db: Kysely<Tables>, person: Person) {
  const { platform, workspace, person: user } = personKey(person)
  return db
    .selectFrom('follow')
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('person', '=', user)
}

/** The next number of a follow. Must run in the turn of `follows` (transaction.ts). */
async function takeNumber(db: Kysely<Tables>): Promise<number> {
  const key = 'follows'
  const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst()
  const value = String(Number(row?.value ?? 0) + 1)
  await db
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
  return Number(value)
}

/** Somebody who follows anew may be written to again, and so may what was paused for want of that. */
async function resume(
  db: Kysely<Tables>,
  { platform, workspace, person }: PersonKey,
): Promise<void> {
  await db
    .deleteFrom('suspension')
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('destination', '=', `@${person}`)
    .execute()
  await db
    .updateTable('follow')
    .set({ paused_at: null })
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('person', '=', person)
    .execute()
}

const likeness: z.ZodType<Likeness> = z.object({
  paper: z.string(),
  title: z.string(),
  terms: z.array(z.object({ stem: z.string(), word: z.string(), weight: z.number() })),
})

/** The likeness in a row. */
export function likenessIn(row: Pick<FollowTable, 'likeness'>): Likeness | undefined {
  return row.likeness === null ? undefined : fromJson(likeness, row.likeness, 'follow.likeness')
}

/** A row as a follow. */
export function followOf(row: Selectable<FollowTable>): Follow {
  const like = likenessIn(row)
  return {
    id: row.id,
    query: row.query,
    ...(like && { likeness: like }),
    often: row.often,
    ...(row.channel !== null && { channel: row.channel }),
    ...(row.zone !== null && { zone: row.zone }),
    createdAt: row.created_at,
    ...(row.muted_until !== null && { mutedUntil: row.muted_until }),
    ...(row.paused_at !== null && { pausedAt: row.paused_at }),
    ...(row.last_match_at !== null && { lastMatchAt: row.last_match_at }),
  }
}

function rowOf(key: PersonKey, follow: Follow): Omit<FollowTable, 'revision'> {
  const { id, query, often } = follow
  return {
    ...key,
    ...{ id, query, often },
    likeness: follow.likeness === undefined ? null : toJson(follow.likeness),
    channel: follow.channel ?? null,
    zone: follow.zone ?? null,
    created_at: follow.createdAt,
    muted_until: follow.mutedUntil ?? null,
    paused_at: null,
    last_match_at: follow.lastMatchAt ?? null,
  }
}
