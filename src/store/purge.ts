// What has outlived its use, deleted with every beat.
import type { Instant } from '../bot/view.ts'
import type { Database } from './database.ts'
import { createSeen } from './seen.ts'
import { createWorkspaces } from './workspaces.ts'

/** Deletes what is kept of workspaces left long ago, and what was heard of too long ago to be told again. */
export async function purge(database: Database, now: Instant): Promise<void> {
  await createWorkspaces(database).purge(now)
  await createSeen(database).purge(now)
}
