// The port to what was heard of already, over all processes: Slack tells of a thing again when it believes nobody heard.
import type { Instant } from '../../bot/view.ts'

/** Remembers keys until a time. */
export type Seen = {
  /** Whether this key is new; from then on it is not, until the time given. Of two who ask at once, one is first. */
  firstTime(key: string, untilMs: Instant, now: Instant): Promise<boolean>
}
