// /paper digest resume: a digest that was paused comes again.
import { z } from 'zod'
import { type Context, defineCommand } from '../src/bot/command.ts'
import { digestOption, suggestDigests, withDigest } from '../src/bot/digest-option.ts'
import type { View } from '../src/bot/view.ts'
import { resumed, type Subscription } from '../src/digests/subscription.ts'
import { noDigestsView } from '../src/views/digest-list.ts'
import { digestResumedView } from '../src/views/digest-told.ts'

export default defineCommand({
  name: 'digest resume',
  summary: 'Let a paused digest come again',
  examples: ['digest resume'],
  options: z.object({ digest: digestOption }),
  text: 'digest',
  visibility: 'private',
  personal: true,
  may: 'manage-channel',
  posts: true,
  suggest: { digest: suggestDigests },
  async run({ digest }, context) {
    const options = digest === undefined ? {} : { digest }
    return withDigest({ command: 'digest resume', options }, context, (one) => resume(one, context))
  },
})

async function resume({ to, id }: Subscription, { digests, origin, now }: Context): Promise<View> {
  const change = { by: origin.user, now }
  const saved = await digests.subscriptions.edit(to, id, (own) => resumed(own, change))
  await digests.reopen(to)
  return saved === undefined ? noDigestsView() : digestResumedView(saved)
}
