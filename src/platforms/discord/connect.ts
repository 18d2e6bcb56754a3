// The real client: what it keeps in memory, how it asks, and logging in for as long as Discord cannot be reached.
import { setTimeout } from 'node:timers/promises'
import {
  Client,
  DefaultRestOptions,
  Events,
  GatewayIntentBits,
  Options,
  type RESTOptions,
} from 'discord.js'
import { lastMoment } from '../../bot/in-time.ts'
import type { DiscordLog } from './log.ts'
import { describeError, isRefused, ShutOut } from './outcome.ts'
import { buildStrategy } from './sharding.ts'

/** How to reach Discord, and which part of the servers this process answers for. */
export type Connection = {
  readonly token: string
  /** Where Discord's API is, without the version. */
  readonly api: string
  /** All of them, as many shards as Discord recommends; or some of a number of shards, others being run elsewhere. */
  readonly shards: 'auto' | { readonly ids: readonly number[]; readonly of: number }
  /** Told of every request that counts towards being shut out. */
  readonly onRefused?: (() => void) | undefined
}

/** Discord refuses the token, or an intent. The message says what to do. */
export class DiscordRefusal extends Error {
  override readonly name = 'DiscordRefusal'
}

/** Said when the token is none, or not valid any more. */
export const refusedToken =
  'Discord refuses DISCORD_TOKEN: copy the bot’s token anew from the Developer Portal.'

/** Nothing is repeated here: a repeated message is a second message. What is under way ends with the signal. */
export function restOptions(
  api: string,
  over?: AbortSignal,
  onRefused?: () => void,
): Partial<RESTOptions> {
  return {
    api,
    version: '10',
    retries: 0,
    timeout: 10_000,
    // Answers do not count among the bot's requests a second (Rate Limits: Global), but the client would count them.
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    // Waiting is for whoever asked to decide.
    rejectOnRateLimit: () => true,
    invalidRequestWarningInterval: 100,
    // Every answer has a rate limit of its own, which the client would remember for an hour.
    handlerSweepInterval: 60_000,
    agent: lastMoment as unknown as NonNullable<RESTOptions['agent']>,
    ...(over && { makeRequest: until(over, onRefused) }),
  }
}

/** The client's way to make requests, ended by a signal. AbortSignal.any would keep something of every request. */
function until(over: AbortSignal, onRefused?: () => void): RESTOptions['makeRequest'] {
  return async (url, init) => {
    const ending = new AbortController()
    const end = () => ending.abort()
    over.addEventListener('abort', end)
    init.signal?.addEventListener('abort', end)
    if (over.aborted) end()
    try {
      const response = await DefaultRestOptions.makeRequest(url, { ...init, signal: ending.signal })
      if (isRefusal(response)) onRefused?.()
      if (isShutOut(response)) {
        await response.text()
        throw new ShutOut('Discord shuts this address out')
      }
      return response
    } finally {
      over.removeEventListener('abort', end)
    }
  }
}

/** Whether an answer counts towards being shut out (Rate Limits: Invalid Request Limit). */
function isRefusal({ status, headers }: Awaited<ReturnType<RESTOptions['makeRequest']>>): boolean {
  if (status === 429) return headers.get('x-ratelimit-scope') !== 'shared'
  return status === 401 || status === 403
}

/** Whether it was not Discord's API that told to slow down, but what stands before it: that speaks no JSON. */
function isShutOut({ status, headers }: Awaited<ReturnType<RESTOptions['makeRequest']>>): boolean {
  return status === 429 && !(headers.get('content-type') ?? '').startsWith('application/json')
}

/** A client that is not logged in yet. Only servers, their channels and roles are kept in memory. */
function createClient({ api, shards, onRefused }: Connection, over: AbortSignal): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    enforceNonce: true,
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      GuildMemberManager: {
        maxSize: 0,
        keepOverLimit: (member) => member.id === member.client.user.id,
      },
      UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user?.id },
      GuildEmojiManager: 0,
      GuildStickerManager: 0,
      ThreadMemberManager: 0,
    }),
    rest: restOptions(api, over, onRefused),
    ws: { buildStrategy },
    ...(shards === 'auto' ? { shards } : { shards: [...shards.ids], shardCount: shards.of }),
  })
}

const firstPauseMs = 1000
const longestPauseMs = 60_000

/** A connection that is being opened cannot be closed: for this long it is waited for (milliseconds). */
const openingMs = 1000

/**
 * Logs in, again and again while Discord cannot be reached; gives the client once it is ready. `prepare` is called with
 * every new client before it logs in. Throws DiscordRefusal when trying again cannot help, and when aborted.
 */
export function connect(
  connection: Connection,
  log: DiscordLog,
  over: AbortSignal,
  prepare: (client: Client) => void,
): Promise<Client<true>> {
  return persistently(log, over, async () => {
    const client = createClient(connection, over)
    hear(client, log)
    prepare(client)
    try {
      return await login(client, connection.token, over)
    } catch (error) {
      await client.destroy()
      if (isRefused(error)) throw new DiscordRefusal(refusalWords(error))
      throw error
    }
  })
}

/** Does something again and again until Discord can be reached. Throws DiscordRefusal, and when aborted. */
export async function persistently<T>(
  log: DiscordLog,
  over: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    over.throwIfAborted()
    try {
      return await work()
    } catch (error) {
      over.throwIfAborted()
      if (error instanceof DiscordRefusal) throw error
      log.warn({ ...describeError(error), pause }, 'Discord cannot be reached; trying again')
      await setTimeout(pause, undefined, { signal: over }).catch(() => over.throwIfAborted())
    }
  }
}

async function login(client: Client, token: string, over: AbortSignal): Promise<Client<true>> {
  const { promise: ended, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(over.reason)
  over.addEventListener('abort', onAbort, { once: true })
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve))
  const loggingIn = client.login(token)
  try {
    await Promise.race([loggingIn, ended])
    return await Promise.race([ready, ended])
  } catch (error) {
    const opened = setTimeout(openingMs, undefined, { ref: false })
    await Promise.race([Promise.allSettled([loggingIn]), opened])
    throw error
  } finally {
    over.removeEventListener('abort', onAbort)
  }
}

function refusalWords(error: unknown): string {
  const { message = '' } = error as { message?: string }
  if (/shard/i.test(message))
    return 'Discord refuses DISCORD_SHARDS: there are too few shards for the bot’s servers, or one is not below their number.'
  if (/intents/i.test(message))
    return 'Discord refuses the bot’s intents: it needs Guilds alone, which no setting forbids.'
  return refusedToken
}

function hear(client: Client, log: DiscordLog): void {
  client.on(Events.Error, (error) => log.error(describeError(error), 'Discord: the client failed'))
  client.on(Events.Warn, (words) => log.warn({ words }, 'Discord: a warning of the client'))
  client.on(Events.ShardError, (error, shard) =>
    log.warn({ ...describeError(error), shard }, 'Discord: a connection failed'),
  )
  client.on(Events.ShardReconnecting, (shard) => log.info({ shard }, 'Discord: connecting again'))
  client.on(Events.ShardResume, (shard, missed) =>
    log.info({ shard, missed }, 'Discord: connected again, nothing missed'),
  )
  client.on(Events.ShardDisconnect, ({ code }, shard) =>
    log.warn({ shard, code }, 'Discord: a connection was closed for good'),
  )
}
