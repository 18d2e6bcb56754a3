// /paper digest resume: a digest that was paused comes again.
import { z } from 'zod'
import { defineCommand } from '../src/bot/command.ts'
import { digestOption, oneDigest, suggestDigests } from '../src/bot/digest-option.ts'
import { resumed } from '../src/digests/subscription.ts'
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
    const { digests, origin, now } = context
    const options = digest === undefined ? {} : { digest }
    const one = await oneDigest({ command: 'digest resume', options }, context)
    const change = { by: origin.user, now }
    const saved = await digests.subscriptions.edit(one.to, one.id, (own) => resumed(own, change))
    await digests.reopen(one.to)
    return digestResumedView(saved ?? one)
  },
})
