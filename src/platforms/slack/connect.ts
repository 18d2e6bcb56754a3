// Reaching Slack: how its API is asked, and asking for as long as it cannot be reached.
import { setTimeout } from 'node:timers/promises'
import { webApi } from '@slack/bolt'
import { fetchInTime } from '../../bot/in-time.ts'
import { boltLog, type SlackLog } from './log.ts'
import { describeError, isRefused } from './outcome.ts'

/** Slack refuses a token or a secret. The message says what to do. */
export class SlackRefusal extends Error {
  override readonly name = 'SlackRefusal'
}

/** Nothing is repeated here, and nothing waited for: a repeated message is a second message. */
export function clientOptions(api: string, log: SlackLog): webApi.WebClientOptions {
  return {
    slackApiUrl: api,
    // With anything else, Bolt's clients ask a hundred times where a socket is used.
    retryConfig: { retries: 0 },
    timeout: 10_000,
    rejectRateLimitedCalls: true,
    // One that waited for another would be sent as part of that other's work.
    maxRequestConcurrency: Number.POSITIVE_INFINITY,
    allowAbsoluteUrls: false,
    logger: boltLog(log),
  }
}

/** Whose client it is, and how it asks. */
export type ClientParts = {
  readonly token?: string
  readonly api: string
  readonly team?: string
  readonly fetch?: typeof globalThis.fetch
}

/** A client that speaks with this token; for an organisation's token, in this workspace of it. */
export function createClient(
  { token, api, team, fetch }: ClientParts,
  log: SlackLog,
): webApi.WebClient {
  const options = { ...clientOptions(api, log), ...(fetch && { fetch: fetchInTime(fetch) }) }
  return new webApi.WebClient(token, team === undefined ? options : { ...options, teamId: team })
}

/** The pause before Slack is asked again, at first and at most (milliseconds). */
const firstPauseMs = 1000
const longestPauseMs = 60_000

/** Does something again and again until Slack can be reached. Throws SlackRefusal, and when aborted. */
export async function persistently<T>(
  log: SlackLog,
  over: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    over.throwIfAborted()
    try {
      return await work()
    } catch (error) {
      over.throwIfAborted()
      if (error instanceof SlackRefusal || isRefused(error)) throw error
      log.warn({ ...describeError(error), pause }, 'Slack cannot be reached; trying again')
      await setTimeout(pause, undefined, { signal: over }).catch(() => over.throwIfAborted())
    }
  }
}
