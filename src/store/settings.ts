// What workspaces, channels and people have set: a row for every value that is not the default.
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { type Settings, type SettingsKind, settingsOf } from '../bot/settings.ts'
import type { Database } from './database.ts'
import { fromJson, type Json, toJson } from './json.ts'
import type { SettingTable, Tables } from './tables.ts'

/** The settings kept in this database. A value that today's schema does not know counts as not set. */
export function createSettings({ db }: Database): Settings {
  return {
    async read(kind, owner) {
      const rows = await db
        .selectFrom('setting')
        .select(['name', 'value'])
        .where('platform', '=', owner.platform)
        .where('workspace', '=', owner.workspace)
        .where('owner', '=', ownerOf(kind, owner))
        .execute()
      const { shape } = settingsOf[kind]
      const known = rows.flatMap(({ name, value }) => {
        const schema = shape[name as keyof typeof shape] as z.ZodType | undefined
        const given = fromJson(z.json(), value, `setting.${name}`)
        return schema?.safeParse(given).success ? [[name, given]] : []
      })
      return settingsOf[kind].parse(Object.fromEntries(known)) as never
    },
    async write(kind, owner, changes) {
      const { platform, workspace } = owner
      const key = { platform, workspace, owner: ownerOf(kind, owner) }
      await db.transaction().execute(async (transaction) => {
        for (const [name, value] of Object.entries(changes)) {
          if (value === undefined) await remove(transaction, { ...key, name })
          else await put(transaction, { ...key, name, value: toJson(checked(kind, name, value)) })
        }
      })
    },
  }
}

function checked(kind: SettingsKind, name: string, value: unknown): Json {
  const shape: Readonly<Record<string, z.ZodType>> = settingsOf[kind].shape
  return z.json().parse(shape[name]?.parse(value))
}

/** '' for the workspace itself, `C1` for a channel of it, `@U1` for a person in it, whatever else is known of where one asks. */
function ownerOf(kind: SettingsKind, owner: object): string {
  if (kind === 'channel' && 'channel' in owner) return String(owner.channel)
  return kind === 'person' && 'user' in owner ? `@${owner.user}` : ''
}

async function put(db: Kysely<Tables>, row: SettingTable): Promise<void> {
  await db
    .insertInto('setting')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['platform', 'workspace', 'owner', 'name'])
        .doUpdateSet({ value: row.value }),
    )
    .execute()
}

async function remove(db: Kysely<Tables>, row: Omit<SettingTable, 'value'>): Promise<void> {
  await db
    .deleteFrom('setting')
    .where('platform', '=', row.platform)
    .where('workspace', '=', row.workspace)
    .where('owner', '=', row.owner)
    .where('name', '=', row.name)
    .execute()
}
