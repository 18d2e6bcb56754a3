// Composition of the chat platforms: those that are set up, and starting them.
import type { Logger } from 'pino'
import type { Config, DiscordConfig } from '../config/config.ts'
import type { SlackConfig } from '../config/slack.ts'
import type { Adapter } from './bot/adapter.ts'
import { formatAddress } from './bot/address.ts'
import type { Bot } from './bot/bot.ts'
import { limited } from './bot/limit.ts'
import type { Instant } from './bot/view.ts'
import { createDiscord } from './platforms/discord/adapter.ts'
import { createSlack } from './platforms/slack/adapter.ts'
import type { Database } from './store/database.ts'
import { createInstallations } from './store/installations.ts'
import { createNotes } from './store/notes.ts'
import { createSeen } from './store/seen.ts'
import { createSettings } from './store/settings.ts'
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

function onDiscord(config: DiscordConfig, { database, log, now }: ChatParts): ChatAdapter {
  const discord = createDiscord({
    ...config,
    workspaces: createWorkspaces(database),
    notes: createNotes(database),
    welcome: arrivalView,
    onPlace({ address, change }) {
      // What waits for a channel finds out by itself.
      if (change !== 'restored')
        log.info({ place: formatAddress(address), change }, 'a channel closed')
    },
    now,
    log,
  })
  const greeting = () => `Paperboy is on Discord. To bring it to a server: ${discord.invite()}`
  return { ...discord, greeting, start: (bot) => discord.start(limited(bot, now)) }
}

function onSlack(config: SlackConfig, { database, ...parts }: ChatParts): ChatAdapter {
  const { log, now } = parts
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
    // What waits for the channel finds out by itself.
    async onChange({ place, is, why }) {
      log.info({ place: formatAddress(place), is, why }, 'a channel opened or closed')
    },
  })
  return { ...slack, start: (bot) => slack.start(limited(bot, now)) }
}

/** Starts every platform, and says so of each; gives up waiting when stopped. Throws what a platform refuses to start for. */
export async function startAll(
  adapters: readonly ChatAdapter[],
  bot: Bot,
  stopped: Promise<void>,
  say: (line: string) => void,
): Promise<void> {
  const started = adapters.map(async (adapter) => {
    await adapter.start(bot)
    say(adapter.greeting())
  })
  await Promise.race([Promise.all(started), stopped])
}
