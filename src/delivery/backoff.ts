// When something that failed is tried again: later every time, and not by everybody at once.
import type { Instant } from '../bot/view.ts'

/** The first pause and the longest, in milliseconds. */
const pauseMs = { first: 1000, longest: 600_000 } as const

/**
 * When the next attempt may be made after `attempt` of them: not before `notBefore`, and after a pause that doubles, of which
 * chance takes a part (`chance` is from 0 to 1).
 */
export function retryAt(attempt: number, notBefore: Instant, chance: number): Instant {
  const longest = Math.min(pauseMs.longest, pauseMs.first * 2 ** (attempt - 1))
  return Math.ceil(notBefore + longest * chance)
}
