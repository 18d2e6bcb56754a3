// An interaction → what it asks for and where it comes from. Pure: nothing is fetched, nothing is answered.
import type {
  APIMessageTopLevelComponent,
  AutocompleteInteraction,
  BaseInteraction,
  ChatInputCommandInteraction,
  CommandInteractionOption,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
} from 'discord.js'
import { ComponentType } from 'discord.js'
import { clip } from '../../bot/clip.ts'
import type { Invocation, OptionValue, Origin } from '../../bot/invocation.ts'
import { permissionsOf } from './permissions.ts'

/** The workspace of what is said outside servers. */
export const directMessages = '@me'
/** Of a message, as much as `find` takes. */
const maxMessageText = 4000

/** Who asks, and where. */
export function originOf(interaction: BaseInteraction): Origin {
  return {
    platform: 'discord',
    workspace: interaction.guildId ?? directMessages,
    channel: interaction.channelId ?? directMessages,
    user: interaction.user.id,
    locale: interaction.locale,
    permissions: permissionsOf(interaction),
  }
}

/** What a slash command asks for. */
export function invocationOf(
  interaction: ChatInputCommandInteraction | AutocompleteInteraction,
): Invocation {
  const { options } = interaction
  const group = options.getSubcommandGroup(false)
  const subcommand = options.getSubcommand(false) ?? 'help'
  const given = valuesIn(options.data)
  return {
    command: group === null ? subcommand : `${group} ${subcommand}`,
    options: Object.fromEntries(given),
  }
}

function valuesIn(data: readonly CommandInteractionOption[]): [string, OptionValue][] {
  return data.flatMap(({ name, value, options }): [string, OptionValue][] => {
    if (options !== undefined) return valuesIn(options)
    return value === undefined ? [] : [[name, value]]
  })
}

/** What “Find papers” on a message asks for; undefined when there is no text in it. */
export function findInvocation({
  targetMessage,
}: MessageContextMenuCommandInteraction): Invocation | undefined {
  const embeds = targetMessage.embeds.flatMap(({ url, title, description }) => [
    url,
    title,
    description,
  ])
  const components = targetMessage.components.flatMap((component) =>
    textsIn(component.toJSON() as APIMessageTopLevelComponent),
  )
  const texts = [targetMessage.content, ...embeds, ...components]
  const text = texts
    .filter((part) => part !== null && part !== '')
    .join('\n')
    .trim()
  return text === ''
    ? undefined
    : { command: 'find', options: { text: clip(text, maxMessageText) } }
}

/** The words and addresses in a component and those within it. */
function textsIn(component: unknown): string[] {
  const { type, content, url, components, accessory } = component as {
    type?: number
    content?: string
    url?: string
    components?: unknown[]
    accessory?: unknown
  }
  const own =
    type === ComponentType.TextDisplay ? content : type === ComponentType.Button ? url : undefined
  const within = [...(components ?? []), ...(accessory === undefined ? [] : [accessory])]
  return [...(own === undefined ? [] : [own]), ...within.flatMap(textsIn)]
}

/** What was filled into a form, by field. */
export function formValues({ fields }: ModalSubmitInteraction): Record<string, string> {
  return Object.fromEntries(
    fields.fields.map((field, name) => {
      if ('value' in field) return [name, String(field.value ?? '')]
      return [name, 'values' in field ? (field.values[0] ?? '') : '']
    }),
  )
}
