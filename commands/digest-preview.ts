// /paper digest preview: the edition a digest would have now, for the asker alone.
import { z } from 'zod'
import { defineCommand } from '../src/bot/command.ts'
import { digestOption, oneDigest, suggestDigests } from '../src/bot/digest-option.ts'
import { outlook } from '../src/digests/outlook.ts'
import { digestPreviewView } from '../src/views/digest-preview.ts'

export default defineCommand({
  name: 'digest preview',
  summary: 'Show what the digest would bring now, and why',
  examples: ['digest preview'],
  options: z.object({ digest: digestOption }),
  text: 'digest',
  visibility: 'private',
  personal: true,
  suggest: { digest: suggestDigests },
  async run({ digest }, context) {
    const options = digest === undefined ? {} : { digest }
    const one = await oneDigest({ command: 'digest preview', options }, context)
    const { digests, corpus, search, now } = context
    return digestPreviewView(one, await outlook(one, { ...digests, corpus, search }, now))
  },
})
