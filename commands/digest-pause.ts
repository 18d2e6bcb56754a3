// /paper digest pause: a digest stays away, until a day or until somebody resumes it.
import { z } from 'zod'
import { defineCommand } from '../src/bot/command.ts'
import { digestOption, oneDigest, suggestDigests } from '../src/bot/digest-option.ts'
import { UserError } from '../src/bot/user-error.ts'
import { everyDay } from '../src/digests/days.ts'
import { firingOn } from '../src/digests/due.ts'
import { paused } from '../src/digests/subscription.ts'
import { readUntil } from '../src/digests/until.ts'
import { digestPausedView } from '../src/views/digest-told.ts'

export default defineCommand({
  name: 'digest pause',
  summary: 'Pause a digest for a while, or until it is resumed',
  examples: ['digest pause', 'digest pause 2w', 'digest pause monday'],
  notes: ['Whatever the pause, it comes back with one edition.'],
  options: z.object({
    until: z
      .string()
      .trim()
      .max(30)
      .optional()
      .describe('when it comes again: 2w, monday, 2026-12-24; until resumed unless told'),
    digest: digestOption,
  }),
  text: 'until',
  visibility: 'private',
  personal: true,
  may: 'manage-channel',
  suggest: { digest: suggestDigests },
  async run({ until, digest }, context) {
    const { digests, origin, now } = context
    const options = { ...(until && { until }), ...(digest && { digest }) }
    const one = await oneDigest({ command: 'digest pause', options }, context)
    const day = until ? dayIn(until, one.zone, now) : undefined
    const at =
      day === undefined
        ? undefined
        : firingOn({ time: '00:00', zone: one.zone, days: everyDay }, day).at
    const by = origin.user
    const saved = await digests.subscriptions.edit(one.to, one.id, (own) => paused(own, at, { by }))
    return digestPausedView(saved ?? one)
  },
})

function dayIn(typed: string, zone: string, now: number): string {
  const day = readUntil(typed, zone, now)
  if (day !== undefined) return day
  throw new UserError(
    `until is a day to come, such as monday or 2026-12-24, or a time ahead such as 3d or 2w; “${typed}” is neither.`,
  )
}
