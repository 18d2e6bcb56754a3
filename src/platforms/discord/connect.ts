// The real client: what it keeps in memory, how it asks, and logging in for as long as Discord cannot be reached.
import { setTimeout } from 'node:timers/promises'
import { Client, Events, GatewayIntentBits, Options, type RESTOptions } from 'discord.js'
import type { DiscordLog } from './log.ts'
import { describeError, isRefused } from './outcome.ts'

/** How to reach Discord, and which part of the servers this process answers for. */
export type Connection = {
  readonly token: string
  /** Where Discord's API is, without the version. */
  readonly api: string
  /** All of them, as many shards as Discord recommends; or some of a number of shards, others being run elsewhere. */
  readonly shards: 'auto' | { readonly ids: readonly number[]; readonly of: number }
}

/** Discord refuses the token, or an intent. The message says what to do. */
export class DiscordRefusal extends Error {
  override readonly name = 'DiscordRefusal'
}

/** Said when the token is none, or not valid any more. */
export const refusedToken =
  'Discord refuses DISCORD_TOKEN: copy the bot’s token anew from the Developer Portal.'

/** Nothing is repeated here: a repeated message is a second message. */
export function restOptions(api: string): Partial<RESTOptions> {
  return {
    api,
    version: '10',
    retries: 0,
    timeout: 10_000,
    globalRequestsPerSecond: 45,
    // Waiting is for whoever asked to decide.
    rejectOnRateLimit: () => true,
    invalidRequestWarningInterval: 100,
  }
}

/** A client that is not logged in yet. Only servers, their channels and roles are kept in memory. */
function createClient({ api, shards }: Connection): Client {
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
    rest: restOptions(api),
    ...(shards === 'auto' ? { shards } : { shards: [...shards.ids], shardCount: shards.of }),
  })
}

const firstPauseMs = 1000
const longestPauseMs = 60_000

/**
 * Logs in, again and again while Discord cannot be reached; gives the client once it is ready. `prepare` is called with
 * every new client before it logs in. Throws DiscordRefusal when trying again cannot help, and when aborted.
 */
export async function connect(
  connection: Connection,
  log: DiscordLog,
  signal: AbortSignal,
  prepare: (client: Client) => void,
): Promise<Client<true>> {
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    const client = createClient(connection)
    hear(client, log)
    prepare(client)
    try {
      return await login(client, connection.token, signal)
    } catch (error) {
      await client.destroy()
      signal.throwIfAborted()
      if (isRefused(error)) throw new DiscordRefusal(refusalWords(error))
      log.warn({ ...describeError(error), pause }, 'Discord cannot be reached; trying again')
      await setTimeout(pause, undefined, { signal })
    }
  }
}

async function login(client: Client, token: string, signal: AbortSignal): Promise<Client<true>> {
  const { promise: ended, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    signal.throwIfAborted()
    const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve))
    await Promise.race([client.login(token), ended])
    return await Promise.race([ready, ended])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

function refusalWords(error: unknown): string {
  const { code } = error as { code?: unknown }
  if (code === 'DisallowedIntents' || code === 4014)
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
