// Telling Discord what can be typed, when that has changed.
import { REST, Routes } from 'discord.js'
import type { CommandDescription } from '../../bot/describe.ts'
import type { Notes } from '../../bot/workspaces.ts'
import { DiscordRefusal, refusedToken, restOptions } from './connect.ts'
import { declarationsHash, declareCommands } from './declare.ts'
import { describeError, isRefused } from './outcome.ts'

/** Where to register: everywhere, or for one server, where a change shows at once. */
export type Registration = { readonly guild?: string }

/** Registers the commands. Gives the application's id. Throws DiscordRefusal when Discord will not have it. */
export async function registerCommands(
  { token, api }: { readonly token: string; readonly api: string },
  commands: readonly CommandDescription[],
  { guild }: Registration = {},
): Promise<string> {
  const rest = new REST(restOptions(api)).setToken(token)
  try {
    const { id } = (await rest.get(Routes.currentApplication())) as { id: string }
    await put(rest, id, commands, guild)
    return id
  } catch (error) {
    if (isRefused(error)) throw new DiscordRefusal(refusedToken)
    const { reason = '' } = describeError(error)
    throw new DiscordRefusal(`Discord did not take the commands: ${reason}.`)
  }
}

/** Registers the commands everywhere unless Discord knows these already; gives whether it was told. */
export async function registerChanges(
  rest: REST,
  application: string,
  commands: readonly CommandDescription[],
  notes: Notes,
): Promise<boolean> {
  const name = `discord-commands-${application}`
  const hash = declarationsHash(declareCommands(commands))
  if ((await notes.read(name)) === hash) return false
  await put(rest, application, commands)
  await notes.write(name, hash)
  return true
}

async function put(
  rest: REST,
  application: string,
  commands: readonly CommandDescription[],
  guild?: string,
): Promise<void> {
  const route =
    guild === undefined
      ? Routes.applicationCommands(application)
      : Routes.applicationGuildCommands(application, guild)
  await rest.put(route, { body: declareCommands(commands) })
}
