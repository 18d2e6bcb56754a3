// When something that failed is tried again: later every time, and not by everybody at once.
import type { Instant } from '../bot/view.ts'

/** The longest pause, as a multiple of the first. */
const longest = 600

/**
 * When the next attempt may be made after `attempt` of them: not before `notBefore`, and after a pause that begins at
 * `firstMs` and doubles, of which chance takes a part (`chance` is from 0 to 1).
 */
export function retryAt(
  attempt: number,
  notBefore: Instant,
  { firstMs, chance }: { readonly firstMs: number; readonly chance: number },
): Instant {
  return Math.ceil(notBefore + firstMs * Math.min(longest, 2 ** (attempt - 1)) * chance)
}
