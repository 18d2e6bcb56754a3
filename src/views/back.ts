// What is said with the first message in a place that was closed to the bot.
import type { Instant, View } from '../bot/view.ts'

/** A view with a line above it: that this could not be said since then, and that nothing comes late. */
export function withBack(view: View, since: Instant): View {
  return {
    ...view,
    blocks: [
      {
        kind: 'note',
        text: [
          'Back again: from ',
          { time: since, as: 'dateTime' },
          ' on I could not post here. What was due meanwhile does not come late.',
        ],
      },
      ...view.blocks,
    ],
  }
}
