// Saying what nobody asked for at this moment. Slack has no way to ask for a thing once: what was said carries its key, by
// which it is found again.
import type { webApi } from '@slack/bolt'
import type { DeliveryKey, Outcome, Posting, Receipt } from '../../bot/adapter.ts'
import type { Address } from '../../bot/address.ts'
import { inTime } from '../../bot/in-time.ts'
import type { Instant, View } from '../../bot/view.ts'
import { outcomeBefore, outcomeOf } from './outcome.ts'
import { pictured } from './pictures.ts'
import { renderPlain, renderView } from './render.ts'

/** Marks our messages. Everybody in the channel can read it: it holds the key, which says nothing, and no more. */
export const deliveryEvent = 'paperboy_delivery'

/** How far back one of our own messages is looked for: pages of so many messages, and milliseconds. */
const lookedBack = { pages: 5, messages: 100, ms: 86_400_000 }

/** How everything is said that stands in a channel: nothing in it rings, and no link grows a card of its own. */
export const manners = {
  unfurl_links: false,
  unfurl_media: false,
  link_names: false,
  parse: 'none',
} as const

/**
 * Posts a view under a key, while it may go. `quiet` changes nothing: Slack rings for a mention or a direct message alone, and
 * cannot not.
 */
export function post(
  client: webApi.WebClient,
  to: Address,
  view: View,
  posting: Posting,
  now: () => Instant,
): Promise<Outcome> {
  return inTime(posting, () => postNow(client, to, view, posting, now))
}

async function postNow(
  client: webApi.WebClient,
  address: Address,
  view: View,
  posting: Posting,
  now: () => Instant,
): Promise<Outcome> {
  const under = posting.thread
  // In the thread of a message that is gone it would stand in the channel.
  if (under?.message === '')
    return { status: 'rejected', reason: 'what it belongs under is gone', scope: 'message' }
  let channel: string
  try {
    channel = under?.channel ?? (await placeOf(client, address))
  } catch (error) {
    return outcomeBefore(error, now())
  }
  try {
    const metadata = { event_type: deliveryEvent, event_payload: { key: posting.key } }
    const to = 'user' in address ? 'asker' : 'everybody'
    const thread = under === undefined ? {} : { thread_ts: under.message }
    const made = await pictured((seen) => {
      const message = posting.plain
        ? renderPlain(view, to)
        : renderView(seen(view), { share: 'none', to })
      return client.chat.postMessage({ channel, ...message, metadata, ...manners, ...thread })
    })
    return { status: 'sent', receipt: { channel: made.channel ?? channel, message: made.ts ?? '' } }
  } catch (error) {
    return outcomeOf(error, now())
  }
}

/** The channel to write in: the address's, or a person's direct messages. */
async function placeOf(client: webApi.WebClient, to: Address): Promise<string> {
  if ('channel' in to) return to.channel
  // Opening them again gives the same ones.
  const { channel } = await client.conversations.open({ users: to.user })
  if (channel?.id === undefined) throw new Error('Slack opened no conversation')
  return channel.id
}

/**
 * The message posted under a key within a day, undefined when it is not there, in no thread of ours either. Throws when the
 * channel's history cannot be read, or too much was said since.
 */
export async function find(
  client: webApi.WebClient,
  to: Address,
  key: DeliveryKey,
  now: () => Instant,
): Promise<Receipt | undefined> {
  const channel = await placeOf(client, to)
  const oldest = String((now() - lookedBack.ms) / 1000)
  const read = (cursor: string | undefined) =>
    client.conversations.history({ channel, oldest, ...pageFrom(cursor) })
  return among(read, async (messages) => {
    const found = messages.find((message) => keyOf(message) === key)
    if (found?.ts !== undefined) return { channel, message: found.ts }
    for (const { ts = '', reply_count: replies = 0, ...message } of messages) {
      if (replies === 0 || keyOf(message) === undefined) continue
      const receipt = await findInThread(client, { channel, message: ts }, key)
      if (receipt !== undefined) return receipt
    }
    return undefined
  })
}

function findInThread(
  client: webApi.WebClient,
  { channel, message }: Receipt,
  key: DeliveryKey,
): Promise<Receipt | undefined> {
  const read = (cursor: string | undefined) =>
    client.conversations.replies({ channel, ts: message, ...pageFrom(cursor) })
  return among(read, async (messages) => {
    const found = messages.find((reply) => keyOf(reply) === key)
    return found?.ts === undefined ? undefined : { channel, message: found.ts }
  })
}

const pageFrom = (cursor: string | undefined) => ({
  include_all_metadata: true,
  limit: lookedBack.messages,
  ...(cursor === undefined ? {} : { cursor }),
})

type Message = {
  readonly ts?: string
  readonly reply_count?: number
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: object }
}

type Page = {
  readonly messages?: readonly Message[]
  readonly has_more?: boolean
  readonly response_metadata?: { readonly next_cursor?: string }
}

/** What is found first, page after page. Throws when there are too many. */
async function among<T>(
  read: (cursor: string | undefined) => Promise<Page>,
  look: (messages: readonly Message[]) => Promise<T | undefined>,
): Promise<T | undefined> {
  let cursor: string | undefined
  for (let page = 0; page < lookedBack.pages; page++) {
    const { messages = [], has_more: more, response_metadata: next } = await read(cursor)
    const found = await look(messages)
    if (found !== undefined || more !== true) return found
    cursor = next?.next_cursor
    if (cursor === undefined || cursor === '') throw new Error('a history ends too early')
  }
  throw new Error('too many messages to find one among them')
}

/** The key of one of our deliveries. */
function keyOf({ metadata }: Message): string | undefined {
  if (metadata?.event_type !== deliveryEvent) return undefined
  const { key } = (metadata.event_payload ?? {}) as { key?: unknown }
  return typeof key === 'string' ? key : undefined
}
