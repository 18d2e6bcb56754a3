// /paper digest off: a digest comes no more. Asks first.
import { z } from 'zod'
import { type Context, defineCommand } from '../src/bot/command.ts'
import { digestOption, suggestDigests, withDigest } from '../src/bot/digest-option.ts'
import type { View } from '../src/bot/view.ts'
import type { Subscription } from '../src/digests/subscription.ts'
import { optionsOf } from '../src/views/digest-plan.ts'
import { digestOffAskedView, digestOffView } from '../src/views/digest-told.ts'

export default defineCommand({
  name: 'digest off',
  summary: 'Switch a digest off and delete its settings',
  examples: ['digest off'],
  options: z.object({
    digest: digestOption,
    save: z.boolean().default(false).describe('do it, instead of asking first'),
  }),
  text: 'digest',
  last: ['save'],
  visibility: 'private',
  personal: true,
  may: 'manage-channel',
  suggest: { digest: suggestDigests },
  async run({ digest, save }, context) {
    const options = digest === undefined ? {} : { digest }
    return withDigest({ command: 'digest off', options }, context, (one) =>
      save ? switchOff(one, context) : digestOffAskedView(one),
    )
  },
})

async function switchOff(one: Subscription, { digests }: Context): Promise<View> {
  await digests.subscriptions.remove(one.to, one.id)
  return digestOffView(one, {
    label: 'Set it up again',
    invoke: { command: 'digest set', options: optionsOf(one) },
    effect: 'update',
  })
}
