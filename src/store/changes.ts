// The order of changes: every paper written and every id given up takes the next number of one counter, in the turn of
// `papers`, so whoever has read up to a number has missed nothing before it, whatever any clock says.
import type { Kysely, Transaction } from 'kysely'
import type { Paper, PaperId } from '../papers/paper.ts'
import { rowToPaper } from './rows.ts'
import type { Tables } from './tables.ts'

/** How far changes have been read: the number of the last one. 0 is before the first. */
export type ChangeMark = number

/** Changes after a mark, and the mark after them. */
export type Changes = {
  /** Papers as they are now, in the order of their latest change. */
  readonly papers: readonly Paper[]
  /** Ids that name no paper of their own any more: each is an alias of another paper, or always was one. */
  readonly removed: readonly PaperId[]
  readonly mark: ChangeMark
}

/** The most papers, and the most removed ids, in one part. */
const part = 500

/** The number of the latest change; 0 when nothing was ever written. */
export async function readRevision(db: Kysely<Tables>): Promise<number> {
  const { value } = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'revision')
    .executeTakeFirstOrThrow()
  return Number(value)
}

/** Takes the next `count` numbers and gives the first. Must run in the turn of `papers` (transaction.ts). */
export async function takeRevisions(db: Transaction<Tables>, count: number): Promise<number> {
  const last = await readRevision(db)
  await db
    .updateTable('meta')
    .set({ value: String(last + count) })
    .where('key', '=', 'revision')
    .execute()
  return last + 1
}

/** The next part of what changed after `mark`. The mark comes back as it was when there is nothing more. */
export async function readChanges(db: Kysely<Tables>, mark: ChangeMark): Promise<Changes> {
  const top = await readRevision(db)
  // Only a database that was put back to an older state is behind a mark it gave: its reader starts over.
  const after = mark > top ? 0 : mark
  // What is written while we read is numbered above `top`, so both queries see one state up to it.
  const papers = await db
    .selectFrom('paper')
    .selectAll()
    .where('revision', '>', after)
    .where('revision', '<=', top)
    .orderBy('revision')
    .limit(part)
    .execute()
  const aliases = await db
    .selectFrom('paper_alias')
    .select(['alias', 'revision'])
    .where('revision', '>', after)
    .where('revision', '<=', top)
    .orderBy('revision')
    .limit(part)
    .execute()
  const next = Math.min(top, endOf(papers), endOf(aliases))
  return {
    papers: papers.filter((row) => row.revision <= next).map(rowToPaper),
    removed: aliases.filter((row) => row.revision <= next).map(({ alias }) => alias),
    mark: next,
  }
}

// Up to where a full list tells everything; one that is not full has no end.
function endOf(rows: readonly { readonly revision: number }[]): number {
  return rows.length < part ? Number.POSITIVE_INFINITY : (rows.at(-1)?.revision ?? 0)
}

/** This database's own name: `random()` the first time it is asked for, and the same ever after. */
export async function readIdentity(db: Kysely<Tables>, random: () => string): Promise<string> {
  const row = { key: 'instance', value: random() }
  await db
    .insertInto('meta')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  const { value } = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'instance')
    .executeTakeFirstOrThrow()
  return value
}
