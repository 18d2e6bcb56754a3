// Writes a batch of papers: reads what it could touch, lets reconcile.ts decide, and keeps the outcome.
import type { Transaction } from 'kysely'
import type { Instant } from '../bot/view.ts'
import type { Paper, PaperId } from '../papers/paper.ts'
import { takeRevisions } from './changes.ts'
import { chunks } from './chunks.ts'
import { type Reconciled, reconcile, type Stored } from './reconcile.ts'
import { keptTitleKey, paperToRow, rowToPaper, storable } from './rows.ts'
import type { PaperRow, Tables } from './tables.ts'
import { recordVotes } from './vote-readings.ts'

/** What a batch did. */
export type Upserted = {
  /** Papers not held before. */
  readonly added: PaperId[]
  /** Papers held before whose record, or whose id, is another now; by the id they have now. */
  readonly changed: PaperId[]
  /** Ids papers were held under before and that are aliases now. */
  readonly removed: PaperId[]
  /** Records of the batch that told nothing new. */
  readonly unchanged: number
}

/** Stores papers seen at `at`. Must run in the turn of `papers` (transaction.ts). */
export async function upsertPapers(
  db: Transaction<Tables>,
  papers: readonly Paper[],
  at: Instant,
): Promise<Upserted> {
  const records = papers.map(storable)
  const stored = await readStored(db, records)
  const outcome = reconcile(
    { papers: stored.rows.map(rowToPaper), aliases: stored.aliases },
    records,
  )
  const written = [...outcome.added, ...outcome.changed]
  const news = written.length + outcome.aliases.size
  const revision = news === 0 ? 0 : await takeRevisions(db, news)
  await writePapers(db, written, { at, revision, seen: firstSeen(stored.rows, outcome.merged) })
  await writeAliases(db, outcome.aliases, { at, revision: revision + written.length })
  await dissolve(db, [...outcome.merged.keys()])
  await recordVotes(db, written, at)
  return {
    added: outcome.added.map((paper) => paper.id),
    changed: outcome.changed.map((paper) => paper.id),
    removed: [...outcome.merged.keys()],
    unchanged: outcome.unchanged,
  }
}

async function readStored(
  db: Transaction<Tables>,
  records: readonly Paper[],
): Promise<{ rows: PaperRow[]; aliases: Stored['aliases'] }> {
  const ids = [...new Set(records.map((paper) => paper.id))]
  const aliases = new Map<PaperId, PaperId>()
  for (const part of chunks(ids)) {
    const found = await db
      .selectFrom('paper_alias')
      .selectAll()
      .where('alias', 'in', part)
      .execute()
    for (const { alias, paper_id } of found) aliases.set(alias, paper_id)
  }
  const rows = new Map<PaperId, PaperRow>()
  const keys = new Set(
    records.map((paper) => keptTitleKey(paper.title)).filter((key) => key !== ''),
  )
  const paper = db.selectFrom('paper').selectAll()
  for (const part of chunks([...new Set([...ids, ...aliases.values()])]))
    for (const row of await paper.where('id', 'in', part).execute()) rows.set(row.id, row)
  for (const part of chunks([...keys]))
    for (const row of await paper.where('title_key', 'in', part).execute()) rows.set(row.id, row)
  return { rows: [...rows.values()], aliases }
}

// When each paper was first seen, by the id it has now: a merged paper is as old as its oldest part.
function firstSeen(
  rows: readonly PaperRow[],
  merged: Reconciled['merged'],
): ReadonlyMap<PaperId, Instant> {
  const seen = new Map<PaperId, Instant>()
  for (const row of rows) {
    const id = merged.get(row.id) ?? row.id
    seen.set(id, Math.min(seen.get(id) ?? row.first_seen_at, row.first_seen_at))
  }
  return seen
}

/** When rows are written, and the number the first of them gets. */
type Writing = { readonly at: Instant; readonly revision: number }

async function writePapers(
  db: Transaction<Tables>,
  papers: readonly Paper[],
  { at, revision, seen }: Writing & { readonly seen: ReadonlyMap<PaperId, Instant> },
): Promise<void> {
  const all = papers.map((paper, n) => ({
    ...paperToRow(paper),
    first_seen_at: seen.get(paper.id) ?? at,
    updated_at: at,
    revision: revision + n,
  }))
  for (const rows of chunks(all)) {
    const columns = Object.keys(rows[0] ?? {}).filter((name) => name !== 'id') as (keyof PaperRow)[]
    await db
      .insertInto('paper')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet((eb) =>
            Object.fromEntries(columns.map((name) => [name, eb.ref(`excluded.${name}`)])),
          ),
      )
      .execute()
  }
}

async function writeAliases(
  db: Transaction<Tables>,
  aliases: ReadonlyMap<PaperId, PaperId>,
  { at, revision }: Writing,
): Promise<void> {
  const all = [...aliases].map(([alias, paper_id], n) => ({
    alias,
    paper_id,
    created_at: at,
    revision: revision + n,
  }))
  for (const rows of chunks(all))
    await db
      .insertInto('paper_alias')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('alias').doUpdateSet({
          paper_id: (eb) => eb.ref('excluded.paper_id'),
          revision: (eb) => eb.ref('excluded.revision'),
        }),
      )
      .execute()
}

// Papers that are part of another now, as their aliases say: hands over what hangs on them, then deletes them.
async function dissolve(db: Transaction<Tables>, ids: readonly PaperId[]): Promise<void> {
  for (const part of chunks(ids)) {
    const readings = db
      .selectFrom('vote_reading as reading')
      .innerJoin('paper_alias as now', 'now.alias', 'reading.paper_id')
      .where('reading.paper_id', 'in', part)
      .select(['now.paper_id', 'reading.read_at', 'reading.votes', 'reading.comments'])
    await db
      .insertInto('vote_reading')
      .columns(['paper_id', 'read_at', 'votes', 'comments'])
      .expression(readings)
      .onConflict((conflict) => conflict.columns(['paper_id', 'read_at']).doNothing())
      .execute()
    await db
      .updateTable('paper_alias')
      .set((eb) => ({
        paper_id: eb
          .selectFrom('paper_alias as now')
          .whereRef('now.alias', '=', 'paper_alias.paper_id')
          .select('now.paper_id')
          .$asScalar()
          .$notNull(),
      }))
      .where('paper_id', 'in', part)
      .execute()
    await db.deleteFrom('paper').where('id', 'in', part).execute()
  }
}
