// How often a request is made: again only where that cannot say a thing twice.
import { setTimeout } from 'node:timers/promises'
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'

/** Longer than this nobody waits for an answer (milliseconds). */
const longestWaitMs = 10_000
const tries = 3

/** What repeating a request does: nothing new (`harmless`: an edit), or the same thing twice (`doubling`: a new message). */
export type Repetition = 'harmless' | 'doubling'

/** Makes a request, and again where Discord asked to wait or, if that is harmless, nobody knows whether it arrived. */
export async function patiently<T>(repetition: Repetition, request: () => Promise<T>): Promise<T> {
  for (let n = 1; ; n++) {
    try {
      return await request()
    } catch (error) {
      const pause = pauseAfter(error, repetition, n)
      if (pause === undefined || n === tries) throw error
      await setTimeout(pause)
    }
  }
}

function pauseAfter(error: unknown, repetition: Repetition, n: number): number | undefined {
  if (error instanceof RateLimitError)
    return error.retryAfter <= longestWaitMs ? error.retryAfter : undefined
  return repetition === 'harmless' && isUnclear(error) ? 200 * 2 ** n : undefined
}

/** Whether a request may have arrived although it failed: a server's error, or no answer at all. */
export function isUnclear(error: unknown): boolean {
  if (error instanceof DiscordAPIError || error instanceof HTTPError) return error.status >= 500
  return (
    error instanceof Error && (error.name === 'AbortError' || 'cause' in error || 'code' in error)
  )
}
