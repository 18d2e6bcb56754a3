// The workspaces the bot is in, and the deletion of what is kept of those it was taken out of.
import type { Instant } from '../bot/view.ts'
import type { Workspaces } from '../bot/workspaces.ts'
import { closeWorkspace, openWorkspace } from './closing.ts'
import type { Database } from './database.ts'

/** What is kept of a workspace outlives the bot's removal by seven days, in milliseconds: a mistake can be undone. */
export const workspaceGraceMs = 7 * 86_400_000

/** Every table that keeps something of a workspace, whose key begins with `platform` and `workspace`. */
export const tablesOfWorkspaces = [
  'setting',
  'delivery',
  'shown',
  'suspension',
  'subscription',
  'follow',
  'hit',
  'saved',
  'feedback',
  'installation',
] as const

/** The workspaces as this database knows them. */
export type WorkspaceStore = Workspaces & {
  /** Deletes all that is kept of workspaces left before the grace; gives how many. */
  purge(now: Instant): Promise<number>
}

/** The workspaces kept in this database. */
export function createWorkspaces({ db }: Database): WorkspaceStore {
  return {
    async joined({ platform, workspace }, now) {
      // One statement: of two processes that hear of it at once, one is first.
      const taken = await db
        .insertInto('workspace')
        .values({ platform, workspace, joined_at: now, left_at: null })
        .onConflict((conflict) =>
          conflict
            .columns(['platform', 'workspace'])
            .doUpdateSet({ joined_at: now, left_at: null })
            .where('workspace.left_at', 'is not', null),
        )
        .returning('joined_at')
        .executeTakeFirst()
      if (taken === undefined) {
        // Its places may be closed all the same.
        await openWorkspace(db, { platform, workspace }, 'itself')
        return 'known'
      }
      await openWorkspace(db, { platform, workspace }, 'all places')
      return 'first'
    },
    async left({ platform, workspace }, now) {
      await db.transaction().execute(async (transaction) => {
        await transaction
          .updateTable('workspace')
          .set({ left_at: now })
          .where('platform', '=', platform)
          .where('workspace', '=', workspace)
          .where('left_at', 'is', null)
          .execute()
        await closeWorkspace(transaction, { platform, workspace }, now)
      })
    },
    async present(platform) {
      const rows = await db
        .selectFrom('workspace')
        .select('workspace')
        .where('platform', '=', platform)
        .where('left_at', 'is', null)
        .orderBy('workspace')
        .execute()
      return rows.map(({ workspace }) => workspace)
    },
    async purge(now) {
      return db.transaction().execute(async (transaction) => {
        const gone = await transaction
          .deleteFrom('workspace')
          .where('left_at', '<=', now - workspaceGraceMs)
          .returning(['platform', 'workspace'])
          .execute()
        for (const { platform, workspace } of gone)
          for (const table of tablesOfWorkspaces)
            await transaction
              .deleteFrom(table)
              .where('platform', '=', platform)
              .where('workspace', '=', workspace)
              .execute()
        return gone.length
      })
    },
  }
}
