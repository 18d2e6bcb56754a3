// A real Bolt app on the stand, over sockets or HTTP, that does with each deed what a test tells it.
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { App, HTTPReceiver, LogLevel, SocketModeReceiver, webApi } from '@slack/bolt'
import { until } from '../discord/until.ts'
import type { SlackStand } from './slack.ts'

export type TinyBot = Awaited<ReturnType<typeof openTinyBot>>

/** What Bolt gives a listener, whatever it listens to. */
export type Heard = {
  readonly kind: 'command' | 'action' | 'options' | 'shortcut' | 'view' | 'event'
  readonly body: Record<string, unknown>
  readonly client: webApi.WebClient
  ack(answer?: unknown): Promise<void>
  respond(message: unknown): Promise<unknown>
}

export type TinyBotOptions = {
  readonly over: 'sockets' | 'http'
  readonly sockets?: number
  /** How long a socket waits before it connects again, and for the answer to a ping. */
  readonly reconnectMs?: number
}

/** No retries: a test wants to see the first answer. */
const clientOptions = (slack: SlackStand, timeout = 10_000) => ({
  slackApiUrl: slack.api(),
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout,
})

/** A client with a token of the stand; it waits for an answer as long as told (milliseconds). */
export const clientOf = (slack: SlackStand, token = slack.token(), timeout?: number) =>
  new webApi.WebClient(token, { ...clientOptions(slack, timeout), logLevel: LogLevel.ERROR })

/** Starts it and waits until the stand can reach it. */
export async function openTinyBot(
  slack: SlackStand,
  { over, sockets = 1, reconnectMs = 5000 }: TinyBotOptions,
) {
  const each = () => socket(slack, reconnectMs)
  const receivers = over === 'http' ? [] : Array.from({ length: sockets }, each)
  const http = new HTTPReceiver({
    signingSecret: slack.signingSecret,
    logLevel: LogLevel.ERROR,
    dispatchErrorHandler: async ({ response }) => void response.writeHead(500).end(),
  })
  const apps = (over === 'http' ? [http] : receivers).map(
    (receiver) =>
      new App({
        token: slack.token(),
        receiver,
        clientOptions: clientOptions(slack),
        logLevel: LogLevel.ERROR,
      }),
  )
  const heard: Heard[] = []
  const refusals: unknown[] = []
  let answer: (heard: Heard) => Promise<unknown> = async ({ ack }) => ack()
  for (const app of apps) {
    const listen = (kind: Heard['kind']) => async (args: object) => {
      const one = {
        ack: async () => {},
        respond: async () => {},
        ...args,
        kind,
      } as unknown as Heard
      heard.push(one)
      await answer(one).catch((error) => refusals.push(error))
    }
    app.command(/.*/, listen('command'))
    app.action(/.*/, listen('action'))
    app.options(/.*/, listen('options'))
    app.shortcut(/.*/, listen('shortcut'))
    app.view(/.*/, listen('view'))
    app.event(/.*/, listen('event'))
    app.error(async (error) => void refusals.push(error))
  }
  if (over === 'http') {
    const server = (await apps[0]?.start({ port: 0, host: '127.0.0.1' })) as unknown as Server
    if (!server.listening) await once(server, 'listening')
    slack.pointTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`)
  } else {
    for (const app of apps) await app.start()
    await slack.connected(sockets)
  }
  // Bolt asks who it is when it is made, and does not wait for it.
  const told = () => slack.asked('auth.test').filter(({ status }) => status === 200).length
  await until('the app to know itself', () => told() >= apps.length)
  return {
    client: clientOf(slack),
    heard,
    /** What is to be done with the next ones. */
    answers(next: (heard: Heard) => Promise<unknown>): void {
      answer = next
    },
    /** What the latest answer was refused with; forgets it. */
    refusal: () => until('a refusal', () => refusals.shift()),
    /** Sockets say good-bye, which `app.stop` does not wait for. */
    async close(): Promise<void> {
      await Promise.all(receivers.map(({ client }) => client.disconnect()))
      if (over === 'http') await apps[0]?.stop()
    },
  }
}

function socket(slack: SlackStand, reconnectMs: number): SocketModeReceiver {
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    clientPingTimeout: reconnectMs,
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions: clientOptions(slack) },
  })
  const { client } = receiver
  const start = client.start.bind(client)
  // Bolt does not listen to what comes of connecting again: closed meanwhile, it fails without a reason, heard by nobody.
  client.start = () =>
    start().catch((error: unknown) => {
      if (error !== undefined) throw error
      return { ok: false }
    })
  return receiver
}

/** What a request came to: what it answered, or the word it was refused with. */
export async function attempt<T>(request: Promise<T>) {
  try {
    return { ok: await request, error: undefined, words: '' }
  } catch (error) {
    if (error instanceof webApi.WebAPIRateLimitedError)
      return { ok: undefined, error: 'ratelimited', words: String(error.retryAfter) }
    if (!(error instanceof webApi.WebAPIPlatformError)) throw error
    return { ok: undefined, error: error.data.error, words: JSON.stringify(error.data) }
  }
}
