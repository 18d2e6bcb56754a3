// /paper digest test: posts a digest here once, at once.
import { z } from 'zod'
import { type Context, defineCommand } from '../src/bot/command.ts'
import { digestOption, suggestDigests, withDigest } from '../src/bot/digest-option.ts'
import type { View } from '../src/bot/view.ts'
import { testEdition } from '../src/digests/stores.ts'
import type { Subscription } from '../src/digests/subscription.ts'
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
    const options = digest === undefined ? {} : { digest }
    return withDigest({ command: 'digest test', options }, context, (one) => post(one, context))
  },
})

async function post(one: Subscription, { digests, now }: Context): Promise<View> {
  const { to, id: subject, version } = one
  // Whoever asks says that it can be posted here again.
  await digests.reopen(to)
  const edition = testEdition(now)
  const expiresAt = now + expiresMs
  await digests.enqueue(
    { kind: 'digest', to, subject, edition, dueAt: now, expiresAt, version },
    now,
  )
  return digestTestView(one, now)
}
