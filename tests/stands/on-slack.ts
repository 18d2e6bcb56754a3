// The real bot on the real Bolt app, over the loopback Slack, reached by sockets or by signed HTTP.
import { randomBytes } from 'node:crypto'
import { commands } from '../../commands/index.ts'
import type { SlackConfig } from '../../config/slack.ts'
import type { Beyond } from '../../src/bot/beyond.ts'
import type { Command } from '../../src/bot/command.ts'
import { describeCommands } from '../../src/bot/describe.ts'
import type { View } from '../../src/bot/view.ts'
import type { Paper } from '../../src/papers/paper.ts'
import { sealedGrant } from '../../src/platforms/slack/access.ts'
import { createSlack, type SlackOptions } from '../../src/platforms/slack/adapter.ts'
import type { ChannelChange } from '../../src/platforms/slack/channels.ts'
import { createSeal } from '../../src/platforms/slack/crypto.ts'
import { declareManifest } from '../../src/platforms/slack/declare.ts'
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
import { type Fields, type Message, textOf } from './slack/wire.ts'

export { textOf } from './slack/wire.ts'

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
  readonly config: SlackConfig
  readonly logged: readonly Logged[]
  /** What became of channels. */
  readonly changes: readonly ChannelChange[]
  /** Another process of the same bot, not started yet. */
  another(options?: Partial<SlackOptions>): Adapter
  close(): Promise<void>
}

/** What Slack's page is given for the app. */
export const manifest = declareManifest(describeCommands(commands)) as Fields

/** What somebody who brings the bot along is told. */
export const testWelcome = (workspace: string): View => ({
  title: `Welcome to ${workspace}`,
  blocks: [],
})

/** What stands on a Home tab first. */
export const testFirstPage: View = { title: 'A first page', blocks: [] }
/** What whoever invites the bot is told. */
export const testInvited: View = { title: 'Thank you', blocks: [] }

/** The key tokens are sealed with. */
export const sealingKey = Buffer.alloc(32, 7)

/** Opens a Slack and starts the bot there, with commands of a test's own beside the real ones. */
export async function openOnSlack({
  over = 'sockets',
  extra = [],
  stand = {},
  options = {},
  papers,
  beyond,
}: {
  readonly over?: Over
  readonly extra?: readonly Command[]
  readonly stand?: StandOptions
  readonly options?: Partial<SlackOptions>
  /** The sample's unless told. */
  readonly papers?: readonly Paper[]
  /** What asks the upstreams, where a test has some. */
  readonly beyond?: (database: Database) => Promise<Beyond>
} = {}): Promise<OnSlack> {
  const slack = await openSlack({ manifest, ...stand })
  const paperboy = await openStand(papers, extra, beyond)
  const { database } = paperboy
  const logged: Logged[] = []
  const changes: ChannelChange[] = []
  const config = configOf(slack, over)
  const made: Adapter[] = []
  const another = (more: Partial<SlackOptions> = {}) => {
    const parts = slackParts(database, logged, changes)
    const next = createSlack({ ...config, ...parts, ...options, ...more } as SlackOptions)
    made.push(next)
    return next
  }
  if (over === 'http') await grant(slack, database)
  const adapter = another()
  await adapter.start(paperboy.bot)
  if (over === 'http') slack.pointTo(`http://127.0.0.1:${adapter.port()}/slack/events`)
  else await slack.connected(2)
  return {
    slack,
    paperboy,
    adapter,
    config,
    logged,
    changes,
    another,
    async close() {
      await Promise.all(made.map((each) => each.stop()))
      await slack.close()
      await paperboy.close()
    },
  }
}

/** What the platform is made of besides its settings; what it notes goes to the lists given. */
export function slackParts(database: Database, logged: Logged[], changes: ChannelChange[]) {
  const at = (level: string) => (details: object, message: string) =>
    void logged.push({ level, details, message })
  return {
    workspaces: createWorkspaces(database),
    installations: createInstallations(database),
    seen: createSeen(database),
    settings: createSettings(database),
    welcome: testWelcome,
    firstPage: testFirstPage,
    invited: testInvited,
    onChange: async (change: ChannelChange) => void changes.push(change),
    fetch,
    now: Date.now,
    secretBytes: randomBytes,
    log: { info: at('info'), warn: at('warn'), error: at('error') },
  }
}

function configOf(slack: SlackStand, over: Over): SlackConfig {
  const api = slack.api()
  if (over === 'sockets')
    return { by: 'sockets', api, appToken: slack.appToken, botToken: slack.token() }
  const { signingSecret, clientId, clientSecret } = slack
  const secrets = { signingSecret, clientId, clientSecret, stateSecret: 'a secret of sixteen' }
  return { by: 'http', api, ...secrets, encryptionKeys: [sealingKey], port: 0 }
}

/** Each workspace that has the app granted it its token. */
async function grant(slack: SlackStand, database: Database): Promise<void> {
  const seal = createSeal([sealingKey], randomBytes)
  for (const { id: workspace } of slack.teams().filter(({ installed }) => installed)) {
    const token = { access_token: slack.token(workspace) }
    const sealed = sealedGrant(seal, workspace, token, Date.now())
    await createInstallations(database).keep({ platform: 'slack', workspace }, sealed, Date.now())
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
