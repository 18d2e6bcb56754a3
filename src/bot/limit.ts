// How much one person may ask, so that nobody takes the time of everybody.
import { tooManyView } from './apologies.ts'
import type { Bot } from './bot.ts'
import type { Origin } from './invocation.ts'
import type { Instant } from './view.ts'

/**
 * Commands and presses of one person in a minute. Turning pages as fast as one reads stays below it; the dearest question
 * takes some 50 ms, so that one person has at most a fortieth of the time there is. A workspace has no limit of its own: a
 * busy one is not a hostile one.
 */
const mostAMinute = 30

/** The same bot, which answers nobody more often than that; the count begins anew every minute. */
export function limited(bot: Bot, now: () => Instant): Bot {
  const counts = new Map<string, number>()
  let minute = 0

  function allows({ platform, workspace, user }: Origin): boolean {
    const current = Math.floor(now() / 60_000)
    if (current !== minute) counts.clear()
    minute = current
    const person = `${platform}:${workspace}/@${user}`
    const count = (counts.get(person) ?? 0) + 1
    counts.set(person, count)
    return count <= mostAMinute
  }

  return {
    ...bot,
    prepare(invocation, origin) {
      if (allows(origin)) return bot.prepare(invocation, origin)
      return { visibility: 'private', run: async () => tooManyView }
    },
  }
}
