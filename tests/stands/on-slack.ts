// The real bot on the real Bolt app, over the loopback Slack, reached by sockets or by signed HTTP.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Beyond } from '../../src/bot/beyond.ts'
import type { Command } from '../../src/bot/command.ts'
import type { View } from '../../src/bot/view.ts'
import type { Paper } from '../../src/papers/paper.ts'
import { createSlack, type SlackOptions } from '../../src/platforms/slack/adapter.ts'
import type { Database } from '../../src/store/database.ts'
import { createInstallations } from '../../src/store/installations.ts'
import { createSeen } from '../../src/store/seen.ts'
import { createSettings } from '../../src/store/settings.ts'
import { createWorkspaces } from '../../src/store/workspaces.ts'
import { until } from './discord/until.ts'
import { openStand, type Stand } from './paperboy.ts'
import type { Exchange } from './slack/exchange.ts'
import { mentions } from './slack/mrkdwn.ts'
import type { From } from './slack/scene.ts'
import { openSlack, type SlackStand, type SlackOptions as StandOptions } from './slack/slack.ts'
import { type Message, textOf } from './slack/wire.ts'

type Adapter = ReturnType<typeof createSlack>

/** How the app is reached. */
export type Over = 'sockets' | 'http'

export type Logged = {
  readonly level: string
  readonly details: object
  readonly message: string
}

/** Both ends of the wire, and what went to the platform's log. */
export type OnSlack = {
  readonly slack: SlackStand
  readonly paperboy: Stand
  readonly adapter: Adapter
  readonly logged: readonly Logged[]
  /** Another process of the same bot, not started yet. */
  another(options?: Partial<SlackOptions>): Adapter
  /** Where people bring the app to their workspace; over HTTP only. */
  page(): string
  close(): Promise<void>
}

/** What Slack's page was given for the app. */
export const manifest = JSON.parse(
  readFileSync(new URL('../../config/slack-manifest.json', import.meta.url), 'utf8'),
)

/** What somebody who brings the bot along is told. */
export const testWelcome = (workspace: string): View => ({
  title: `Welcome to ${workspace}`,
  blocks: [],
})

/** Opens a Slack and starts the bot there, with commands of a test's own beside the real ones. */
export async function openOnSlack(given: {
  readonly over: Over
  readonly extra?: readonly Command[]
  readonly stand?: StandOptions
  readonly options?: Partial<SlackOptions>
  /** The sample's unless told. */
  readonly papers?: readonly Paper[]
  /** What asks the upstreams, where a test has some. */
  readonly beyond?: (database: Database) => Promise<Beyond>
}): Promise<OnSlack> {
  const { over, extra = [], stand = {}, options = {}, papers, beyond } = given
  const slack = await openSlack({ manifest, ...stand })
  const paperboy = await openStand(papers, extra, beyond)
  const logged: Logged[] = []
  const made: Adapter[] = []
  const another = (more: Partial<SlackOptions> = {}) => {
    const next = createSlack({
      ...parts(slack, paperboy, logged, over),
      ...options,
      ...more,
    } as SlackOptions)
    made.push(next)
    return next
  }
  const adapter = another()
  await adapter.start(paperboy.bot)
  const address = () => `http://127.0.0.1:${adapter.port()}`
  if (over === 'http') {
    slack.pointTo(`${address()}/slack/events`)
    for (const { id, installed } of slack.teams())
      if (installed)
        await slack.install(`${address()}/slack/install`, { team: id, by: slack.ownerOf(id) })
  } else await until('both sockets', () => slack.sockets.connected === 2)
  return {
    slack,
    paperboy,
    adapter,
    logged,
    another,
    page: () => `${address()}/slack/install`,
    async close() {
      await Promise.all(made.map((each) => each.stop()))
      await slack.close()
      await paperboy.close()
    },
  }
}

function parts(slack: SlackStand, { database }: Stand, logged: Logged[], over: Over): SlackOptions {
  const at = (level: string) => (details: object, message: string) =>
    void logged.push({ level, details, message })
  const common = {
    api: slack.api(),
    workspaces: createWorkspaces(database),
    installations: createInstallations(database),
    seen: createSeen(database),
    settings: createSettings(database),
    welcome: testWelcome,
    fetch,
    now: Date.now,
    randomBytes,
    log: { info: at('info'), warn: at('warn'), error: at('error') },
  }
  if (over === 'sockets')
    return { ...common, by: 'sockets', appToken: slack.appToken, botToken: slack.token() }
  return {
    ...common,
    by: 'http',
    signingSecret: slack.signingSecret,
    clientId: slack.clientId,
    clientSecret: slack.clientSecret,
    stateSecret: 'a state secret of tests',
    encryptionKeys: [Buffer.alloc(32, 7)],
    port: 0,
  }
}

/** Where people type commands: each place is told by what is particular about it. */
export const places = [
  'a channel',
  'a channel without the bot',
  'a private channel',
  'messages with the bot',
] as const

/** A person's place of this kind. */
export function placeOn({ slack }: OnSlack, place: (typeof places)[number]): From {
  switch (place) {
    case 'a channel':
      return { channel: slack.channelId }
    case 'a channel without the bot':
      return { channel: slack.addChannel({ bot: 'absent' }).id }
    case 'a private channel':
      return { channel: slack.addChannel({ kind: 'private' }).id }
    case 'messages with the bot':
      return { channel: 'dm' }
    default:
      return place satisfies never
  }
}

/** Whether one person alone sees a message. */
export function isPrivate({ shownTo }: Message): boolean {
  return shownTo !== undefined
}

/** The answer once it says what is expected. */
export function answerWith(exchange: Exchange, words: string | RegExp): Promise<Message> {
  const fits = (message: Message) =>
    typeof words === 'string' ? textOf(message).includes(words) : words.test(textOf(message))
  return until(`${words}`, () => exchange.replies().find(fits))
}

/** Nothing wrong was sent, nobody was mentioned, and nothing was noted that should be looked at. */
export function flawsOf({ slack, logged }: OnSlack): readonly unknown[] {
  const mentioned = slack
    .everything()
    .flatMap((message) => (message.bot_id ? mentions(message) : []))
  return [...slack.violations, ...mentioned, ...logged.filter(({ level }) => level !== 'info')]
}
