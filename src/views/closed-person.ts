// What somebody is told at their next command when what they follow could not be sent to them.
import type { View } from '../bot/view.ts'
import { leftReason } from '../follows/person.ts'
import { followingPress } from './follow-lines.ts'

const left =
  'you were no member here for a while, so your follows are paused. To be told again, press Go on in the list of what you follow.'

const refused = (reason: string) =>
  `what you follow could not be sent to you (${reason}), so your follows are paused. Allow direct messages from this bot, then press Go on in the list of what you follow.`

/** An answer with that word below it. */
export function withWord(view: View, reason: string): View {
  return {
    ...view,
    blocks: [
      ...view.blocks,
      {
        kind: 'note',
        text: `By the way: ${reason === leftReason ? left : refused(reason)}`,
      },
      { kind: 'buttons', buttons: [{ ...followingPress('What I follow'), effect: 'reply' }] },
    ],
  }
}
