// What somebody sees who pressed a button that nobody remembers.
import type { View } from './view.ts'

/** Said of a button whose meaning is gone, or is not ours. */
export const tooOldView: View = {
  title: 'That choice is too old.',
  blocks: [{ kind: 'text', text: 'Ask again, and pick from the new answer.' }],
  tone: 'mistake',
}
