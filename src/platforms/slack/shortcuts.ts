// What stands in a message's menu and in the search box: “Find papers” of a message, and “Search papers”.
import { actionId } from '../../bot/action.ts'
import { noTextView, tooLateView, waitingView } from '../../bot/apologies.ts'
import { clip } from '../../bot/clip.ts'
import type { Invocation } from '../../bot/invocation.ts'
import { renderForm } from './modal.ts'
import { isTooLate } from './outcome.ts'
import { type Body, unescaped } from './parse.ts'
import { keptPlace } from './places.ts'
import { inItself } from './press.ts'
import { modalOf } from './reply.ts'
import type { Asker, Place, Slack } from './slack.ts'
import { inTime, openingMs } from './suggest.ts'

/** A shortcut somebody chose; `message` is what it was chosen for, where it was one. */
export type Shortcut = Body & {
  readonly trigger_id: string
  readonly response_url?: string
  readonly message?: MessageParts
}

/** The parts of a message that hold words. */
export type MessageParts = {
  readonly text?: string | undefined
  readonly thread_ts?: string | undefined
  readonly blocks?: unknown
  readonly attachments?: unknown
}

/** Of a message, as much as `find` takes. */
const maxMessageText = 4000

/** What “Find papers” on a message asks for; undefined when there is no text in it. */
export function findInvocation({
  text = '',
  blocks,
  attachments,
}: MessageParts): Invocation | undefined {
  const said: string[] = []
  // What an app says may stand in its blocks alone; what a person says stands there once more.
  for (const words of [text, ...textsIn(blocks), ...textsIn(attachments)].map(unescaped))
    if (words.trim() !== '' && !said.some((part) => part.includes(words.trim()))) said.push(words)
  const whole = said.join('\n').trim()
  return whole === ''
    ? undefined
    : { command: 'find', options: { text: clip(whole, maxMessageText) } }
}

const wordy = new Set(['text', 'url', 'title', 'title_link', 'from_url', 'original_url', 'pretext'])
const addresses = new Set(['url', 'title_link', 'from_url', 'original_url'])

/** The words and addresses in a block, an attachment, and what is within them. Of a button, only where it leads. */
function textsIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(textsIn)
  if (typeof part !== 'object' || part === null) return []
  const isPressable = 'action_id' in part
  return Object.entries(part).flatMap(([name, value]) => {
    if (typeof value !== 'string') return isPressable ? [] : textsIn(value)
    return (isPressable ? addresses : wordy).has(name) ? [value] : []
  })
}

/** The shortcuts. They may throw, which is for the caller to log. */
export function createShortcuts({ bot, answer, say, originOf, clientOf }: Slack) {
  /** In the channel where the bot is, else in a modal: for the asker alone in both. */
  async function placeFor(shortcut: Shortcut, asker: Asker): Promise<Place> {
    const { permissions } = (await inTime(originOf(asker), openingMs)) ?? {}
    const { response_url: url, message } = shortcut
    if (url !== undefined && permissions?.post?.granted === true)
      return { by: 'url', url, as: 'new', thread: message?.thread_ts }
    const { views } = await clientOf(asker.workspace)
    const { view } = await views.open({
      trigger_id: shortcut.trigger_id,
      view: modalOf(waitingView),
    })
    return { by: 'modal', view: view?.id ?? '' }
  }

  async function find(shortcut: Shortcut, asker: Asker): Promise<void> {
    const invocation = findInvocation(shortcut.message ?? {})
    const place = await placeFor(shortcut, asker)
    if (invocation === undefined) await say(noTextView, asker, place)
    else await answer(invocation, asker, place)
  }

  async function search({ trigger_id }: Shortcut, asker: Asker): Promise<void> {
    const invoke: Invocation = { command: 'search', options: {} }
    const form = bot.form(invoke)
    if (form === undefined) throw new Error('search has no form')
    const { views } = await clientOf(asker.workspace)
    const modal = renderForm(form, actionId({ invoke, effect: 'form' }))
    const private_metadata = keptPlace(inItself, asker.channel)
    await views.open({ trigger_id, view: { ...modal, private_metadata } })
  }

  /** Whoever chose it is told when it was too late. */
  async function inItsTime(shortcut: Shortcut, asker: Asker, work: () => Promise<void>) {
    try {
      await work()
    } catch (error) {
      if (!isTooLate(error)) throw error
      const { response_url: url, message } = shortcut
      const place: Place =
        url === undefined
          ? { by: 'home' }
          : { by: 'url', url, as: 'new', thread: message?.thread_ts }
      await say(tooLateView, asker, place)
    }
  }

  return {
    find: (shortcut: Shortcut, asker: Asker): Promise<void> =>
      inItsTime(shortcut, asker, () => find(shortcut, asker)),
    search: (shortcut: Shortcut, asker: Asker): Promise<void> =>
      inItsTime(shortcut, asker, () => search(shortcut, asker)),
  }
}
