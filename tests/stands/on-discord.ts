// The real bot on the real discord.js client, over the loopback Discord.
import type { Beyond } from '../../src/bot/beyond.ts'
import type { Bot } from '../../src/bot/bot.ts'
import type { Command } from '../../src/bot/command.ts'
import type { View } from '../../src/bot/view.ts'
import { parseWords } from '../../src/bot/words.ts'
import type { Paper } from '../../src/papers/paper.ts'
import { createDiscord, type DiscordOptions } from '../../src/platforms/discord/adapter.ts'
import type { Database } from '../../src/store/database.ts'
import { createNotes } from '../../src/store/notes.ts'
import { createWorkspaces } from '../../src/store/workspaces.ts'
import {
  type DiscordStand,
  openDiscord,
  type DiscordOptions as StandOptions,
} from './discord/discord.ts'
import type { Exchange } from './discord/exchange.ts'
import type { From } from './discord/interactions.ts'
import type { Typed } from './discord/typed.ts'
import { flag, type Message } from './discord/wire.ts'
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

/** Where people ask: each place is told by what is particular about it. */
export const places: readonly (readonly [string, From])[] = [
  ['a server', {}],
  ['direct messages with the bot', { guildId: null }],
  ['a private channel', { context: 2, install: 'user' }],
  ['a server the bot is not in', { guildId: '700000000000000001', install: 'user' }],
]

/** Opens a Discord and logs the bot in, with commands of a test's own beside the real ones. */
export async function openOnDiscord({
  extra = [],
  stand = {},
  options = {},
  papers,
  beyond,
}: {
  readonly extra?: readonly Command[]
  readonly stand?: StandOptions
  readonly options?: Partial<DiscordOptions>
  /** The sample's unless told. */
  readonly papers?: readonly Paper[]
  /** What asks the upstreams, where a test has some. */
  readonly beyond?: (database: Database) => Promise<Beyond>
} = {}): Promise<OnDiscord> {
  const discord = await openDiscord(stand)
  const paperboy = await openStand(papers, extra, beyond)
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

/** A line as somebody enters it on Discord: the subcommand, and the options with their types. */
export function typedAs(bot: Bot, line: string): Typed {
  const { command, options } = parseWords(line, bot.commands)
  const described = bot.commands.find(({ name }) => name === command)?.options ?? []
  const values = Object.entries(options).map(([name, value]) => {
    const type = described.find((option) => option.name === name)?.type
    if (type === 'boolean') return [name, value === true || value === 'yes'] as const
    return [name, type === 'number' ? Number(value) : value] as const
  })
  const [first = '', second] = command.split(' ')
  const path = second === undefined ? { subcommand: first } : { group: first, subcommand: second }
  return { command: 'paper', ...path, options: Object.fromEntries(values) }
}

/** Whether one person alone sees a message. */
export function isPrivate({ flags }: Message): boolean {
  return (flags & flag.ephemeral) !== 0
}

/** How often the bot tried to give the first answer. */
export function acknowledgements({ discord }: OnDiscord, { id }: Exchange): number {
  return discord.requests.filter(({ path }) => path.startsWith(`/interactions/${id}/`)).length
}
