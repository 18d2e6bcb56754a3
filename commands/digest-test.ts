// /paper digest test: posts a digest here once, at once.
import { z } from 'zod'
import { defineCommand } from '../src/bot/command.ts'
import { digestOption, oneDigest, suggestDigests } from '../src/bot/digest-option.ts'
import { testEdition } from '../src/digests/stores.ts'
import { digestTestView } from '../src/views/digest-told.ts'

/** It comes soon or not at all (milliseconds). */
const expiresMs = 10 * 60_000

export default defineCommand({
  name: 'digest test',
  summary: 'Post the digest here once, now, to see it',
  examples: ['digest test'],
  notes: ['It is posted the way every edition is, so it shows whether I can post here at all.'],
  options: z.object({ digest: digestOption }),
  text: 'digest',
  visibility: 'private',
  personal: true,
  may: 'manage-channel',
  posts: true,
  suggest: { digest: suggestDigests },
  async run({ digest }, context) {
    const { digests, now } = context
    const options = digest === undefined ? {} : { digest }
    const { to, id, version, ...rest } = await oneDigest(
      { command: 'digest test', options },
      context,
    )
    // Whoever asks says that it can be posted here again.
    await digests.reopen(to)
    await digests.enqueue(
      {
        kind: 'digest',
        ...{ to, subject: id, version },
        edition: testEdition(now),
        dueAt: now,
        expiresAt: now + expiresMs,
      },
      now,
    )
    return digestTestView({ to, id, version, ...rest }, now)
  },
})
