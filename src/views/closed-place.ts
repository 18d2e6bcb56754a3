// What somebody is told at their next command of a place where what they set up cannot be posted.
import type { Address } from '../bot/address.ts'
import type { View } from '../bot/view.ts'
import { adviceFor, type Closed, placeSpans } from './suspended.ts'

/** An answer with that below it. */
export function withClosedPlace(view: View, place: Address, closed: Closed): View {
  const { reason, since } = closed
  return {
    ...view,
    blocks: [
      ...view.blocks,
      {
        kind: 'note',
        text: [
          'By the way: what you set up for ',
          ...placeSpans(place),
          ' could not be posted since ',
          { time: since, as: 'dateTime' },
          ` (${reason}). `,
          ...adviceFor(place, reason),
        ],
      },
    ],
  }
}
