// The guilds the bot is in: how they come and go, and how Discord describes them and their channels.
import { type Channel, type Guild, type State, snowflake, usualPermissions } from './state.ts'
import type { Fields } from './wire.ts'

export type GuildGiven = {
  readonly id?: string
  readonly name?: string
  readonly ownerId?: string
  /** Where Discord itself says who joined; nowhere unless told. */
  readonly systemChannelId?: string
  /** Who added the bot; the owner unless told. */
  readonly addedBy?: string
  /** In every channel that does not say otherwise. */
  readonly botPermissions?: bigint
  /** One text channel unless told. */
  readonly channels?: readonly {
    readonly id?: string
    readonly name?: string
    readonly botPermissions?: bigint
  }[]
}

/** Adds a guild and its channels; one that is there already is only back again. */
export function addGuild(state: State, given: GuildGiven): Guild {
  const id = given.id ?? snowflake()
  const before = state.guilds.get(id)
  if (before !== undefined) return before
  const ownerId = given.ownerId ?? snowflake()
  const channels = (given.channels ?? [{}]).map(
    (channel): Channel => ({ id: snowflake(), type: 0, name: 'general', ...channel, guildId: id }),
  )
  const guild: Guild = {
    id,
    name: given.name ?? 'Reading group',
    ownerId,
    addedBy: given.addedBy ?? ownerId,
    botPermissions: given.botPermissions ?? usualPermissions,
    channels,
    ...(given.systemChannelId && { systemChannelId: given.systemChannelId }),
  }
  state.guilds.set(id, guild)
  for (const channel of channels) state.channels.set(channel.id, channel)
  return guild
}

/** The channels of a guild there are now. */
export function channelsOf(state: State, guildId: string): readonly Channel[] {
  return [...state.channels.values()].filter((channel) => channel.guildId === guildId)
}

/** A guild as GUILD_CREATE tells of it. */
export function wireGuild(state: State, guild: Guild): Fields {
  const { id, name, ownerId, botPermissions, systemChannelId = null } = guild
  const all = channelsOf(state, id)
  const described = (thread: boolean) =>
    all.filter(({ type }) => (type === 11) === thread).map((one) => wireChannel(state, one))
  return {
    id,
    name,
    owner_id: ownerId,
    icon: null,
    unavailable: false,
    large: false,
    member_count: 2,
    joined_at: new Date().toISOString(),
    preferred_locale: 'en-US',
    features: [],
    roles: [wireRole(id, botPermissions)],
    channels: described(false),
    threads: described(true),
    members: [botMember(state)],
    emojis: [],
    stickers: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    afk_timeout: 300,
    afk_channel_id: null,
    system_channel_id: systemChannelId,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    premium_tier: 0,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
  }
}

/** The bot as a member with these roles beside `@everyone`. */
export function botMember(state: State, roles: readonly string[] = []): Fields {
  const joined_at = new Date().toISOString()
  return { user: state.bot, roles, nick: null, deaf: false, mute: false, flags: 0, joined_at }
}

/** A role; that of everybody has the guild's own id. */
export const wireRole = (id: string, permissions: bigint, name = '@everyone'): Fields => ({
  id,
  name,
  permissions: String(permissions),
  color: 0,
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  hoist: false,
  position: 0,
  managed: false,
  mentionable: false,
  flags: 0,
})

/** A channel as Discord describes it. */
export function wireChannel(state: State, channel: Channel): Fields {
  const { id, type, name, guildId, parentId, recipient, botPermissions } = channel
  const person = { id: recipient, username: 'somebody', discriminator: '0', avatar: null }
  const common = { id, type, flags: 0, last_message_id: null }
  if (type === 1) return { ...common, recipients: [person] }
  const allowed = botPermissions ?? 0n
  const denied = BigInt.asUintN(53, ~allowed)
  const overwrite = { id: state.bot.id, type: 1, allow: String(allowed), deny: String(denied) }
  const archive = { archived: false, auto_archive_duration: 1440, locked: false }
  return {
    ...common,
    name,
    guild_id: guildId,
    parent_id: parentId ?? null,
    position: 0,
    nsfw: false,
    permission_overwrites: botPermissions === undefined ? [] : [overwrite],
    ...(type === 11 ? { thread_metadata: archive, message_count: 0, member_count: 1 } : {}),
  }
}
