// What this Discord knows: guilds, channels, messages, commands and interactions, and its clock.
import { refusals } from './refusal.ts'
import { hiddenFiles } from './uploads.ts'
import { type Command, type Component, flag, type Message, permission, type User } from './wire.ts'

const epoch = 1_420_070_400_000

export type Channel = {
  readonly id: string
  /** 0 text, 1 direct message, 3 group of people, 11 thread. */
  readonly type: number
  readonly name: string
  readonly guildId?: string
  readonly parentId?: string
  /** The person at the other end of a direct message. */
  readonly recipient?: string
  /** What the bot may do here; what it may in the guild unless told. */
  readonly botPermissions?: bigint
}

export type Guild = {
  readonly id: string
  readonly name: string
  readonly ownerId: string
  readonly systemChannelId?: string
  readonly addedBy: string
  readonly botPermissions: bigint
  /** As it was added; channels that came later are not listed. */
  readonly channels: readonly Channel[]
}

/** The first answer to an interaction. */
export type Callback = { readonly type: number; readonly data: Record<string, unknown> }

export type Interaction = {
  readonly id: string
  readonly token: string
  /** 2 command, 3 component, 4 autocomplete, 5 modal. */
  readonly type: number
  /** By the stand's clock. */
  readonly createdAt: number
  readonly channelId: string
  readonly guildId?: string
  readonly user: User
  readonly name: string
  /** The application is not in the guild, the person brought it along. */
  readonly userInstalled: boolean
  readonly installedBy: string
  /** The message a component stands in. */
  readonly source?: string
  /** The type of the option that suggestions are for. */
  readonly focusedType?: number
  callback?: Callback
  /** The first answer never reached the bot, which may therefore ask again. */
  callbackLost?: boolean
  /** The message that `@original` is. */
  original?: string
  /** Whether the answer is there in full: not deferred any more. */
  answered: boolean
  readonly followUps: string[]
}

export type State = ReturnType<typeof createState>

/** Everything a bot commonly has where it is installed. */
export const usualPermissions =
  permission.viewChannel |
  permission.sendMessages |
  permission.embedLinks |
  permission.attachFiles |
  permission.readMessageHistory |
  permission.useApplicationCommands |
  permission.createPublicThreads |
  permission.sendMessagesInThreads

let made = 0n

/** An id that was never given before, of this moment. */
export function snowflake(at = Date.now()): string {
  made += 1n
  return String((BigInt(at - epoch) << 22n) | (made & 0x3fffffn))
}

/** An empty one. */
export function createState(given: { readonly token: string; readonly nonceWindowMs: number }) {
  let ahead = 0
  const bot: User = {
    id: snowflake(),
    username: 'paperboy',
    discriminator: '0000',
    global_name: null,
    avatar: null,
    bot: true,
  }
  const messages = new Map<string, Message>()
  return {
    ...given,
    applicationId: bot.id,
    bot,
    violations: [] as string[],
    guilds: new Map<string, Guild>(),
    channels: new Map<string, Channel>(),
    /** By scope: a guild's id, or nothing for everywhere. */
    commands: new Map<string, readonly Command[]>(),
    interactions: new Map<string, Interaction>(),
    messages,
    deletedMessages: new Set<string>(),
    /** Who an ephemeral message is shown to. */
    shownTo: new Map<string, string>(),
    nonces: new Map<string, { readonly message: string; readonly at: number }>(),
    closedDms: new Set<string>(),
    /** Everybody is in every guild, but for those who left one: `guild/user`. */
    departed: new Set<string>(),
    tokenRevoked: false,
    now: () => Date.now() + ahead,
    /** Lets time pass, for what expires. */
    advance(ms: number): void {
      ahead += ms
    },
    /** What stands in a channel for everybody, oldest first. */
    publicMessages: (channelId: string): readonly Message[] =>
      [...messages.values()].filter(
        (message) => message.channel_id === channelId && (message.flags & flag.ephemeral) === 0,
      ),
  }
}

