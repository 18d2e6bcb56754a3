// What follows found, and how far the papers have been looked at. All of it survives a restart: no paper is missed, none told twice.
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import type { Instant } from '../bot/view.ts'
import { type Watch, watchOf } from '../follows/follow.ts'
import { isNews, newsMs } from '../follows/news.ts'
import { leftReason } from '../follows/person.ts'
import type { Paper } from '../papers/paper.ts'
import { type ChangeMark, readRevision } from './changes.ts'
import { chunks } from './chunks.ts'
import type { Database } from './database.ts'
import { likenessIn } from './follows.ts'
import { rowToPaper } from './rows.ts'
import type { Tables } from './tables.ts'

/** A paper that is news, and since when it is known. */
export type Arrival = { readonly paper: Paper; readonly firstSeenAt: Instant }

/** Where finds are written and read. */
export type FollowHits = {
  /** Up to where the papers have been looked at. */
  mark(): Promise<ChangeMark>
  /** The next papers that are news after a mark, and the mark after them; the same one when there is nothing more. */
  arrivals(
    mark: ChangeMark,
    now: Instant,
  ): Promise<{ readonly papers: readonly Arrival[]; readonly mark: ChangeMark }>
  /** The next follows after a number, in the order of their numbers. */
  watches(after: number): Promise<readonly { readonly number: number; readonly watch: Watch }[]>
  /**
   * Writes what was found and moves the mark on, both or neither. `lost` when another process has moved it before. What
   * somebody saved, was told, or muted is left out.
   */
  record(
    found: readonly Find[],
    marks: { readonly from: ChangeMark; readonly to: ChangeMark },
    now: Instant,
  ): Promise<'recorded' | 'lost'>
}

/** A paper and the numbers of the follows it satisfies. */
export type Find = Arrival & { readonly follows: readonly number[] }

/** Papers of one part. */
const part = 200
/** Follows of one part: taking them in holds others up no longer than a few milliseconds. */
const watchPart = 200
const markKey = 'follows:mark'

export function createFollowHits({ db }: Database): FollowHits {
  return {
    mark: () => readMark(db),

    async arrivals(mark, now) {
      const top = await readRevision(db)
      const after = mark > top ? 0 : mark
      const rows = await db
        .selectFrom('paper')
        .selectAll()
        .where('revision', '>', after)
        .where('revision', '<=', top)
        .where('first_seen_at', '>', now - newsMs)
        .orderBy('revision')
        .limit(part)
        .execute()
      const papers = rows
        .map((row) => ({ paper: rowToPaper(row), firstSeenAt: row.first_seen_at }))
        .filter(({ paper, firstSeenAt }) => isNews(paper, firstSeenAt))
      return { papers, mark: rows.length < part ? top : (rows.at(-1)?.revision ?? top) }
    },

    async watches(after) {
      const rows = await db
        .selectFrom('follow')
        .select(['revision', 'query', 'likeness'])
        .where('revision', '>', after)
        .orderBy('revision')
        .limit(watchPart)
        .execute()
      return rows.map((row) => {
        const likeness = likenessIn(row)
        return {
          number: row.revision,
          watch: watchOf({ query: row.query, ...(likeness && { likeness }) }),
        }
      })
    },

    record: (found, { from, to }, now) =>
      db.transaction().execute(async (transaction) => {
        if (!(await moveMark(transaction, from, to))) return 'lost'
        for (const find of found)
          for (const numbers of chunks(find.follows))
            await insertHits(transaction, find, numbers, now)
        return 'recorded'
      }),
  }
}

async function readMark(db: Kysely<Tables>): Promise<ChangeMark> {
  const row = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', markKey)
    .executeTakeFirst()
  return Number(row?.value ?? 0)
}

async function moveMark(db: Kysely<Tables>, from: ChangeMark, to: ChangeMark): Promise<boolean> {
  await db
    .insertInto('meta')
    .values({ key: markKey, value: '0' })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  const moved = await db
    .updateTable('meta')
    .set({ value: String(to) })
    .where('key', '=', markKey)
    .where('value', '=', String(from))
    .executeTakeFirst()
  return moved.numUpdatedRows > 0n
}

