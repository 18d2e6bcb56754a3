// Discord as a platform: the bot on the real client, from logging in to the last answer.
import { setTimeout } from 'node:timers/promises'
import { type Client, Events } from 'discord.js'
import type { Adapter } from '../../bot/adapter.ts'
import type { Bot } from '../../bot/bot.ts'
import type { Instant, View } from '../../bot/view.ts'
import type { Notes, Workspaces } from '../../bot/workspaces.ts'
import { createAnswerer } from './answer.ts'
import { type Connection, connect } from './connect.ts'
import { createGuilds } from './guilds.ts'
import { inviteLink } from './invite.ts'
import type { DiscordLog } from './log.ts'
import { find, post } from './post.ts'
import { registerChanges } from './register.ts'

/** What the platform is made of. */
export type DiscordOptions = Connection & {
  readonly workspaces: Workspaces
  readonly notes: Notes
  /** Said to whoever brought the bot to a server, of that name. */
  readonly welcome: (server: string) => View
  readonly now: () => Instant
  readonly log: DiscordLog
}

/** What runs may take so long to finish before the end (milliseconds). */
const graceMs = 9000

/** Discord; started once. `start` throws DiscordRefusal when the token is refused. `invite` is known once it runs. */
export function createDiscord(
  options: DiscordOptions,
): Adapter & { invite(): string | undefined; connected(): boolean } {
  const { log, now } = options
  const ending = new AbortController()
  const running = new Set<Promise<void>>()
  let client: Client<true> | undefined

  /** Nothing new is begun at the end; what runs is waited for. */
  function begin(work: () => Promise<void>): void {
    if (ending.signal.aborted) return
    const run = work().finally(() => running.delete(run))
    running.add(run)
  }

  function online(): Client<true> {
    if (client === undefined) throw new Error('Discord is not connected')
    return client
  }

  return {
    platform: 'discord',

    async start(bot: Bot) {
      const answer = createAnswerer(bot, log)
      const guilds = createGuilds(options)
      client = await connect(options, log, ending.signal, (unready) => {
        unready.on(Events.InteractionCreate, (interaction) => begin(() => answer(interaction)))
        unready.on(Events.GuildCreate, (guild) => begin(() => guilds.joined(guild)))
        // Discord's own outages are not removals, and the client does not report them as such.
        unready.on(Events.GuildDelete, (guild) => begin(() => guilds.left(guild)))
      })
      const told = await registerChanges(
        client.rest,
        client.application.id,
        bot.commands,
        options.notes,
      )
      if (told) log.info({ commands: bot.commands.length }, 'Discord: commands registered')
      await guilds.catchUp(client)
    },

    invite: () => client && inviteLink(client.application.id),
    connected: () => client?.isReady() ?? false,

    post: (to, view, posting) => post(online().rest, to, view, posting, now),
    find: (to, key) => find(online().rest, to, key, online().user.id),

    async stop() {
      ending.abort(new Error('stopping'))
      const over = new AbortController()
      await Promise.race([
        Promise.allSettled(running),
        setTimeout(graceMs, undefined, { signal: over.signal }).catch(() => {}),
      ])
      over.abort()
      await client?.destroy()
    },
  }
}
