// The real bot on the real discord.js client, over the loopback Discord.
import type { Command } from '../../src/bot/command.ts'
import type { View } from '../../src/bot/view.ts'
import { createDiscord, type DiscordOptions } from '../../src/platforms/discord/adapter.ts'
import { createNotes } from '../../src/store/notes.ts'
import { createWorkspaces } from '../../src/store/workspaces.ts'
import {
  type DiscordStand,
  openDiscord,
  type DiscordOptions as StandOptions,
} from './discord/discord.ts'
import { openStand, type Stand } from './paperboy.ts'

/** Both ends of the wire, and what went to the platform's log. */
export type OnDiscord = {
  readonly discord: DiscordStand
  readonly paperboy: Stand
  readonly adapter: ReturnType<typeof createDiscord>
  readonly logged: readonly {
    readonly level: string
    readonly details: object
    readonly message: string
  }[]
  /** Another process of the same bot, not started yet. */
  another(options?: Partial<DiscordOptions>): ReturnType<typeof createDiscord>
  close(): Promise<void>
}

/** What a new server's people are told. */
export const testWelcome = (server: string): View => ({ title: `Welcome to ${server}`, blocks: [] })

/** Opens a Discord and logs the bot in, with commands of a test's own beside the real ones. */
export async function openOnDiscord({
  extra = [],
  stand = {},
  options = {},
}: {
  readonly extra?: readonly Command[]
  readonly stand?: StandOptions
  readonly options?: Partial<DiscordOptions>
} = {}): Promise<OnDiscord> {
  const discord = await openDiscord(stand)
  const paperboy = await openStand(undefined, extra)
  const logged: { level: string; details: object; message: string }[] = []
  const at = (level: string) => (details: object, message: string) =>
    void logged.push({ level, details, message })
  const create = (more: Partial<DiscordOptions> = {}) =>
    createDiscord({
      token: discord.token,
      api: discord.api,
      shards: 'auto',
      workspaces: createWorkspaces(paperboy.database),
      notes: createNotes(paperboy.database),
      welcome: testWelcome,
      now: Date.now,
      log: { info: at('info'), warn: at('warn'), error: at('error') },
      ...options,
      ...more,
    })
  const adapter = create()
  const made = [adapter]
  await adapter.start(paperboy.bot)
  return {
    discord,
    paperboy,
    adapter,
    logged,
    another(more) {
      const next = create(more)
      made.push(next)
      return next
    },
    async close() {
      await Promise.all(made.map((each) => each.stop()))
      await discord.close()
      await paperboy.close()
    },
  }
}
