// What time it is for what is due. Processes that share a server go by its clock; one that is alone goes by its own, and does
// not trust a leap of it at once.
import type { Instant } from '../bot/view.ts'

/** Where time comes from. */
export type ClockParts = {
  /** This machine's clock, which may be set. */
  readonly now: () => Instant
  /** Milliseconds since some moment; never set, never back. */
  readonly elapsed: () => number
  /** The clock all processes share, where there is one. */
  readonly shared?: (() => Promise<Instant>) | undefined
  readonly log: { warn(details: object, message: string): void }
}

export type Clock = {
  /** The time, between two looks carried on by what has passed since. */
  now(): Instant
  /** Looks at the clock again. Gives false when it has just leapt ahead and nothing should come due by it yet. */
  look(): Promise<boolean>
}

/** Such a difference is worth a line in the log (milliseconds). */
const noteworthyMs = 5000
/** After such a leap ahead nothing comes due before the clock has said so twice (milliseconds). */
const leapMs = 10 * 60_000

export function createClock({ now, elapsed, shared, log }: ClockParts): Clock {
  let offset = 0
  let known: { readonly at: Instant; readonly elapsed: number } | undefined

  return {
    now: () => now() + offset,
    async look() {
      if (shared !== undefined) offset = (await shared()) - now()
      const before = known
      const reading = { at: now() + offset, elapsed: elapsed() }
      known = reading
      if (before === undefined) return true
      const drift = reading.at - before.at - (reading.elapsed - before.elapsed)
      if (Math.abs(drift) > noteworthyMs)
        log.warn({ drift: Math.round(drift) }, 'the clock was set')
      return drift <= leapMs
    },
  }
}
