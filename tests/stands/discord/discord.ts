// A Discord of our own on loopback, for tests: the real client logs in to it, people act in it, and it refuses what
// Discord refuses. `violations` tells what a correct bot would never have sent; a test expects it to be empty.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createFaults, type FaultRule } from './faults.ts'
import { createGateway, type Reconnect } from './gateway.ts'
import { addGuild, botMember, type GuildGiven, wireChannel, wireGuild, wireRole } from './guilds.ts'
import { createPeople, type People } from './people.ts'
import { createRest, type Recorded } from './rest.ts'
import { applicationRoutes } from './routes-application.ts'
import { channelRoutes } from './routes-channels.ts'
import { interactionRoutes } from './routes-interactions.ts'
import { type Shard, shardOf } from './session.ts'
import {
  channelOf,
  createState,
  directMessages,
  type Guild,
  messageOf,
  remove,
  snowflake,
} from './state.ts'
import { until } from './until.ts'
import type { Command, Message } from './wire.ts'

export type DiscordOptions = {
  /** One with a text channel unless told. */
  readonly guilds?: readonly GuildGiven[]
  readonly token?: string
  /** How many shards Discord recommends. */
  readonly shards?: number
  /** How many shards may identify at once, every five seconds. */
  readonly maxConcurrency?: number
  readonly heartbeatMs?: number
  /** Connections to the gateway are opened, and nothing is said on them. */
  readonly mute?: boolean
  /** How long a nonce is remembered; Discord says no more than "a few minutes". */
  readonly nonceWindowMs?: number
}

export type DiscordStand = People & {
  /** For `rest: { api }`. */
  readonly api: string
  readonly applicationId: string
  readonly botUserId: string
  readonly token: string
  /** The first guild, and its first channel. */
  readonly guild: Guild
  readonly channelId: string
  /** Every REST request, in its order. */
  readonly requests: readonly Recorded[]
  readonly violations: readonly string[]
  /** What everybody sees in a channel now, oldest first. */
  messages(channelId: string): readonly Message[]
  /** A message as it is shown now, also one shown to a single person. */
  shown(message: { readonly id: string }): Message
  commands(guildId?: string): readonly Command[]
  addGuild(guild?: GuildGiven): Guild
  /** The bot is thrown out, or the guild is down for a while. */
  removeGuild(id: string, how?: { readonly unavailable?: boolean }): void
  removeChannel(id: string): void
  deleteMessage(id: string): void
  /** Changes what the bot may do in a channel. */
  permit(channelId: string, botPermissions: bigint): void
  /** Changes what everybody may do in a guild, the bot included. */
  permitEverybody(guildId: string, permissions: bigint): void
  /** Gives the bot a role, that alone, with these permissions. */
  giveRole(guildId: string, permissions: bigint): void
  /** The person takes no direct messages of the bot any more. */
  closeDm(userId: string): void
  /** The person leaves the first guild, and comes back. */
  leave(userId: string): void
  rejoin(userId: string): void
  /** The channel of a person's direct messages. */
  dm(userId: string): string
  fault(rule: FaultRule): void
  /** Forgets the faults that are left. */
  heal(): void
  /** Lets time pass for what expires here: interactions, webhooks, nonces. */
  advance(ms: number): void
  revokeToken(): void
  reconnect(how: Reconnect, shard?: number): void
  readonly sessions: Sessions
  /** Until so many sessions are connected. */
  connected(sessions?: number): Promise<unknown>
  close(): Promise<void>
}

/** What the gateway has seen so far. */
export type Sessions = {
  readonly identifies: number
  readonly resumes: number
  readonly heartbeats: number
  /** Connections open now, greeted or not. */
  readonly open: number
  /** Connected now. */
  readonly connected: number
  /** Of every IDENTIFY. */
  readonly shards: readonly Shard[]
}

