// Answering at a place: what is shown first, what takes its place, and what is added to it.

import type { webApi } from '@slack/bolt'
import type { KnownBlock, ModalView } from '@slack/types'
import { unshowableView } from '../../bot/apologies.ts'
import type { View } from '../../bot/view.ts'
import { plain } from './components.ts'
import { maxModal } from './limits.ts'
import type { SlackLog } from './log.ts'
import { codeOf, describeError, isGone, isUnclear, isUnshowable } from './outcome.ts'
import { patiently } from './patience.ts'
import { pictured } from './pictures.ts'
import { manners } from './post.ts'
import { renderHome, renderView } from './render.ts'
import type { Respond } from './respond.ts'
import type { Asker, Place } from './slack.ts'

/** Whether a private answer may be offered to everybody. */
export type Sharing = 'offer' | 'none'
/** Who sees a message. */
export type Audience = 'asker' | 'everybody'

/** What can be said at a place. None of it throws; false when it certainly was not done. What failed is logged. */
export type Reply = {
  /** The answer. Where one can be replaced, the next takes its place; several calls take effect in their order. */
  show(view: View, sharing: Sharing): Promise<boolean>
  /** Something beside the answer. */
  add(view: View, to: Audience): Promise<boolean>
}

/** What a reply is made of. */
export type ReplyParts = {
  readonly client: () => Promise<webApi.WebClient>
  readonly respond: Respond
  readonly log: SlackLog
}

/** The reply to an asker; `seenBy` says who sees it where that is open. */
export function replyTo(
  place: Place,
  asker: Asker,
  seenBy: Audience,
  { client, respond, log }: ReplyParts,
): Reply {
  let showing: Promise<unknown> = Promise.resolve()
  /** The message that shows the answer, where it can be changed. */
  let shown: { channel: string; ts: string } | undefined

  async function done(what: string, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work()
      return true
    } catch (error) {
      const details = { ...describeError(error), team: asker.workspace }
      log[isGone(error) ? 'info' : 'error'](details, `Slack: could not ${what}`)
      // It may stand there all the same, and is not said twice.
      return isUnclear(error)
    }
  }

  async function put(view: View, sharing: Sharing): Promise<void> {
    switch (place.by) {
      case 'url': {
        if (place.as === 'new') return send(view, sharing, seenBy)
        // What is changed rings for nobody.
        const shown = renderView(view, { share: sharing, to: 'asker' })
        const message = { ...shown, replace_original: true }
        return patiently('harmless', () => respond(place.url, message))
      }
      case 'message':
        return putMessage(place.channel, place.thread, view)
      case 'ephemeral':
        return whisper(place.channel, place.thread, view, sharing)
      case 'home': {
        const { views } = await client()
        const home = { user_id: asker.user, view: renderHome(view) }
        return void (await patiently('harmless', () => views.publish(home)))
      }
      case 'modal': {
        const { views } = await client()
        const modal = { view_id: place.view, view: modalOf(view) }
        return void (await patiently('harmless', () => views.update(modal)))
      }
      default:
        return place satisfies never
    }
  }

  async function send(view: View, share: Sharing, to: Audience): Promise<void> {
    if (place.by !== 'url') throw new Error('there is no address to send to')
    const message = {
      ...renderView(view, { share, to }),
      response_type: to === 'asker' ? 'ephemeral' : 'in_channel',
      replace_original: false,
      ...(place.thread === undefined ? {} : { thread_ts: place.thread }),
      unfurl_links: false,
      unfurl_media: false,
    }
    return patiently('doubling', () => respond(place.url, message))
  }

  async function putMessage(channel: string, thread: string | undefined, view: View) {
    const { chat } = await client()
    const message = renderView(view, { share: 'none', to: readersOf(channel) })
    const earlier = shown
    if (earlier !== undefined)
      return void (await patiently('harmless', () => chat.update({ ...earlier, ...message })))
    const made = await patiently('doubling', () =>
      chat.postMessage({ channel, ...message, ...manners, ...under(thread) }),
    )
    if (made.ts !== undefined) shown = { channel: made.channel ?? channel, ts: made.ts }
  }

  async function whisper(
    channel: string,
    thread: string | undefined,
    view: View,
    share: Sharing,
  ): Promise<void> {
    const { chat } = await client()
    const shown = renderView(view, { share, to: 'asker' })
    const message = { channel, user: asker.user, ...shown, ...under(thread) }
    await patiently('doubling', () => chat.postEphemeral(message))
  }

  async function sayAside(view: View, to: Audience): Promise<void> {
    if (place.by === 'url') return send(view, 'none', to)
    // What others would hear is for the asker alone; in a thread that has not begun they would not see it.
    if (place.by === 'message' && to === 'asker' && !place.channel.startsWith('D'))
      return whisper(place.channel, place.begins ? undefined : place.thread, view, 'none')
    if (place.by === 'ephemeral' && to === 'asker')
      return whisper(place.channel, place.thread, view, 'none')
    const { chat, conversations } = await client()
    const isNowhere = place.by === 'home' || place.by === 'modal'
    const channel = isNowhere
      ? (await conversations.open({ users: asker.user })).channel?.id
      : place.channel
    const thread = isNowhere ? undefined : place.thread
    if (channel === undefined) throw new Error('Slack opened no conversation')
    const shown = renderView(view, { share: 'none', to: readersOf(channel) })
    const message = { channel, ...shown, ...manners }
    await patiently('doubling', () => chat.postMessage({ ...message, ...under(thread) }))
  }

  const putOrApologise = async (view: View, sharing: Sharing) => {
    try {
      await pictured((seen) => put(seen(view), sharing))
    } catch (error) {
      const code = codeOf(error)
      if (code === undefined || isGone(error) || !isUnshowable(code)) throw error
      log.error({ ...describeError(error), title: view.title.length }, 'Slack refuses an answer')
      await put(unshowableView, 'none')
    }
  }

  return {
    show(view, sharing) {
      const next = showing.then(() => done('show an answer', () => putOrApologise(view, sharing)))
      showing = next
      return next
    },
    add: (view, to) => done('add to an answer', () => pictured((seen) => sayAside(seen(view), to))),
  }
}

// In direct messages there is nobody else.
const readersOf = (channel: string): Audience => (channel.startsWith('D') ? 'asker' : 'everybody')

const under = (thread: string | undefined) => (thread === undefined ? {} : { thread_ts: thread })

/** A view as a modal that asks for nothing. */
export function modalOf(view: View): ModalView {
  return {
    type: 'modal',
    title: plain('Paperboy', maxModal.title),
    close: plain('Close', maxModal.button),
    blocks: renderHome(view).blocks as KnownBlock[],
  }
}
