// Commands → what Discord is told of them: one `/paper` with its subcommands, and what a right-click on a message offers.
import { createHash } from 'node:crypto'
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandGroupOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPutAPIApplicationCommandsJSONBody,
} from 'discord.js'
import { clip } from '../../bot/clip.ts'
import type { CommandDescription, OptionDescription } from '../../bot/describe.ts'
import { maxDeclared } from './limits.ts'

/** What the one command is called. */
export const commandName = 'paper'
/** What a right-click on a message offers. */
export const findPapersName = 'Find papers'

type Subcommand = APIApplicationCommandSubcommandOption

/** The body of a registration. Discord keeps order, so options come required first. */
export function declareCommands(
  commands: readonly CommandDescription[],
): RESTPutAPIApplicationCommandsJSONBody {
  const everywhere = {
    integration_types: [
      ApplicationIntegrationType.GuildInstall,
      ApplicationIntegrationType.UserInstall,
    ],
    contexts: [
      InteractionContextType.Guild,
      InteractionContextType.BotDM,
      InteractionContextType.PrivateChannel,
    ],
  }
  return [
    {
      type: ApplicationCommandType.ChatInput,
      name: commandName,
      description: 'Research papers: search, trending, and more',
      options: subcommands(commands),
      ...everywhere,
    },
    { type: ApplicationCommandType.Message, name: findPapersName, ...everywhere },
  ]
}

/** A name for these declarations: another one means that Discord must be told anew. */
export function declarationsHash(declared: RESTPutAPIApplicationCommandsJSONBody): string {
  return createHash('sha256').update(JSON.stringify(declared)).digest('base64url')
}

/** A command named with two words stands in a group named by the first. */
function subcommands(
  commands: readonly CommandDescription[],
): (Subcommand | APIApplicationCommandSubcommandGroupOption)[] {
  const groups = Map.groupBy(commands, ({ name }) => (name.includes(' ') ? name.split(' ')[0] : ''))
  const top = commands.map(({ name }) => name.split(' ')[0] as string)
  return [...new Set(top)].map((name) => {
    const grouped = groups.get(name)
    const alone = commands.find((command) => command.name === name)
    if (grouped === undefined && alone !== undefined) return subcommand(alone, name)
    return {
      type: ApplicationCommandOptionType.SubcommandGroup,
      name,
      description: clip(
        grouped?.map(({ name: full }) => full.split(' ')[1]).join(', ') ?? name,
        maxDeclared.description,
      ),
      options: (grouped ?? []).map((command) =>
        subcommand(command, command.name.split(' ')[1] as string),
      ),
    }
  })
}

function subcommand({ summary, options }: CommandDescription, name: string): Subcommand {
  const required = options.filter((option) => option.required)
  const optional = options.filter((option) => !option.required)
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name,
    description: clip(summary, maxDeclared.description),
    options: [...required, ...optional].map(declareOption),
  }
}

function declareOption(option: OptionDescription): APIApplicationCommandBasicOption {
  const { name, required, values, suggested, minimum, maximum, maxLength } = option
  const common = { name, description: clip(option.description, maxDeclared.description), required }
  if (option.type === 'boolean') return { ...common, type: ApplicationCommandOptionType.Boolean }
  if (option.type === 'number')
    return {
      ...common,
      type: ApplicationCommandOptionType.Integer,
      ...(minimum === undefined ? {} : { min_value: minimum }),
      ...(maximum === undefined ? {} : { max_value: maximum }),
    }
  const text = {
    ...common,
    type: ApplicationCommandOptionType.String as const,
    ...(maxLength === undefined ? {} : { max_length: Math.min(maxLength, maxDeclared.text) }),
  }
  if (values !== undefined && values.length <= maxDeclared.choices)
    return { ...text, choices: values.map((value) => ({ name: value, value })) }
  return suggested || values !== undefined ? { ...text, autocomplete: true } : text
}
