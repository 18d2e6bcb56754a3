// Telling Discord what can be typed, when that has changed.
import { type Client, DiscordAPIError, REST, Routes } from 'discord.js'
import type { CommandDescription } from '../../bot/describe.ts'
import type { Notes } from '../../bot/workspaces.ts'
import { DiscordRefusal, persistently, refusedToken, restOptions } from './connect.ts'
import { declarationsHash, declareCommands } from './declare.ts'
import type { DiscordLog } from './log.ts'
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
    throw refusalOf(error)
  }
}

function refusalOf(error: unknown): DiscordRefusal {
  if (isRefused(error)) return new DiscordRefusal(refusedToken)
  return new DiscordRefusal(`Discord did not take the commands: ${describeError(error).reason}.`)
}

/**
 * Registers the commands everywhere unless Discord knows these already, trying again while it cannot be reached; gives
 * whether it was told. Throws DiscordRefusal when Discord will not have them, and when aborted.
 */
export async function registerChanges(
  { rest, application }: Client<true>,
  commands: readonly CommandDescription[],
  notes: Notes,
  log: DiscordLog,
  over: AbortSignal,
): Promise<boolean> {
  const name = `discord-commands-${application.id}`
  const hash = declarationsHash(declareCommands(commands))
  if ((await notes.read(name)) === hash) return false
  await persistently(log, over, async () => {
    try {
      await put(rest, application.id, commands)
    } catch (error) {
      throw error instanceof DiscordAPIError ? refusalOf(error) : error
    }
  })
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
