// The pause an upstream asked for, remembered between requests.
import type { Clock } from './http.ts'
import { longestPause } from './pause.ts'

/** Hugging Face counts requests in windows of five minutes (milliseconds); a spent one is waited for to its end. */
const longestWindow = 300_000

export type Rest = {
  /** Waits for the end of the pause; when it is too long to wait, its end (epoch milliseconds) at once. */
  over(signal: AbortSignal | undefined): Promise<number | undefined>
  /** Notes a pause the server asked for, in milliseconds. Only its last `patience` are worth waiting for. Gives its end. */
  whenAsked(pause: number | undefined, patience: number): number | undefined
  /** Notes that nothing is left to ask for the given milliseconds. */
  afterSpending(pause: number | undefined): void
}

/** No pause, until one is noted. */
export function createRest(clock: Clock): Rest {
  let until = 0
  let patience = 0

  function whenAsked(pause: number | undefined, longest: number): number | undefined {
    if (pause === undefined) return undefined
    until = clock.now() + pause
    patience = longest
    return until
  }

  return {
    whenAsked,
    afterSpending: (pause) => void whenAsked(pause, longestWindow),
    async over(signal) {
      const wait = until - clock.now()
      // More than any pause there is: the clock was put back.
      if (wait <= 0 || wait > longestPause) return undefined
      if (wait > patience) return until
      await clock.sleep(wait, signal)
      signal?.throwIfAborted()
      return undefined
    },
  }
}
