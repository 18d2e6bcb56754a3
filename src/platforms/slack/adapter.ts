// Slack as a platform: the bot on the real Bolt app, from the first connection to the last answer.
import { setTimeout } from 'node:timers/promises'
import { App } from '@slack/bolt'
import type { SlackConfig } from '../../../config/slack.ts'
import type { Adapter } from '../../bot/adapter.ts'
import type { Bot } from '../../bot/bot.ts'
import type { Settings } from '../../bot/settings.ts'
import type { Instant, View } from '../../bot/view.ts'
import type { Installations, Workspaces } from '../../bot/workspaces.ts'
import { createAnswers } from './answer.ts'
import type { ChannelsParts } from './channels.ts'
import { clientOptions } from './connect.ts'
import { registerEvents } from './events.ts'
import { createSendFiles } from './files.ts'
import { createHearing } from './hearing.ts'
import { createHome } from './home.ts'
import { registerInteractions } from './interactions.ts'
import { boltLog, type SlackLog } from './log.ts'
import { describeError } from './outcome.ts'
import { createOrigins } from './permissions.ts'
import { createSlackPoster } from './poster.ts'
import { createRespond } from './respond.ts'
import type { Seen } from './seen.ts'
import type { Asker, Slack } from './slack.ts'
import { createTeams, registerTeams } from './teams.ts'
import { createWay } from './way.ts'

/** What the platform is made of. */
export type SlackOptions = SlackConfig &
  ChannelsParts & {
    /** Stands on a person's Home tab until what is theirs does. */
    readonly firstPage: View
    readonly workspaces: Workspaces
    readonly installations: Installations
    readonly seen: Seen
    readonly settings: Settings
    /** Said to whoever brought the bot to a workspace, of that name. */
    readonly welcome: (workspace: string) => View
    readonly fetch: typeof globalThis.fetch
    readonly now: () => Instant
    /** Bytes nobody can foretell. */
    readonly secretBytes: (bytes: number) => Buffer
    readonly log: SlackLog
    /** What runs may take so long to finish before the end (milliseconds); 9000 unless told. */
    readonly graceMs?: number
  }

/** Before it is connected, something is posted after this (milliseconds). */
const notYetMs = 5000

/** Slack; started once. `start` throws SlackRefusal when a token is refused. */
export function createSlack(
  options: SlackOptions,
): Adapter & { greeting(): string; connected(): boolean; port(): number | undefined } {
  const { api, fetch, log, now, seen, settings, graceMs = 9000 } = options
  const over = new AbortController()
  const running = new Set<Promise<unknown>>()
  let state: 'new' | 'started' | 'stopping' = 'new'
  let starting: Promise<void> | undefined

  const clientOf = (workspace: string) => way.access.clientOf(workspace)
  const teams = createTeams({ ...options, clientOf })
  const way = createWay(options, teams, over.signal)
  const poster = createSlackPoster(options, way.access)

  /** What runs is waited for at the end. */
  function run<T>(work: () => Promise<T>): Promise<T> {
    const result = work()
    const settled = Promise.allSettled([result]).finally(() => running.delete(settled))
    running.add(settled)
    return result
  }

  const begin: Slack['begin'] = (work) => {
    if (state === 'stopping') return
    run(work).catch((error: unknown) => log.error(describeError(error), 'Slack: something failed'))
  }

  function slackOf(inner: Bot) {
    const tell = createOrigins({ clientOf, settings, now, log })
    const originOf = async (asker: Asker) => {
      await way.access.know(asker)
      return tell(asker)
    }
    const common = { log, clientOf, originOf, now, seen, begin }
    const home = createHome({ ...common, bot: inner }, options.firstPage)
    const parts = { ...common, bot: home.watched(inner) }
    const sendFiles = createSendFiles(clientOf, log)
    const answers = createAnswers({ ...parts, sendFiles, respond: createRespond(fetch) })
    const slack: Slack = { ...parts, answer: answers.answer, say: answers.say }
    return { slack, answers, home }
  }

  async function start(bot: Bot): Promise<void> {
    const app = new App({
      receiver: way.reception,
      // Nothing is looked up before the acknowledgement; who answers finds the token then.
      authorize: async () => ({}),
      ignoreSelf: false,
      convoStore: false,
      logger: boltLog(log),
      clientOptions: clientOptions(api, log),
    })
    app.error(async (error) => log.error(describeError(error), 'Slack: something failed'))
    const { slack, answers, home } = slackOf(bot)
    const hearing = createHearing(slack)
    registerInteractions(app, slack, answers, hearing)
    registerEvents(app, slack, hearing, home, options)
    registerTeams(app, teams, begin)
    await way.start()
    state = state === 'new' ? 'started' : state
  }

  return {
    platform: 'slack',
    greeting: way.greeting,
    connected: () => way.reception.connected(),
    port: way.port,
    identity: poster.identity,
    keepers: poster.keepers,

    start(bot) {
      starting = start(bot)
      return starting
    },

    async post(to, view, posting) {
      if (state !== 'started')
        return { status: 'failed', reason: 'not connected', retryAt: now() + notYetMs }
      return run(() => poster.post(to, view, posting))
    },

    async find(to, key) {
      if (state !== 'started') throw new Error('Slack is not connected')
      return poster.find(to, key)
    },

    hasLeft: async (person) => state === 'started' && run(() => poster.hasLeft(person)),

    async stop() {
      const wasStarted = state === 'started'
      state = 'stopping'
      over.abort(new Error('stopping'))
      const grace = new AbortController()
      const ended = async () => {
        await way.reception.stop()
        await Promise.all(running)
      }
      await Promise.race([
        ended(),
        ...(wasStarted || running.size > 0
          ? [setTimeout(graceMs, undefined, { signal: grace.signal }).catch(() => {})]
          : []),
      ])
      grace.abort()
      await Promise.allSettled([starting])
    },
  }
}
