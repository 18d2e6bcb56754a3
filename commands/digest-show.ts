// /paper digest show: the digests of this place, or one of them with what became of its editions.
import { z } from 'zod'
import { whereAsked } from '../src/bot/address.ts'
import { type Context, defineCommand } from '../src/bot/command.ts'
import { digestOption, digestsHere, oneDigest, suggestDigests } from '../src/bot/digest-option.ts'
import { isTimeZone } from '../src/bot/time-zone.ts'
import { type Subscription, upcoming } from '../src/digests/subscription.ts'
import { digestDetailView, digestsView, noDigestsView } from '../src/views/digest-list.ts'

/** Editions looked back at, and ahead. */
const told = { sent: 10, upcoming: 3 }

export default defineCommand({
  name: 'digest show',
  summary: 'Show this channel’s digests: when they come, and what became of the last ones',
  examples: ['digest show', 'digest'],
  notes: ['In a direct message with me, a digest is yours alone and comes there.'],
  options: z.object({ digest: digestOption }),
  text: 'digest',
  visibility: 'private',
  suggest: { digest: suggestDigests },
  async run({ digest }, context) {
    const digests = await digestsHere(context)
    if (digests.length === 0) return noDigestsView()
    if (digests.length > 1 && !digest) {
      const suspension = await context.digests.suspension(whereAsked(context.origin))
      return digestsView(digests, suspension, context.now)
    }
    const options = digest === undefined ? {} : { digest }
    return detail(await oneDigest({ command: 'digest show', options }, context), context)
  },
})

async function detail(digest: Subscription, { digests, now }: Context) {
  return digestDetailView({
    digest,
    upcoming: upcoming(digest, told.upcoming),
    sent: await digests.sent(digest.to, digest.id, told.sent),
    suspension: await digests.suspension(digest.to),
    zone: isTimeZone(digest.zone) ? 'known' : 'unknown',
    now,
  })
}
