// What somebody is told at their next command when what they follow could not be sent to them.
import type { View } from '../bot/view.ts'
import { followingPress } from './follow-lines.ts'

/** An answer with that word below it. */
export function withWord(view: View, reason: string): View {
  return {
    ...view,
    blocks: [
      ...view.blocks,
      {
        kind: 'note',
        text: `By the way: what you follow could not be sent to you (${reason}), so your follows are paused. Allow direct messages from this bot, then press Go on in the list of what you follow.`,
      },
      { kind: 'buttons', buttons: [{ ...followingPress('What I follow'), effect: 'reply' }] },
    ],
  }
}
