// How Slack reaches the bot: over two sockets that the bot opens, or over HTTP.
import { setTimeout } from 'node:timers/promises'
import {
  HTTPReceiver,
  type HTTPReceiverOptions,
  type Receiver,
  SocketModeReceiver,
} from '@slack/bolt'
import { clientOptions, persistently, SlackRefusal } from './connect.ts'
import { boltLog, type SlackLog } from './log.ts'
import { describeError, isRefused } from './outcome.ts'

/** A receiver that is started until the signal is aborted. `connected` tells whether Slack can reach us now. */
export type Reception = Receiver & { connected(): boolean }

/** Slack closes a socket every few hours, and opening another takes a moment: in that moment the other one hears. */
const sockets = 2
/** A socket that says nothing for so long after it was opened never will (milliseconds). */
const greetingMs = 15_000
/** One that ends sooner than this was not taken: another is not tried at once (milliseconds). */
const shortestLifeMs = 5_000

export type SocketOptions = {
  readonly appToken: string
  readonly api: string
  readonly now: () => number
  readonly log: SlackLog
  readonly over: AbortSignal
}

/** Sockets, opened again whenever one ends. Starting throws SlackRefusal when the token is refused. */
export function overSockets({ appToken, api, now, log, over }: SocketOptions): Reception {
  const receivers = Array.from({ length: sockets }, () => {
    const options = { appToken, logger: boltLog(log), autoReconnectEnabled: false }
    // The client's own way to connect again ends in an error that nobody catches when the network is away.
    return new SocketModeReceiver({
      ...options,
      installerOptions: { clientOptions: clientOptions(api, log) },
    })
  })
  const open = new Set<SocketModeReceiver>()
  const keeping: Promise<unknown>[] = []

  async function connect(receiver: SocketModeReceiver): Promise<void> {
    const { client } = receiver
    const greeting = new AbortController()
    try {
      const late = setTimeout(greetingMs, undefined, { signal: greeting.signal }).then(() => {
        throw new Error('a socket was not greeted')
      })
      await Promise.race([client.start(), late])
      open.add(receiver)
    } catch (error) {
      await client.disconnect()
      if (isRefused(error)) throw new SlackRefusal(refusedAppToken)
      throw error ?? new Error('a socket was closed')
    } finally {
      greeting.abort()
    }
  }

  /** Opens a socket, and gives it back when it has ended. */
  async function live(receiver: SocketModeReceiver, onOpen: () => void): Promise<void> {
    await connect(receiver)
    const at = now()
    const { promise: ended, resolve } = Promise.withResolvers<void>()
    receiver.client.once('disconnected', () => resolve())
    onOpen()
    await ended
    open.delete(receiver)
    if (over.aborted) return
    if (now() - at < shortestLifeMs) throw new Error('a socket was closed at once')
  }

  async function keep(receiver: SocketModeReceiver, onOpen: () => void): Promise<void> {
    while (!over.aborted) await persistently(log, over, () => live(receiver, onOpen))
  }

  return {
    init(app) {
      for (const receiver of receivers) receiver.init(app)
    },
    connected: () => open.size > 0,
    async start() {
      const opened = receivers.map((receiver) => {
        const { promise, resolve, reject } = Promise.withResolvers<void>()
        const kept = keep(receiver, resolve)
        kept.catch((error: unknown) => {
          reject(error)
          if (!over.aborted) log.error(describeError(error), 'Slack: a socket is given up')
        })
        keeping.push(Promise.allSettled([kept]))
        return promise
      })
      // One is enough to begin with; the other is refused if it is.
      await Promise.race(opened)
    },
    async stop() {
      await Promise.all(receivers.map(({ client }) => client.disconnect()))
      await Promise.all(keeping)
    },
  }
}

const refusedAppToken =
  'Slack refuses SLACK_APP_TOKEN: copy it anew from the app’s page, under Basic Information, App-Level Tokens. It begins with xapp- and needs the scope connections:write.'

/** A server for what Slack sends, and for people who bring the bot to their workspace. */
export function overHttp(
  options: Omit<HTTPReceiverOptions, 'logger'> & { readonly port: number },
  log: SlackLog,
): Reception & { port(): number } {
  const receiver = new HTTPReceiver({ ...options, logger: boltLog(log) })
  let port: number | undefined
  return {
    // The app takes no receiver that can install it beside its own way to authorise.
    init: (app) => receiver.init(app),
    connected: () => port !== undefined,
    port: () => port ?? options.port,
    async start() {
      try {
        const server = await receiver.start(options.port)
        const address = server.address()
        port = typeof address === 'object' && address !== null ? address.port : options.port
      } catch (error) {
        const { code } = error as { code?: string }
        if (code === 'EADDRINUSE' || code === 'EACCES')
          throw new SlackRefusal(
            `The port ${options.port} cannot be listened at (${code}): choose another with PORT.`,
          )
        throw error
      }
    },
    async stop() {
      if (port === undefined) return
      port = undefined
      await receiver.stop()
    },
  }
}
