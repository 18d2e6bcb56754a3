// What workspaces granted the bot, sealed by the platform: a row for each, and one for each workspace of an organisation.
import type { Installation, Installations, WorkspaceKey } from '../bot/workspaces.ts'
import type { Database } from './database.ts'
import type { InstallationTable } from './tables-of-slack.ts'

/** The installations kept in this database. */
export function createInstallations({ db }: Database): Installations {
  const rowOf = ({ platform, workspace }: WorkspaceKey) =>
    db
      .selectFrom('installation')
      .selectAll()
      .where('platform', '=', platform)
      .where('workspace', '=', workspace)
      .executeTakeFirst()

  return {
    async find(key) {
      const own = await rowOf(key)
      if (own === undefined || own.organisation === null) return own && installationIn(own)
      const whole = await rowOf({ ...key, workspace: own.organisation })
      return whole && installationIn(whole)
    },
    async keep({ platform, workspace }, { sealed, expiresAt = null, installer = null }, now) {
      const grant = { organisation: null, sealed, expires_at: expiresAt, installer }
      const fresh = { version: 1, claimed_until: 0, granted_at: now }
      await db
        .insertInto('installation')
        .values({ platform, workspace, ...grant, ...fresh })
        .onConflict((conflict) =>
          conflict.columns(['platform', 'workspace']).doUpdateSet((eb) => ({
            ...grant,
            claimed_until: 0,
            granted_at: now,
            version: eb('installation.version', '+', 1),
          })),
        )
        .execute()
    },
    async belongs({ platform, workspace }, organisation, now) {
      const row = {
        platform,
        workspace,
        organisation,
        sealed: null,
        expires_at: null,
        installer: null,
      }
      await db
        .insertInto('installation')
        .values({ ...row, version: 1, claimed_until: 0, granted_at: now })
        .onConflict((conflict) => conflict.columns(['platform', 'workspace']).doNothing())
        .execute()
    },
    async claim({ platform, workspace, version }, until, now) {
      const { numUpdatedRows } = await db
        .updateTable('installation')
        .set({ claimed_until: until })
        .where('platform', '=', platform)
        .where('workspace', '=', workspace)
        .where('version', '=', version)
        .where('claimed_until', '<=', now)
        .executeTakeFirstOrThrow()
      return numUpdatedRows > 0n
    },
    async renew({ platform, workspace, version }, { sealed, expiresAt = null }) {
      const { numUpdatedRows } = await db
        .updateTable('installation')
        .set({ sealed, expires_at: expiresAt, version: version + 1, claimed_until: 0 })
        .where('platform', '=', platform)
        .where('workspace', '=', workspace)
        .where('version', '=', version)
        .executeTakeFirstOrThrow()
      return numUpdatedRows > 0n
    },
    async forget({ platform, workspace }, grantedUntil) {
      return db.transaction().execute(async (transaction) => {
        const own = await transaction
          .deleteFrom('installation')
          .where('platform', '=', platform)
          .where('workspace', '=', workspace)
          .where('granted_at', '<=', grantedUntil)
          .returning('workspace')
          .execute()
        if (own.length === 0) return []
        const by = await transaction
          .deleteFrom('installation')
          .where('platform', '=', platform)
          .where('organisation', '=', workspace)
          .returning('workspace')
          .execute()
        return [...own, ...by].map((row) => row.workspace)
      })
    },
  }
}

function installationIn(row: InstallationTable): Installation | undefined {
  const { platform, workspace, sealed, expires_at: expiresAt, installer, version } = row
  if (sealed === null) return undefined
  return {
    ...{ platform, workspace, sealed, version },
    ...(expiresAt !== null && { expiresAt }),
    ...(installer !== null && { installer }),
  }
}