async function insertHits(
  db: Kysely<Tables>,
  { paper, firstSeenAt }: Find,
  numbers: readonly number[],
  now: Instant,
): Promise<void> {
  const at = sql<number>`cast(${now} as bigint)`
  const found = (query: SelectQueryBuilder<Tables, 'follow', object>) =>
    query.where('revision', 'in', numbers).where('created_at', '<=', firstSeenAt)
  await db
    .insertInto('hit')
    .columns(['platform', 'workspace', 'person', 'follow', 'paper', 'found_at', 'due_at'])
    .expression((eb) =>
      found(eb.selectFrom('follow'))
        .select(['platform', 'workspace', 'person', 'id'])
        .select([sql<string>`cast(${paper.id} as text)`.as('paper'), at.as('found'), at.as('due')])
        .where((is) => is.or([is('muted_until', 'is', null), is('muted_until', '<=', now)]))
        .where('paused_at', 'is', null)
        .where(({ not, exists }) => not(exists(savedBy(db, paper))))
        .where(({ not, exists }) => not(exists(toldTo(db, paper))))
        .where(({ not, exists }) => not(exists(shownTo(db, paper))))
        .where(({ not, exists }) => not(exists(workspaceLeft(db))))
        .where(({ not, exists }) => not(exists(personLeft(db)))),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await db
    .updateTable('follow')
    .set({ last_match_at: now })
    .where('revision', 'in', numbers)
    .where('created_at', '<=', firstSeenAt)
    .execute()
}

/** The paper's ids: today's, and those it had before it was merged. */
function idsOf(db: Kysely<Tables>, { id }: Paper) {
  const former = db.selectFrom('paper_alias').select('alias as id').where('paper_id', '=', id)
  return former.unionAll(db.selectNoFrom(sql<string>`cast(${id} as text)`.as('id')))
}

function savedBy(db: Kysely<Tables>, paper: Paper) {
  return db
    .selectFrom('saved')
    .select('saved.paper')
    .whereRef('saved.platform', '=', sql.ref('follow.platform'))
    .whereRef('saved.workspace', '=', sql.ref('follow.workspace'))
    .whereRef('saved.person', '=', sql.ref('follow.person'))
    .where('saved.paper', 'in', idsOf(db, paper))
}

/** What belongs to an edition was told, or is about to be. */
function toldTo(db: Kysely<Tables>, paper: Paper) {
  return db
    .selectFrom('hit as told')
    .select('told.paper')
    .whereRef('told.platform', '=', sql.ref('follow.platform'))
    .whereRef('told.workspace', '=', sql.ref('follow.workspace'))
    .whereRef('told.person', '=', sql.ref('follow.person'))
    .where('told.paper', 'in', idsOf(db, paper))
    .where('told.edition', 'is not', null)
}

/** What a digest of their own showed them. */
function shownTo(db: Kysely<Tables>, paper: Paper) {
  return db
    .selectFrom('shown')
    .select('shown.paper')
    .whereRef('shown.platform', '=', sql.ref('follow.platform'))
    .whereRef('shown.workspace', '=', sql.ref('follow.workspace'))
    .where('shown.destination', '=', sql<string>`'@' || follow.person`)
    .where('shown.paper', 'in', idsOf(db, paper))
}

function workspaceLeft(db: Kysely<Tables>) {
  return db
    .selectFrom('workspace')
    .select('workspace.workspace')
    .whereRef('workspace.platform', '=', sql.ref('follow.platform'))
    .whereRef('workspace.workspace', '=', sql.ref('follow.workspace'))
    .where('workspace.left_at', 'is not', null)
}

function personLeft(db: Kysely<Tables>) {
  return db
    .selectFrom('suspension')
    .select('suspension.since')
    .whereRef('suspension.platform', '=', sql.ref('follow.platform'))
    .whereRef('suspension.workspace', '=', sql.ref('follow.workspace'))
    .where('suspension.destination', '=', sql<string>`'@' || follow.person`)
    .where('suspension.reason', '=', leftReason)
}
