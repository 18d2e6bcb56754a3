// Where a person is and who they are, and the interaction Discord makes of what they do.

import { wireChannel } from './guilds.ts'
import {
  botPermissionsIn,
  type Channel,
  directMessages,
  type Interaction,
  type State,
  snowflake,
  usualPermissions,
} from './state.ts'
import type { Place } from './typed.ts'
import { type Fields, ownersOf, permission, type User } from './wire.ts'

/** Who does something, and where; somebody in the first channel of the first guild unless told. */
export type From = {
  readonly user?: { readonly id: string; readonly username?: string; readonly locale?: string }
  /** Null: in direct messages. */
  readonly guildId?: string | null
  readonly channelId?: string
  readonly memberPermissions?: bigint
  /** The bot's, in the channel. */
  readonly appPermissions?: bigint
  /** `user`: the person brought the bot along; it need not be in the guild. */
  readonly install?: 'guild' | 'user'
  /** 0 guild, 1 direct messages with the bot, 2 other private channels. */
  readonly context?: 0 | 1 | 2
  readonly locale?: string
  /** So many milliseconds ago. */
  readonly age?: number
  /** Even though nothing of the kind is shown. */
  readonly force?: boolean
}

/** The person and the place, with nothing left open. */
export type Scene = Place & {
  readonly channel: Channel
  readonly user: User
  /** Of a user install: who brought the bot along. */
  readonly installedBy: string
  readonly locale: string
  readonly appPermissions: bigint
  readonly age: number
}

const memberUsually =
  permission.viewChannel |
  permission.sendMessages |
  permission.readMessageHistory |
  permission.useApplicationCommands

/** Who acts where. */
export function sceneOf(state: State, somebody: User, from: From): Scene {
  const guildId = guildOf(state, from)
  const channel = channelAt(state, from, from.user?.id ?? somebody.id, guildId)
  const user = userOf(somebody, from, channel)
  const isOwner = state.guilds.get(guildId ?? '')?.ownerId === user.id
  const usually = isOwner ? permission.administrator | memberUsually : memberUsually
  const member = state.guilds.has(guildId ?? '') || channel.type === 1
  const context = channel.type === 3 ? 2 : 1
  return {
    user,
    installedBy: user.id,
    guildId,
    channel,
    install: from.install ?? 'guild',
    context: from.context ?? (guildId === undefined ? context : 0),
    memberPermissions: from.memberPermissions ?? usually,
    appPermissions:
      from.appPermissions ?? (member ? botPermissionsIn(state, channel) : usualPermissions),
    locale: from.locale ?? from.user?.locale ?? 'en-US',
    age: from.age ?? 0,
  }
}

/** In direct messages nobody acts but the one they are with. */
function userOf(somebody: User, { user }: From, { recipient }: Channel): User {
  const id = user?.id ?? recipient ?? somebody.id
  if (id === somebody.id) return somebody
  return { ...somebody, id, username: user?.username ?? 'somebody', global_name: null }
}

function guildOf(state: State, from: From): string | undefined {
  if (from.guildId === null || from.context === 1 || from.context === 2) return undefined
  const channel = state.channels.get(from.channelId ?? '')
  const [first] = state.guilds.keys()
  const guildId = from.guildId ?? (channel === undefined ? first : channel.guildId)
  const isForeign = guildId !== undefined && !state.guilds.has(guildId)
  if (isForeign && from.install !== 'user')
    throw new Error(`the bot is not in guild ${guildId}: only a user install works there`)
  return guildId
}

function channelAt(state: State, from: From, userId: string, guildId: string | undefined): Channel {
  if (from.channelId !== undefined) {
    return state.channels.get(from.channelId) ?? elsewhere(state, from.channelId, guildId)
  }
  if (from.context === 2) return elsewhere(state, snowflake(), undefined)
  if (guildId === undefined) return directMessages(state, userId)
  const [first] = [...state.channels.values()].filter((channel) => channel.guildId === guildId)
  return first ?? elsewhere(state, snowflake(), guildId)
}

/** A channel the bot is not in. */
function elsewhere(state: State, id: string, guildId: string | undefined): Channel {
  const channel: Channel =
    guildId === undefined ? { id, type: 3, name: '' } : { id, type: 0, name: 'elsewhere', guildId }
  state.channels.set(id, channel)
  return channel
}

/** Notes an interaction and gives it with what the gateway tells of it. */
export function beginInteraction(
  state: State,
  scene: Scene,
  what: Pick<Interaction, 'type' | 'name' | 'source' | 'focusedType'> & {
    readonly data: Fields
    readonly message?: Fields
  },
): { readonly interaction: Interaction; readonly event: Fields } {
  const { data, message, ...rest } = what
  const id = snowflake(Date.now() - scene.age)
  const interaction: Interaction = {
    ...rest,
    id,
    token: Buffer.from(`interaction:${id}:${'x'.repeat(60)}`).toString('base64url'),
    createdAt: state.now() - scene.age,
    channelId: scene.channel.id,
    user: scene.user,
    userInstalled: scene.install === 'user',
    installedBy: scene.installedBy,
    answered: false,
    followUps: [],
    ...(scene.guildId === undefined ? {} : { guildId: scene.guildId }),
  }
  state.interactions.set(id, interaction)
  const event: Fields = {
    id,
    application_id: state.applicationId,
    type: what.type,
    token: interaction.token,
    version: 1,
    data,
    ...(message === undefined ? {} : { message }),
    ...whereabouts(state, scene),
  }
  return { interaction, event }
}

function whereabouts(state: State, scene: Scene): Fields {
  const { guildId, user, channel, locale } = scene
  const common = {
    channel_id: channel.id,
    channel: partialChannel(state, scene),
    app_permissions: String(scene.appPermissions),
    entitlements: [],
    authorizing_integration_owners: ownersOf(scene.install === 'user', scene.installedBy, guildId),
    context: scene.context,
    attachment_size_limit: 10_485_760,
    locale,
  }
  if (guildId === undefined) return { ...common, user }
  const member = {
    user,
    roles: [],
    nick: null,
    avatar: null,
    joined_at: '2024-01-01T00:00:00.000000+00:00',
    premium_since: null,
    pending: false,
    deaf: false,
    mute: false,
    flags: 0,
    communication_disabled_until: null,
    permissions: String(scene.memberPermissions),
  }
  const guild = { id: guildId, locale: 'en-US', features: [] }
  return { ...common, guild_id: guildId, guild, guild_locale: 'en-US', member }
}

function partialChannel(state: State, { channel, memberPermissions }: Scene): Fields {
  const { permission_overwrites: _, ...described } = wireChannel(state, channel)
  return { ...described, permissions: String(memberPermissions) }
}