/** A channel, or the refusal Discord gives for one it does not know. */
export function channelOf(state: State, id: string): Channel {
  const channel = state.channels.get(id)
  if (channel === undefined) throw refusals.unknownChannel()
  return channel
}

/** A message as it is shown now, or the refusal. */
export function messageOf(state: State, id: string): Message {
  const message = state.messages.get(id)
  if (message === undefined) throw refusals.unknownMessage()
  return message
}

/** What the bot may do in a channel; nothing where it is not a member. */
export function botPermissionsIn(state: State, channel: Channel): bigint {
  if (channel.type === 1) return usualPermissions
  const guild = state.guilds.get(channel.guildId ?? '')
  if (guild === undefined) return 0n
  const parent = state.channels.get(channel.parentId ?? '')
  return channel.botPermissions ?? parent?.botPermissions ?? guild.botPermissions
}

/** The direct messages with a person, opened at their first use. */
export function directMessages(state: State, userId: string): Channel {
  const open = [...state.channels.values()].find(({ recipient }) => recipient === userId)
  if (open !== undefined) return open
  const channel: Channel = { id: snowflake(), type: 1, name: '', recipient: userId }
  state.channels.set(channel.id, channel)
  return channel
}

/** Fields of a message that a bot may give or change. */
const given = ['content', 'embeds', 'components', 'attachments', 'poll', 'sticker_ids'] as const

/** A message as it would be after an edit. */
export function edited(message: Message, body: Readonly<Record<string, unknown>>): Message {
  const changes: Record<string, unknown> = {}
  for (const name of given) if (body[name] !== undefined) changes[name] = body[name] ?? none(name)
  const kept = message.flags & ~flag.suppressEmbeds
  const set = Number(body.flags ?? message.flags) & (flag.suppressEmbeds | flag.componentsV2)
  return { ...message, ...changes, flags: kept | set }
}

const none = (name: string) => (name === 'content' ? '' : [])

/** A message with these contents; it is not kept yet. */
export function newMessage(
  channelId: string,
  author: User,
  body: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): Message {
  const id = snowflake()
  return {
    id,
    channel_id: channelId,
    type: 0,
    author,
    content: String(body.content ?? ''),
    embeds: (body.embeds as unknown[]) ?? [],
    attachments: (body.attachments as unknown[]) ?? [],
    components: (body.components as Component[]) ?? [],
    flags: Number(body.flags ?? 0),
    timestamp: new Date().toISOString(),
    edited_timestamp: null,
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    ...more,
  }
}

/** Keeps a message, with an id for each of its components as Discord gives them. */
export function keep(state: State, message: Message): Message {
  if ((message.flags & flag.componentsV2) !== 0)
    for (const name of hiddenFiles(message.components, message.attachments))
      state.violations.push(`the file ${name} is sent and not shown`)
  const taken = new Set<number>()
  const note = (components: readonly Component[]): void => {
    for (const component of components) {
      if (component.id) taken.add(component.id)
      note([...inside(component)])
    }
  }
  note(message.components)
  let next = 0
  const number = (component: Component): Component => {
    let id = component.id
    if (!id) {
      do next++
      while (taken.has(next))
      id = next
    }
    const { components, accessory } = component
    return {
      ...component,
      id,
      ...(components === undefined ? {} : { components: components.map(number) }),
      ...(accessory === undefined ? {} : { accessory: number(accessory) }),
    }
  }
  const kept = { ...message, components: message.components.map(number) }
  state.messages.set(kept.id, kept)
  return kept
}

/** The components that stand in another. */
export function inside({ components = [], accessory, component }: Component): Component[] {
  return [...components, accessory, component].filter((child) => child !== undefined)
}

/** Takes a message away. */
export function remove(state: State, message: Message): void {
  state.messages.delete(message.id)
  state.deletedMessages.add(message.id)
}
