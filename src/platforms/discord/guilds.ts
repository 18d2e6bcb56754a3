// Coming to a server and going from it: remembered, welcomed once, never in a channel.
import {
  AuditLogEvent,
  type Client,
  type GatewayReadyDispatchData,
  type Guild,
  PermissionFlagsBits,
} from 'discord.js'
import type { Instant, View } from '../../bot/view.ts'
import type { Workspaces } from '../../bot/workspaces.ts'
import type { DiscordLog } from './log.ts'
import { describeError } from './outcome.ts'
import { renderView } from './render.ts'

/** What this is made of. */
export type GuildsParts = {
  readonly workspaces: Workspaces
  /** Said to whoever brought the bot to a server. */
  readonly welcome: (server: string) => View
  readonly now: () => Instant
  readonly log: DiscordLog
}

/** Keeps count of the servers. None of it throws. */
export type Guilds = {
  /** The bot is in a server: it came there, or the server is told of anew. */
  joined(guild: Guild): Promise<void>
  left(guild: { readonly id: string }): Promise<void>
  /** A shard begins anew and is told which servers there are: the others were left while nobody listened. */
  listed(client: Client, ready: GatewayReadyDispatchData): Promise<void>
}

const platform = 'discord'
/** Who came longer ago needs no welcome (milliseconds). */
const freshMs = 86_400_000

/** The record of servers. */
export function createGuilds({ workspaces, welcome, now, log }: GuildsParts): Guilds {
  async function noted(what: string, guild: string, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      log.error({ ...describeError(error), guild }, `Discord: could not ${what}`)
    }
  }

  const joined = (guild: Guild) =>
    noted('take note of a new server', guild.id, async () => {
      if ((await workspaces.joined({ platform, workspace: guild.id }, now())) === 'known') return
      log.info({ guild: guild.id }, 'Discord: came to a server')
      // With a new database every server is new, and its people have long been using the bot.
      if (guild.joinedTimestamp > now() - freshMs) await greet(guild)
    })

  const left = ({ id }: { readonly id: string }) =>
    noted('take note of leaving a server', id, async () => {
      await workspaces.left({ platform, workspace: id }, now())
      log.info({ guild: id }, 'Discord: left a server')
    })

  async function greet(guild: Guild): Promise<void> {
    const person = (await installer(guild)) ?? guild.ownerId
    const { flags, components, allowed_mentions } = renderView(welcome(guild.name), {
      share: 'none',
    })
    try {
      const channel = await guild.client.users.createDM(person)
      await channel.send({ flags, components, allowedMentions: allowed_mentions })
    } catch (error) {
      // Closed to us, as is their right; there is no other place to say it.
      log.info({ ...describeError(error), guild: guild.id }, 'Discord: nobody could be welcomed')
    }
  }

  /** Who brought the bot, where its log of the server may be read; that is not asked for. */
  async function installer(guild: Guild): Promise<string | undefined> {
    if (!guild.members.me?.permissions.has(PermissionFlagsBits.ViewAuditLog)) return undefined
    try {
      const { entries } = await guild.fetchAuditLogs({ type: AuditLogEvent.BotAdd, limit: 10 })
      return (
        entries.find(({ targetId }) => targetId === guild.client.user.id)?.executorId ?? undefined
      )
    } catch (error) {
      log.info(
        { ...describeError(error), guild: guild.id },
        'Discord: cannot read who brought the bot',
      )
      return undefined
    }
  }

  return {
    joined,
    left,
    listed: ({ guilds: { cache } }, { guilds, shard: [shard, count] = [0, 1] }) =>
      noted('compare the servers', `of shard ${shard}`, async () => {
        const there = new Set(guilds.map(({ id }) => id))
        const isGone = (id: string) => shardOf(id, count) === shard && !there.has(id)
        // The client would keep them, and say nothing when the bot comes back.
        for (const id of cache.keys()) if (isGone(id)) cache.delete(id)
        // Those that come while this is looked up are not gone.
        for (const id of await workspaces.present(platform))
          if (isGone(id) && !cache.has(id)) await left({ id })
      }),
  }
}

/** The shard that hears of a server (Gateway: Sharding formula). */
function shardOf(id: string, count: number): number {
  return Number((BigInt(id) >> 22n) % BigInt(count))
}
