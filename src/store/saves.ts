// Reading lists. A paper that was merged into another since it was saved counts as that other one.
import { sql } from 'kysely'
import { mostSaved, type Saves } from '../follows/saves.ts'
import type { PaperId } from '../papers/paper.ts'
import { chunks } from './chunks.ts'
import type { Database } from './database.ts'
import { personKey } from './people.ts'

/** The reading lists kept in this database. */
export function createSaves({ db }: Database): Saves {
  /** The rows with the id their paper has today. */
  const today = () =>
    db
      .selectFrom('saved')
      .leftJoin('paper_alias', 'paper_alias.alias', 'saved.paper')
      .select((eb) => [
        eb.fn.coalesce('paper_alias.paper_id', 'saved.paper').as('paper'),
        'saved.saved_at as at',
      ])

  return {
    async save(person, paper, now) {
      const key = personKey(person)
      const held = await this.list(person)
      if (held.some((saved) => saved.paper === paper)) return 'already'
      if (held.length >= mostSaved) return 'full'
      const added = await db
        .insertInto('saved')
        .values({ ...key, paper, saved_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return Number(added.numInsertedOrUpdatedRows ?? 0) > 0 ? 'saved' : 'already'
    },

    async unsave(person, paper) {
      const { platform, workspace, person: user } = personKey(person)
      const removed = await db
        .deleteFrom('saved')
        .where('platform', '=', platform)
        .where('workspace', '=', workspace)
        .where('person', '=', user)
        .where((eb) =>
          eb.or([
            eb('paper', '=', paper),
            eb(
              'paper',
              'in',
              eb.selectFrom('paper_alias').select('alias').where('paper_id', '=', paper),
            ),
          ]),
        )
        .executeTakeFirst()
      return removed.numDeletedRows > 0n
    },

    async list(person) {
      const { platform, workspace, person: user } = personKey(person)
      const rows = await today()
        .where('saved.platform', '=', platform)
        .where('saved.workspace', '=', workspace)
        .where('saved.person', '=', user)
        .orderBy('saved.saved_at', 'desc')
        .orderBy('saved.paper')
        .execute()
      return rows.filter(
        ({ paper }, n) => rows.findIndex((row) => row.paper === paper) === n,
      ) as readonly { paper: PaperId; at: number }[]
    },

    async countsIn({ platform, workspace }, papers) {
      const counts = new Map<PaperId, number>()
      const paper = sql<PaperId>`coalesce(paper_alias.paper_id, saved.paper)`
      for (const part of chunks(papers)) {
        const rows = await db
          .selectFrom('saved')
          .leftJoin('paper_alias', 'paper_alias.alias', 'saved.paper')
          .select((eb) => [
            paper.as('paper'),
            eb.fn.count<number>('person').distinct().as('people'),
          ])
          .where('saved.platform', '=', platform)
          .where('saved.workspace', '=', workspace)
          .where(paper, 'in', part)
          .groupBy(paper)
          .execute()
        for (const row of rows) counts.set(row.paper, Number(row.people))
      }
      return counts
    },
  }
}
