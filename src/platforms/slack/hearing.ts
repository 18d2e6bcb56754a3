// Hearing of a thing once, and saying so: Slack tells again of what it believes was not heard.
import { describeError } from './outcome.ts'
import type { Slack } from './slack.ts'

/** It does so with events for an hour at most, with a person's doing for less (milliseconds). */
const eventMs = 7_200_000
const deedMs = 900_000

/** What was heard, over all processes. */
export type Hearing = {
  /** Whether an event is told of for the first time; as far as can be told. */
  isNew(eventId: string): Promise<boolean>
  /** Begins what a person asked for, once, and `again` each time after; the trigger is that of their doing. */
  deed(trigger: string | undefined, work: () => Promise<void>, again?: () => Promise<void>): void
  /** An acknowledgement that came too late, or by a socket that has closed, must not cost the answer. */
  acknowledged(acknowledging: Promise<void>): Promise<void>
}

/** What hears. */
export function createHearing({ log, now, seen, begin }: Omit<Slack, 'bot'>): Hearing {
  async function isFirst(key: string, ms: number): Promise<boolean> {
    try {
      return await seen.firstTime(key, now() + ms, now())
    } catch (error) {
      log.error(describeError(error), 'Slack: cannot tell whether something was heard before')
      return true
    }
  }

  return {
    isNew: (id) => isFirst(`event:${id}`, eventMs),

    deed(trigger, work, again = async () => {}) {
      begin(async () => {
        if (trigger === undefined || (await isFirst(`deed:${trigger}`, deedMs))) await work()
        else await again()
      })
    },

    acknowledged: (acknowledging) =>
      acknowledging.catch((error: unknown) =>
        log.warn(describeError(error), 'Slack: could not acknowledge'),
      ),
  }
}
