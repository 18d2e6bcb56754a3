// An interaction → what it asks for and where it comes from. Pure: nothing is fetched, nothing is answered.
import type {
  AutocompleteInteraction,
  BaseInteraction,
  ChatInputCommandInteraction,
  CommandInteractionOption,
  Message,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
} from 'discord.js'
import { ComponentType } from 'discord.js'
import { clip } from '../../bot/clip.ts'
import type { Invocation, OptionValue, Origin } from '../../bot/invocation.ts'
import { permissionsOf } from './permissions.ts'
import { stampOf } from './stamp.ts'

/** The workspace of what is said outside servers. */
export const directMessages = '@me'
/** Of a message, as much as `find` takes. */
const maxMessageText = 4000

/** Who asks, and where. */
export function originOf(interaction: BaseInteraction): Origin {
  const pressedOf = stampOf(interaction)
  return {
    platform: 'discord',
    workspace: interaction.guildId ?? directMessages,
    channel: interaction.channelId ?? directMessages,
    user: interaction.user.id,
    known: 'everywhere',
    ...(isDirect(interaction) && { direct: true as const }),
    ...(pressedOf !== undefined && { pressedOf }),
    locale: interaction.locale,
    permissions: permissionsOf(interaction),
  }
}

/** Whether nobody but the person hears it (Interaction Context Types: 1 is the bot's own direct messages). */
function isDirect({ guildId, context }: BaseInteraction): boolean {
  return guildId === null && context === 1
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
  // What is forwarded stands in the message, not among its own words.
  const messages = [targetMessage, ...targetMessage.messageSnapshots.values()]
  const text = messages
    .flatMap(textsOf)
    .filter((part) => part !== null && part !== '')
    .join('\n')
    .trim()
  return text === ''
    ? undefined
    : { command: 'find', options: { text: clip(text, maxMessageText) } }
}

function textsOf(message: Pick<Message, 'content' | 'embeds' | 'components'>): (string | null)[] {
  const embeds = message.embeds.flatMap(({ url, title, description, fields }) => [
    url,
    title,
    description,
    ...fields.flatMap(({ name, value }) => [name, value]),
  ])
  const components = message.components.flatMap((component) => textsIn(component.toJSON()))
  return [message.content, ...embeds, ...components]
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
