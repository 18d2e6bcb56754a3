// /paper digest pause: a digest stays away, until a day or until somebody resumes it.
import { z } from 'zod'
import { type Context, defineCommand } from '../src/bot/command.ts'
import { digestOption, suggestDigests, withDigest } from '../src/bot/digest-option.ts'
import { UserError } from '../src/bot/user-error.ts'
import type { View } from '../src/bot/view.ts'
import { everyDay } from '../src/digests/days.ts'
import { firingOn } from '../src/digests/due.ts'
import { paused, type Subscription } from '../src/digests/subscription.ts'
import { readUntil } from '../src/digests/until.ts'
import { noDigestsView } from '../src/views/digest-list.ts'
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
    const options = { ...(until && { until }), ...(digest && { digest }) }
    return withDigest({ command: 'digest pause', options }, context, (one) =>
      pause(one, until, context),
    )
  },
})

async function pause(
  { to, id, zone }: Subscription,
  until: string | undefined,
  { digests, origin, now }: Context,
): Promise<View> {
  const day = until ? dayIn(until, zone, now) : undefined
  const at =
    day === undefined ? undefined : firingOn({ time: '00:00', zone, days: everyDay }, day).at
  const saved = await digests.subscriptions.edit(to, id, (own) =>
    paused(own, at, { by: origin.user }),
  )
  return saved === undefined ? noDigestsView() : digestPausedView(saved)
}

function dayIn(typed: string, zone: string, now: number): string {
  const day = readUntil(typed, zone, now)
  if (day !== undefined) return day
  throw new UserError(
    `until is a day to come, such as monday or 2026-12-24, or a time ahead such as 3d or 2w; “${typed}” is neither.`,
  )
}
