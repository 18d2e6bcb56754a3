// Opening direct messages: each person's once, and nobody's for a while after too many were opened.
import { type REST, Routes } from 'discord.js'
import { remembering } from '../../bot/remember.ts'
import type { Instant } from '../../bot/view.ts'
import { isOpeningTooFast, OpeningPaused } from './outcome.ts'

/** They stay what they are; so many people's are remembered, for so long (milliseconds). */
const kept = { ms: 7 * 86_400_000, most: 10_000 }
/** After Discord says that they are opened too fast, none are for so long (milliseconds). */
const pauseMs = 600_000

/** What gives a person's direct messages. Throws OpeningPaused while none are opened, and what Discord refuses. */
export function createOpening(rest: REST, now: () => Instant): (user: string) => Promise<string> {
  let pausedUntil = 0
  return remembering({ ...kept, now }, async (user) => {
    if (now() < pausedUntil) throw new OpeningPaused(pausedUntil)
    const body = { recipient_id: user }
    try {
      return ((await rest.post(Routes.userChannels(), { body })) as { id: string }).id
    } catch (error) {
      if (!isOpeningTooFast(error)) throw error
      pausedUntil = now() + pauseMs
      throw new OpeningPaused(pausedUntil)
    }
  })
}
