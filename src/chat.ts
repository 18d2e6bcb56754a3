// Composition of the chat platforms: those that are set up, and starting them.
import type { Logger } from 'pino'
import type { Config, DiscordConfig } from '../config/config.ts'
import type { SlackConfig } from '../config/slack.ts'
import type { Adapter } from './bot/adapter.ts'
import { type Address, formatAddress } from './bot/address.ts'
import type { Bot } from './bot/bot.ts'
import { limited } from './bot/limit.ts'
import type { Instant } from './bot/view.ts'
import type { Poster } from './delivery/attempt.ts'
import { createDiscord } from './platforms/discord/adapter.ts'
import { createPoster } from './platforms/discord/poster.ts'
import { createSlack } from './platforms/slack/adapter.ts'
import { createSlackPoster } from './platforms/slack/poster.ts'
import type { Database } from './store/database.ts'
import { createDestinations } from './store/destinations.ts'
import { createInstallations } from './store/installations.ts'
import { createNotes } from './store/notes.ts'
import { createSeen } from './store/seen.ts'
import { createSettings } from './store/settings.ts'
import { createTraffic } from './store/traffic.ts'
import { createWorkspaces } from './store/workspaces.ts'
import { arrivalView, firstPageView, invitedView } from './views/welcome.ts'

/** What the platforms are given. */
export type ChatParts = {
  readonly database: Database
  readonly log: Logger
  readonly now: () => Instant
  readonly fetch: typeof globalThis.fetch
  /** Bytes nobody can foretell. */
  readonly secretBytes: (bytes: number) => Buffer
}

/** A platform, and what to tell the operator once it runs. */
export type ChatAdapter = Adapter & { greeting(): string }

/** The platforms the settings name. */
export function createAdapters(config: Config, parts: ChatParts): ChatAdapter[] {
  return [
    ...(config.discord === undefined ? [] : [onDiscord(config.discord, parts)]),
    ...(config.slack === undefined ? [] : [onSlack(config.slack, parts)]),
  ]
}

function onDiscord(config: DiscordConfig, parts: ChatParts): ChatAdapter {
  const { database, log, now } = parts
  const opened = reopenings(parts)
  const discord = createDiscord({
    ...config,
    workspaces: createWorkspaces(database),
    notes: createNotes(database),
    welcome: arrivalView,
    now,
    log,
    onRefused: refusalsOf('discord', parts),
    onPlace: ({ address, change }) => void (change === 'restored' && opened(address)),
  })
  const greeting = () => `Paperboy is on Discord. To bring it to a server: ${discord.invite()}`
  return { ...discord, greeting, start: (bot) => discord.start(limited(bot, now)) }
}

function onSlack(config: SlackConfig, all: ChatParts): ChatAdapter {
  const { database, ...parts } = all
  const opened = reopenings(all)
  const slack = createSlack({
    ...config,
    ...parts,
    workspaces: createWorkspaces(database),
    installations: createInstallations(database),
    seen: createSeen(database),
    settings: createSettings(database),
    welcome: arrivalView,
    firstPage: firstPageView(),
    invited: invitedView(),
    // That one is closed is found out by whoever posts there next.
    onPlace: ({ address, change }) => void (change === 'restored' && opened(address)),
  })
  return { ...slack, start: (bot) => slack.start(limited(bot, parts.now)) }
}

/** The same platforms for saying what is due and no more: nobody is logged in, and nobody answered. */
export function createPosters(
  config: Config,
  parts: Pick<ChatParts, 'database' | 'log' | 'now' | 'fetch' | 'secretBytes'>,
): (Poster & { end?(): void })[] {
  const { database, ...rest } = parts
  const onRefused = refusalsOf('discord', parts)
  const stores = {
    installations: createInstallations(database),
    workspaces: createWorkspaces(database),
  }
  return [
    ...(config.discord ? [createPoster({ ...config.discord, now: parts.now, onRefused })] : []),
    ...(config.slack ? [createSlackPoster({ ...config.slack, ...rest, ...stores })] : []),
  ]
}

/** Lets what is due be posted again in a place that has opened. Never throws. */
function reopenings({ database, log, now }: ChatParts): (place: Address) => Promise<void> {
  const destinations = createDestinations(database)
  return async (place) => {
    try {
      if ((await destinations.retry(place, now())) > 0)
        log.info({ place: formatAddress(place) }, 'the next that is due there tries again')
    } catch (error) {
      log.error({ err: error }, 'a place could not be opened again')
    }
  }
}

/** Counts what a platform refuses, for all processes to know. */
function refusalsOf(
  platform: string,
  { database, log, now }: Pick<ChatParts, 'database' | 'log' | 'now'>,
): () => void {
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
