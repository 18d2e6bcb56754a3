// How often a request is made: again only where that cannot say a thing twice.
import { setTimeout } from 'node:timers/promises'
import { isUnclear, outcomeOf } from './outcome.ts'

/** Longer than this nobody waits for an answer (milliseconds). */
const longestWaitMs = 10_000
const tries = 3

/** What repeating a request does: nothing new (`harmless`: an edit), or the same thing twice (`doubling`: a new message). */
export type Repetition = 'harmless' | 'doubling'

/** Makes a request, and again where Slack asked to wait or, if that is harmless, nobody knows whether it arrived. */
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
  const outcome = outcomeOf(error, 0)
  if (outcome.status === 'failed')
    return outcome.retryAt <= longestWaitMs ? outcome.retryAt : undefined
  return repetition === 'harmless' && isUnclear(error) ? 200 * 2 ** n : undefined
}
