// Discord as a platform: the bot on the real client, from logging in to the last answer.
import { setTimeout } from 'node:timers/promises'

import { type Client, Events, GatewayDispatchEvents, Status } from 'discord.js'
import type { Adapter, PlaceChange } from '../../bot/adapter.ts'

import type { Bot } from '../../bot/bot.ts'
import type { Instant, View } from '../../bot/view.ts'
import type { Notes, Workspaces } from '../../bot/workspaces.ts'
import { createAnswerer } from './answer.ts'
import { type Connection, connect, DiscordRefusal } from './connect.ts'
import { createGuilds } from './guilds.ts'
import { inviteLink } from './invite.ts'
import type { DiscordLog } from './log.ts'

import { hearOfPlaces } from './places.ts'
import { createPoster } from './poster.ts'

import { registerChanges } from './register.ts'

/** What the platform is made of. */
export type DiscordOptions = Connection & {
  readonly workspaces: Workspaces
  readonly notes: Notes
  /** Said to whoever brought the bot to a server, of that name. */
  readonly welcome: (server: string) => View
  /** Told when a place where the bot may have to post goes, opens to it or closes. It must not throw. */
  readonly onPlace?: ((change: PlaceChange) => void) | undefined
  readonly now: () => Instant
  readonly log: DiscordLog
  /** What runs may take so long to finish before the end (milliseconds); 9000 unless told. */
  readonly graceMs?: number
}

/** Before it is connected, something is posted after this (milliseconds). */
const notYetMs = 5000

/** Discord; started once. `start` throws DiscordRefusal when the token is refused. `invite` is known once it runs. */
export function createDiscord(
  options: DiscordOptions,
): Adapter & { invite(): string | undefined; connected(): boolean } {
  const { log, now, graceMs = 9000 } = options
  const over = new AbortController()
  const running = new Set<Promise<unknown>>()
  const poster = createPoster(options, () => client)
  let stopping = false
  let starting: Promise<void> | undefined
  let client: Client<true> | undefined

  /** What runs is waited for at the end. */
  function run<T>(work: () => Promise<T>): Promise<T> {
    const result = work()
    const settled = Promise.allSettled([result]).finally(() => running.delete(settled))
    running.add(settled)
    return result
  }

  /** Nothing new is begun at the end. */
  function begin(work: () => Promise<void>): void {
    if (!stopping) void run(work)
  }

  async function start(bot: Bot): Promise<void> {
    const answer = createAnswerer(bot, log)
    const guilds = createGuilds(options)
    client = await connect(options, log, over.signal, (unready) => {
      unready.on(Events.InteractionCreate, (interaction) => begin(() => answer(interaction)))
      unready.on(Events.GuildCreate, (guild) => begin(() => guilds.joined(guild)))
      // So are those told of that were there at the start of a session.
      unready.on(Events.GuildAvailable, (guild) => begin(() => guilds.joined(guild)))
      // Discord's own outages are not removals, and the client does not report them as such.
      unready.on(Events.GuildDelete, (guild) => begin(() => guilds.left(guild)))
      if (options.onPlace) hearOfPlaces(unready, options.onPlace)
      unready.ws.on(GatewayDispatchEvents.Ready, (data) =>
        begin(() => guilds.listed(unready, data)),
      )
    })
    try {
      const told = await registerChanges(client, bot.commands, options.notes, log, over.signal)
      if (told) log.info({ commands: bot.commands.length }, 'Discord: commands registered')
    } catch (error) {
      if (!(error instanceof DiscordRefusal)) throw error
      // Those it knows go on working.
      log.error({ reason: error.message }, 'Discord: the commands are as they were')
    }
  }

  return {
    platform: 'discord',

    start(bot) {
      starting = start(bot)
      return starting
    },

    invite: () => client && inviteLink(client.application.id),
    connected: () =>
      client?.isReady() === true && client.ws.shards.every(({ status }) => status === Status.Ready),

    keepsKeysMs: poster.keepsKeysMs,
    identity: async () => client?.user.id,

    async post(to, view, how) {
      if (client === undefined || stopping)
        return { status: 'failed', reason: 'not connected', retryAt: now() + notYetMs }
      return run(() => poster.post(to, view, how))
    },

    async find(to, key, thread) {
      if (client === undefined || stopping) throw new Error('Discord is not connected')
      return run(() => poster.find(to, key, thread))
    },

    hasLeft: async (person) =>
      client !== undefined && !stopping && run(() => poster.hasLeft(person)),

    async keepers(workspace) {
      if (client === undefined || stopping) throw new Error('Discord is not connected')
      return run(() => poster.keepers(workspace))
    },

    async stop() {
      stopping = true
      if (client !== undefined) {
        const grace = new AbortController()
        await Promise.race([
          Promise.all(running),
          setTimeout(graceMs, undefined, { signal: grace.signal }).catch(() => {}),
        ])
        grace.abort()
      }
      over.abort(new Error('stopping'))
      await Promise.allSettled([starting])
      await client?.destroy()
      poster.end()
    },
  }
}
