// What a platform says by itself, where there is no answer to show.
import type { View } from './view.ts'

/** Said of a button whose meaning is gone, or is not ours. */
export const tooOldView: View = {
  title: 'That choice is too old.',
  blocks: [{ kind: 'text', text: 'Ask again, and pick from the new answer.' }],
  tone: 'mistake',
}

/** Said when the platform refuses an answer as it stands. */
export const unshowableView: View = {
  title: 'That answer could not be shown here.',
  blocks: [{ kind: 'text', text: 'It has been noted. Asking for less of it may help.' }],
  tone: 'fault',
}

/** Stands where an answer will be in a moment. */
export const waitingView: View = { title: 'One moment …', blocks: [] }

/** Said where a form or a page could not be opened in time. */
export const tooLateView: View = {
  title: 'That took too long to open.',
  blocks: [{ kind: 'text', text: 'Press it once more.' }],
  tone: 'mistake',
}

/** Said of a message without words or addresses. */
export const noTextView: View = {
  title: 'There are no words in that message.',
  blocks: [
    { kind: 'text', text: 'Pick one that has an address of a paper, or words to search for.' },
  ],
  tone: 'mistake',
}

/** Said to whoever asks to share what is nobody else's business, or everybody's already. */
export const notSharedView: View = {
  title: 'That answer cannot be shared.',
  blocks: [{ kind: 'text', text: 'It is for you alone, or for everybody already.' }],
  tone: 'mistake',
}

/** Said to whoever asks more in a minute than anybody reads. */
export const tooManyView: View = {
  title: 'That is a lot at once.',
  blocks: [{ kind: 'text', text: 'Nothing is lost: go on in a minute.' }],
  tone: 'mistake',
}
