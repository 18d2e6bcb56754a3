// Telling Discord what can be typed, from a shell.
import { type Config, ConfigError } from '../../config/config.ts'
import type { CommandDescription } from '../bot/describe.ts'
import { inviteLink } from '../platforms/discord/invite.ts'
import { registerCommands } from '../platforms/discord/register.ts'
import { ArgumentsError, readArguments } from './arguments.ts'

/** Registers the commands everywhere or, with `--guild`, in one server. Gives the exit code. @throws ArgumentsError, ConfigError */
export async function register(
  args: readonly string[],
  config: Config,
  world: { readonly commands: readonly CommandDescription[]; print(line: string): void },
): Promise<number> {
  const { texts } = readArguments(args, { options: { guild: 'text' }, words: 'none' })
  if (config.discord === undefined)
    throw new ConfigError('DISCORD_TOKEN is not set: there is nowhere to register the commands.')
  const { guild } = texts
  if (guild !== undefined && !/^\d{17,20}$/.test(guild))
    throw new ArgumentsError(`--guild takes the id of a server, a long number; “${guild}” is none.`)
  const only = guild === undefined ? {} : { guild }
  const application = await registerCommands(config.discord, world.commands, only)
  const where = guild === undefined ? 'everywhere' : `in the server ${guild}`
  const count = world.commands.length
  world.print(`${count} commands registered ${where}.\nInvite: ${inviteLink(application)}`)
  return 0
}
