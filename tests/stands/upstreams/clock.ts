// A clock for tests: sleeping takes no time, moves `now` on and is written down.
import type { Clock } from '../../../src/sources/http.ts'

/** Begins at `now` (epoch milliseconds); `slept` has every sleep in milliseconds. Chance is always `random`. */
export function createStandClock(
  now = Date.parse('2025-01-03T10:00:00Z'),
  random = 0.5,
): Clock & { readonly slept: readonly number[]; advance(ms: number): void } {
  const slept: number[] = []
  return {
    slept,
    now: () => now,
    random: () => random,
    advance: (ms) => {
      now += ms
    },
    sleep: async (ms, signal) => {
      signal?.throwIfAborted()
      slept.push(ms)
      now += ms
    },
  }
}