/** Opens it on a free port. */
export async function openDiscord(options: DiscordOptions = {}): Promise<DiscordStand> {
  const state = createState({
    token: options.token ?? 'bG9vcGJhY2s.stand.token-of-the-loopback-discord',
    nonceWindowMs: options.nonceWindowMs ?? 120_000,
  })
  const guilds = (options.guilds ?? [{}]).map((guild) => addGuild(state, guild))
  const faults = createFaults()
  const requests: Recorded[] = []
  const { shards = 1, maxConcurrency = 1, heartbeatMs = 41_250, mute = false } = options
  const url = () => `ws://${host()}/gateway`
  const information = () => ({ url: url(), shards, maxConcurrency, remaining: gateway.remaining() })
  const server = createRest({
    state,
    faults,
    requests,
    routes: [
      ...applicationRoutes(state, information),
      ...channelRoutes(state, (thread) =>
        gateway.dispatch('THREAD_CREATE', wireChannel(state, thread), thread.guildId),
      ),
      ...interactionRoutes(state),
    ],
  })
  const gateway = createGateway({
    server,
    state,
    url,
    options: { shards, maxConcurrency, heartbeatMs, mute },
    guilds: ([shard, count]) =>
      [...state.guilds.values()]
        .filter(({ id }) => shardOf(id, count) === shard)
        .map((guild) => wireGuild(state, guild)),
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host = () => `127.0.0.1:${(server.address() as AddressInfo).port}`

  const firstGuild = () => {
    const [first] = guilds
    if (first === undefined) throw new Error('this Discord was opened without a guild')
    return first
  }

  const tellOfChannel = (event: string, channelId: string) => {
    const channel = channelOf(state, channelId)
    gateway.dispatch(event, wireChannel(state, channel), channel.guildId)
  }

  return {
    ...createPeople(state, gateway.dispatch),
    api: `http://${host()}/api`,
    applicationId: state.applicationId,
    botUserId: state.bot.id,
    token: state.token,
    get guild() {
      return firstGuild()
    },
    get channelId() {
      const [first] = firstGuild().channels
      if (first === undefined) throw new Error('the first guild has no channel')
      return first.id
    },
    requests,
    violations: state.violations,
    messages: state.publicMessages,
    shown: ({ id }) => messageOf(state, id),
    commands: (guildId = '') => state.commands.get(guildId) ?? [],
    addGuild(given = {}) {
      const guild = addGuild(state, given)
      gateway.dispatch('GUILD_CREATE', wireGuild(state, guild), guild.id)
      return guild
    },
    removeGuild(id, { unavailable = false } = {}) {
      gateway.dispatch('GUILD_DELETE', unavailable ? { id, unavailable } : { id }, id)
      if (!unavailable) state.guilds.delete(id)
    },
    removeChannel(id) {
      const isThread = channelOf(state, id).type === 11
      tellOfChannel(isThread ? 'THREAD_DELETE' : 'CHANNEL_DELETE', id)
      state.channels.delete(id)
    },
    deleteMessage: (id) => remove(state, messageOf(state, id)),
    permit(channelId, botPermissions) {
      state.channels.set(channelId, { ...channelOf(state, channelId), botPermissions })
      tellOfChannel('CHANNEL_UPDATE', channelId)
    },
    permitEverybody(guildId, permissions) {
      const role = wireRole(guildId, permissions)
      gateway.dispatch('GUILD_ROLE_UPDATE', { guild_id: guildId, role }, guildId)
    },
    giveRole(guildId, permissions) {
      const id = snowflake()
      const role = wireRole(id, permissions, 'Bots')
      gateway.dispatch('GUILD_ROLE_CREATE', { guild_id: guildId, role }, guildId)
      const member = { ...botMember(state, [id]), guild_id: guildId }
      gateway.dispatch('GUILD_MEMBER_UPDATE', member, guildId)
    },
    closeDm: (userId) => void state.closedDms.add(userId),
    leave: (userId) => void state.departed.add(`${firstGuild().id}/${userId}`),
    rejoin: (userId) => void state.departed.delete(`${firstGuild().id}/${userId}`),
    dm: (userId) => directMessages(state, userId).id,
    fault: faults.add,
    heal: faults.heal,
    advance: state.advance,
    revokeToken() {
      state.tokenRevoked = true
    },
    reconnect: gateway.reconnect,
    get sessions() {
      const { counts, shards: identified } = gateway
      const [open, connected] = [gateway.open(), gateway.connected()]
      return { ...counts, open, connected, shards: identified }
    },
    connected: (count = 1) => until(`${count} sessions`, () => gateway.connected() === count),
    async close() {
      gateway.close()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
