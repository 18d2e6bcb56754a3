// /paper digest off: a digest comes no more. Asks first.
import { z } from 'zod'
import { defineCommand } from '../src/bot/command.ts'
import { digestOption, oneDigest, suggestDigests } from '../src/bot/digest-option.ts'
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
    const one = await oneDigest({ command: 'digest off', options }, context)
    if (!save) return digestOffAskedView(one)
    await context.digests.subscriptions.remove(one.to, one.id)
    return digestOffView(one, {
      label: 'Set it up again',
      invoke: { command: 'digest set', options: optionsOf(one) },
      effect: 'update',
    })
  },
})
