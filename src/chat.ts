// Composition of the chat platforms: those that are set up, and starting them.
import type { Logger } from 'pino'
import type { Config } from '../config/config.ts'
import type { Adapter } from './bot/adapter.ts'
import type { Bot } from './bot/bot.ts'
import type { Instant } from './bot/view.ts'
import type { Poster } from './delivery/attempt.ts'
import { createDiscord } from './platforms/discord/adapter.ts'
import { createPoster } from './platforms/discord/poster.ts'
import type { Database } from './store/database.ts'
import { createNotes } from './store/notes.ts'
import { createTraffic } from './store/traffic.ts'
import { createWorkspaces } from './store/workspaces.ts'
import { arrivalView } from './views/welcome.ts'

/** What the platforms are given. */
export type ChatParts = {
  readonly database: Database
  readonly log: Logger
  readonly now: () => Instant
}

/** A platform, and what to tell the operator once it runs. */
export type ChatAdapter = Adapter & { greeting(): string }

/** The platforms the settings name. */
export function createAdapters(config: Config, parts: ChatParts): ChatAdapter[] {
  const { database, log, now } = parts
  if (config.discord === undefined) return []
  const discord = createDiscord({
    ...config.discord,
    workspaces: createWorkspaces(database),
    notes: createNotes(database),
    welcome: arrivalView,
    now,
    log,
    onRefused: refusalsOf('discord', parts),
  })
  const greeting = () => `Paperboy is on Discord. To bring it to a server: ${discord.invite()}`
  return [{ ...discord, greeting }]
}

/** The same platforms for saying what is due and no more: nobody is logged in, and nobody answered. */
export function createPosters(config: Config, parts: ChatParts): (Poster & { end(): void })[] {
  if (config.discord === undefined) return []
  const onRefused = refusalsOf('discord', parts)
  return [createPoster({ ...config.discord, now: parts.now, onRefused })]
}

/** Counts what a platform refuses, for all processes to know. */
function refusalsOf(platform: string, { database, log, now }: ChatParts): () => void {
  const traffic = createTraffic(database)
  return () => {
    traffic
      .refused(platform, 1, now())
      .catch((error) => log.error({ err: error, platform }, 'a refused request was not counted'))
  }
}

/** Starts every platform, and tells of each; gives up waiting when stopped. Throws what a platform refuses to start for. */
export async function startAll(
  adapters: readonly ChatAdapter[],
  bot: Bot,
  stopped: Promise<void>,
  onStart: (adapter: ChatAdapter) => void | Promise<void>,
): Promise<void> {
  const started = adapters.map(async (adapter) => {
    await adapter.start(bot)
    await onStart(adapter)
  })
  await Promise.race([Promise.all(started), stopped])
}
