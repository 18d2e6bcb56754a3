// What a person sees after doing something: the acknowledgement, messages, a form, suggestions, or that it failed.
import { until } from '../discord/until.ts'
import { type Deed, keyOf, type State } from './state.ts'
import { type Choice, isFields, listOf, type Message, type View } from './wire.ts'

export type Exchange = {
  readonly id: string
  readonly user: string
  readonly channel: string | undefined
  /** What the person wrote, where that is what they did. */
  readonly said: Message | undefined
  /** The acknowledgement; fails with Slack's word where there was none in time. */
  ack(): Promise<{ readonly body: unknown; readonly afterMs: number }>
  /** Why Slack tells the person that it failed. */
  failure(): Promise<string>
  /** The message of this number that came of it, as it is shown now: a new one, or the changed one it was done on. */
  reply(index?: number): Promise<Message>
  replies(): readonly Message[]
  /** The modal that it opened. */
  modal(): Promise<View>
  /** The modal or Home tab that it changed, as it is shown now. */
  view(): Promise<View>
  /** The suggestions it was answered with. */
  choices(): Promise<readonly Choice[]>
  /** What a form was found wrong with, by block. */
  errors(): Promise<Readonly<Record<string, string>>>
  /** Whether the message it was done on was taken away. */
  originalDeleted(): boolean
}

/** Watches what becomes of a deed. */
export function createExchange(state: State, deed: Deed, said?: Message): Exchange {
  const what = `the answer to ${deed.name}`
  const ack = () =>
    until(what, () => {
      if (deed.failed !== undefined) throw new Error(`${deed.name} failed with "${deed.failed}"`)
      return deed.ack
    })
  const field = async (name: string) => {
    const { body } = await ack()
    return isFields(body) ? body[name] : undefined
  }
  const replies = () => cameOf(state, deed)
  return {
    id: deed.id,
    user: deed.user,
    channel: deed.channel,
    said,
    ack,
    failure: () => until(`a failure of ${deed.name}`, () => deed.failed),
    replies,
    reply: (index = 0) => until(what, () => replies()[index]),
    modal: () =>
      until(`the form of ${deed.name}`, () => {
        const opened = deed.views.find((id) => id !== deed.view?.id)
        return state.views.get(opened ?? '')
      }),
    view: () =>
      until(`the view of ${deed.name}`, () => {
        const views = deed.views.flatMap((id) => state.views.get(id) ?? [])
        return views.find(({ id, hash }) => id !== deed.view?.id || hash !== deed.view.hash)
      }),
    async choices() {
      const options = [...listOf(await field('options'))]
      const groups = listOf(await field('option_groups'))
      for (const group of groups) options.push(...listOf(group.options))
      return options.map(({ text, value }) => ({
        text: isFields(text) ? String(text.text) : '',
        value: String(value),
      }))
    },
    async errors() {
      const errors = await field('errors')
      if (!isFields(errors)) throw new Error(`${deed.name} was taken without errors`)
      return errors as Readonly<Record<string, string>>
    },
    originalDeleted: () => deed.deleted.length > 0,
  }
}

/** Messages the person saw because of a deed, oldest first. */
function cameOf(state: State, deed: Deed): readonly Message[] {
  const { source } = deed
  const known = new Set(deed.messages.map(keyOf))
  if (source !== undefined) known.add(keyOf(source))
  const found = [...known].flatMap((key) => state.messages.get(key) ?? [])
  const came = found.filter((message) => {
    const isSource = source !== undefined && keyOf(source) === keyOf(message)
    return !isSource || message.revision > source.revision
  })
  for (const key of state.order.slice(deed.after)) {
    const message = state.messages.get(key)
    if (message === undefined || known.has(key)) continue
    const { shownTo, bot_id, channel } = message
    const isSeen = shownTo === undefined || shownTo === deed.user
    const isFree = bot_id !== undefined && !state.cameOf.has(key)
    if (isSeen && isFree && channel === deed.channel && inThread(message, deed)) came.push(message)
  }
  return came.sort((one, other) => (one.ts < other.ts ? -1 : 1))
}

const inThread = ({ thread_ts, ts }: Message, deed: Deed) =>
  deed.thread === undefined || thread_ts === deed.thread || ts === deed.thread
