// Whole workspaces that close and open, each in the transaction that notes it, and what then waits in vain.
import type { Kysely } from 'kysely'
import type { Instant } from '../bot/view.ts'
import type { WorkspaceKey } from '../bot/workspaces.ts'
import type { Place } from './ledger-rows.ts'
import { forgetShown } from './ledger-settle.ts'
import type { Tables } from './tables.ts'

/** Closes a workspace the bot was taken out of, in the transaction that notes it. */
export async function closeWorkspace(
  db: Kysely<Tables>,
  { platform, workspace }: WorkspaceKey,
  now: Instant,
): Promise<void> {
  const reason = 'the bot was taken out of the workspace'
  const place = { platform, workspace, destination: '' }
  await db
    .insertInto('suspension')
    .values({ ...place, reason, since: now, probes: 0, probe_at: null })
    .onConflict((conflict) =>
      conflict.columns(['platform', 'workspace', 'destination']).doNothing(),
    )
    .execute()
  await cancelWaiting(db, place, reason, now)
}

/**
 * Opens a workspace that has let the bot in, however it refused it before; with `all places` also those that are closed by
 * themselves, since the bot has come back and what was closed may be open now.
 */
export async function openWorkspace(
  db: Kysely<Tables>,
  { platform, workspace }: WorkspaceKey,
  opened: 'itself' | 'all places',
): Promise<void> {
  let query = db
    .deleteFrom('suspension')
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
  if (opened === 'itself') query = query.where('destination', '=', '')
  await query.execute()
}

/** What waits for a closed place, or workspace, does not wait any more. */
export async function cancelWaiting(
  db: Kysely<Tables>,
  { platform, workspace, destination }: Place,
  reason: string,
  now: Instant,
): Promise<void> {
  let query = db
    .updateTable('delivery')
    .set({ state: 'cancelled', reason, settled_at: now })
    .where('state', '=', 'pending')
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
  if (destination !== '') query = query.where('destination', '=', destination)
  const rows = await query.returning('key').execute()
  await forgetShown(
    db,
    rows.map(({ key }) => key),
  )
}
