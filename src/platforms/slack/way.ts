// The two ways to be on Slack: in one workspace over sockets, or in many over HTTP, each with how it comes to its tokens.
import type { SlackConfig } from '../../../config/slack.ts'
import { type Access, createAccess } from './access.ts'
import type { SlackOptions } from './adapter.ts'
import { persistently, SlackRefusal } from './connect.ts'
import { createSeal } from './crypto.ts'
import { installOptions, installPath } from './install.ts'
import { isRefused } from './outcome.ts'
import { overHttp, overSockets, type Reception } from './receivers.ts'
import type { Teams } from './teams.ts'

/** A way to be on Slack. */
export type Way = {
  readonly access: Access
  readonly reception: Reception
  /** Connects; throws SlackRefusal when a token is refused. */
  start(): Promise<void>
  /** What to tell the operator once it runs. */
  greeting(): string
  port(): number | undefined
}

/** The way the settings choose. */
export function createWay(options: SlackOptions, teams: Teams, over: AbortSignal): Way {
  return options.by === 'sockets'
    ? socketWay(options, options, teams, over)
    : httpWay(options, options, teams)
}

function socketWay(
  { appToken, api }: Extract<SlackConfig, { by: 'sockets' }>,
  options: SlackOptions,
  teams: Teams,
  over: AbortSignal,
): Way {
  const { now, log } = options
  const access = createAccess(options)
  const reception = overSockets({ appToken, api, now, log, over })
  let name = ''

  /** Which workspace the token is of. */
  async function identify(): Promise<void> {
    const client = await access.clientOf('')
    const told = await client.auth.test().catch((error: unknown) => {
      if (isRefused(error)) throw new SlackRefusal(refusedBotToken)
      throw error
    })
    const { team_id: team, enterprise_id: enterprise, is_enterprise_install: isWhole } = told
    name = told.team ?? 'your workspace'
    await teams.joined({ workspace: (isWhole ? enterprise : team) ?? '', name })
  }

  return {
    access,
    reception,
    async start() {
      await persistently(log, over, identify)
      await reception.start()
    },
    greeting: () =>
      `Paperboy is on Slack, in ${name}. Type /paper help there; to let it post in a channel, type /invite @Paperboy in it.`,
    port: () => undefined,
  }
}

const refusedBotToken =
  'Slack refuses SLACK_BOT_TOKEN: copy it anew from the app’s page, under OAuth & Permissions. It begins with xoxb-.'

function httpWay(
  config: Extract<SlackConfig, { by: 'http' }>,
  options: SlackOptions,
  teams: Teams,
): Way {
  const { signingSecret, port, encryptionKeys } = config
  const { log, secretBytes: random } = options
  const seal = createSeal(encryptionKeys, random)
  const shared = { ...options, ...config, seal, teams, random }
  const reception = overHttp({ signingSecret, port, ...installOptions(shared) }, log)
  return {
    access: createAccess(options),
    reception,
    start: async () => void (await reception.start()),
    greeting: () =>
      `Paperboy is on Slack, listening at port ${reception.port()}. To bring it to a workspace, open ${installPath} at the address where Slack reaches it.`,
    port: reception.port,
  }
}
