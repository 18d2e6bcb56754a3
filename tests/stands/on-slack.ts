// The real bot on the real Bolt app, over the loopback Slack: by sockets, or over HTTP with tokens that were granted.
import { randomBytes } from 'node:crypto'
import type { SlackConfig } from '../../config/slack.ts'
import type { Beyond } from '../../src/bot/beyond.ts'
import type { Command } from '../../src/bot/command.ts'
import type { View } from '../../src/bot/view.ts'
import { sealedGrant } from '../../src/platforms/slack/access.ts'
import { createSlack, type SlackOptions } from '../../src/platforms/slack/adapter.ts'
import { createSeal } from '../../src/platforms/slack/crypto.ts'
import type { Database } from '../../src/store/database.ts'
import { createInstallations } from '../../src/store/installations.ts'
import { createSeen } from '../../src/store/seen.ts'
import { createSettings } from '../../src/store/settings.ts'
import { createWorkspaces } from '../../src/store/workspaces.ts'
import { openStand, type Stand } from './paperboy.ts'
import { openSlack, type SlackStand, type SlackOptions as StandOptions } from './slack/slack.ts'

/** How Slack reaches the bot. */
export type Over = 'sockets' | 'http'

/** Both ends of the wire, and what went to the platform's log. */
export type OnSlack = {
  readonly slack: SlackStand
  readonly paperboy: Stand
  readonly adapter: ReturnType<typeof createSlack>
  readonly config: SlackConfig
  readonly logged: readonly {
    readonly level: string
    readonly details: object
    readonly message: string
  }[]
  /** Another process of the same bot, not started yet. */
  another(options?: Partial<SlackOptions>): ReturnType<typeof createSlack>
  close(): Promise<void>
}

/** What a new workspace's people are told. */
export const testWelcome = (name: string): View => ({ title: `Welcome to ${name}`, blocks: [] })

/** The key tokens are sealed with. */
export const sealingKey = Buffer.alloc(32, 7)

/** Opens a Slack and starts the bot on it, with commands of a test's own beside the real ones. */
export async function openOnSlack({
  over = 'sockets',
  extra = [],
  stand = {},
  options = {},
  beyond,
}: {
  readonly over?: Over
  readonly extra?: readonly Command[]
  readonly stand?: StandOptions
  readonly options?: Partial<SlackOptions>
  /** What asks the upstreams, where a test has some. */
  readonly beyond?: (database: Database) => Promise<Beyond>
} = {}): Promise<OnSlack> {
  const slack = await openSlack(stand)
  const paperboy = await openStand(undefined, extra, beyond)
  const { database } = paperboy
  const logged: { level: string; details: object; message: string }[] = []
  const at = (level: string) => (details: object, message: string) =>
    void logged.push({ level, details, message })
  const config = configOf(slack, over)
  const create = (more: Partial<SlackOptions> = {}) =>
    createSlack({
      ...config,
      workspaces: createWorkspaces(database),
      installations: createInstallations(database),
      seen: createSeen(database),
      settings: createSettings(database),
      welcome: testWelcome,
      fetch,
      now: Date.now,
      secretBytes: randomBytes,
      log: { info: at('info'), warn: at('warn'), error: at('error') },
      ...options,
      ...more,
    } as SlackOptions)
  if (over === 'http') await grant(slack, database)
  const adapter = create()
  const made = [adapter]
  await adapter.start(paperboy.bot)
  if (over === 'http') slack.pointTo(`http://127.0.0.1:${adapter.port()}/slack/events`)
  else await slack.connected(2)
  return {
    slack,
    paperboy,
    adapter,
    config,
    logged,
    another(more) {
      const next = create(more)
      made.push(next)
      return next
    },
    async close() {
      await Promise.all(made.map((each) => each.stop()))
      await slack.close()
      await paperboy.close()
    },
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

/** The first workspace has granted the bot its token. */
async function grant(slack: SlackStand, database: Database): Promise<void> {
  const workspace = slack.team.id
  const seal = createSeal([sealingKey], randomBytes)
  const granted = sealedGrant(seal, workspace, { access_token: slack.token() }, Date.now())
  await createInstallations(database).keep({ platform: 'slack', workspace }, granted, Date.now())
}

/** What a message says to somebody who sees it. */
export function textOf({ blocks }: { readonly blocks: readonly object[] }): string {
  const texts: string[] = []
  JSON.stringify(blocks, (key, value: unknown) => {
    if ((key === 'text' || key === 'alt_text') && typeof value === 'string') texts.push(value)
    return value
  })
  return texts.join('\n')
}
