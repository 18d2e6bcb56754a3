// What is to be seen in the loopback Slack now: channels, threads, what one person alone sees, windows, Home tabs, cards.
import { keyOf, messageOf, type State } from './state.ts'
import type { Fields, Message, View } from './wire.ts'

/** Looks; `first` gives the workspace meant where none is told. */
export function createLooks(state: State, first: () => string) {
  const isIn = (channel: string) => (message: Message) => message.channel === channel
  return {
    /** What everybody sees in a channel now, oldest first, threads included. */
    messages: (channel: string): readonly Message[] =>
      [...state.messages.values()]
        .filter(isIn(channel))
        .filter(({ shownTo }) => shownTo === undefined),
    /** Every message there is, whoever sees it. */
    everything: (): readonly Message[] => [...state.messages.values()],
    /** The replies in a thread, without what they reply to. */
    replies: (channel: string, thread: string): readonly Message[] =>
      [...state.messages.values()]
        .filter(isIn(channel))
        .filter(({ thread_ts, ts, shownTo }) => thread_ts === thread && ts !== thread && !shownTo),
    /** What one person alone sees in a channel now. */
    ephemerals: (channel: string, person: string): readonly Message[] =>
      [...state.messages.values()]
        .filter(isIn(channel))
        .filter(({ shownTo }) => shownTo === person),
    /** A message as it is shown now. */
    shown: (message: Message): Message => messageOf(state, message),
    isShown: (message: Message): boolean => state.messages.has(keyOf(message)),
    /** The Home tab of a person. */
    home: (person: string, team = first()): View | undefined =>
      state.views.get(state.homes.get(`${team}/${person}`) ?? ''),
    /** The modals a person has open, the topmost last. */
    modals: (person: string): readonly View[] =>
      (state.stacks.get(person) ?? []).flatMap((id) => state.views.get(id) ?? []),
    /** What the app showed for the links of a message. */
    unfurls: (message: Message): Fields =>
      Object.assign(
        {},
        ...[...state.unfurlable].flatMap(([id, { channel, ts }]) =>
          channel === message.channel && ts === message.ts ? [state.unfurls.get(id) ?? {}] : [],
        ),
      ),
    /** Of links that are not sent yet, by what is shown for them. */
    composerUnfurls: (): readonly Fields[] =>
      [...state.unfurlable].flatMap(([id, { source }]) => {
        const shown = state.unfurls.get(id)
        return source === 'composer' && shown !== undefined ? [shown] : []
      }),
  }
}
