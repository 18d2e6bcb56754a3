// Saying what nobody asked for at this moment: once, whatever happens to the answer.
import { createHash } from 'node:crypto'
import {
  type APIMessage,
  type APIThreadChannel,
  DiscordAPIError,
  MessageFlags,
  type REST,
  Routes,
  SnowflakeUtil,
} from 'discord.js'
import type { DeliveryKey, Outcome, Posting, Receipt } from '../../bot/adapter.ts'
import type { Address } from '../../bot/address.ts'
import { clip } from '../../bot/clip.ts'
import { inTime } from '../../bot/in-time.ts'
import type { Instant, View } from '../../bot/view.ts'
import { maxNonce } from './limits.ts'
import { outcomeBefore, outcomeOf } from './outcome.ts'
import { directMessages } from './parse.ts'
import { renderPlain, renderView } from './render.ts'

/** How far back one of our own messages is looked for: pages of so many messages, and milliseconds. */
const lookedBack = { pages: 5, messages: 100, ms: 86_400_000 }
/** A thread's name (Start Thread from Message). */
const maxThreadName = 100
/** A message has a thread already. */
const threadExists = 160004
/** Direct messages and threads have no threads in them. */
const threadless = [50003, 50024]
/** A message was made under this nonce, and deleted since. */
const unknownMessage = 10008
/** There is no such channel, or thread. */
const unknownChannel = 10003

/** Who posts: how Discord is asked, and how somebody's direct messages are opened. */
export type Way = {
  readonly rest: REST
  readonly open: (user: string) => Promise<string>
  readonly now: () => Instant
}

/** Posts a view under a key, while it may go. Discord itself gives back the first message for a key it saw in the last minutes. */
export function post(way: Way, to: Address, view: View, posting: Posting): Promise<Outcome> {
  return inTime(posting, () => postNow(way, to, view, posting))
}

async function postNow(way: Way, to: Address, view: View, posting: Posting): Promise<Outcome> {
  const { rest, now } = way
  let channel: string
  try {
    channel = await placeOf(way, to, view, posting.thread)
  } catch (error) {
    return sparing(outcomeBefore(error, now()), posting)
  }
  try {
    return await create(rest, channel, view, { ...posting, server: serverOf(to) })
  } catch (error) {
    return sparing(outcomeOf(error, now()), posting)
  }
}

/** Where no thread may be opened or written in, the channel still takes messages: what would stand there is lost alone. */
function sparing(outcome: Outcome, { thread }: Posting): Outcome {
  const isClosed = outcome.status === 'rejected' && outcome.scope === 'destination'
  if (thread === undefined || !isClosed) return outcome
  const { gone: _, ...rest } = outcome
  return { ...rest, scope: 'message', reason: `no thread: ${outcome.reason}` }
}

async function create(
  rest: REST,
  channel: string,
  view: View,
  { key, quiet, plain, server }: Posting & { readonly server: string | undefined },
): Promise<Outcome> {
  const { flags, components, files, allowed_mentions } = plain
    ? renderPlain(view)
    : renderView(view, { share: 'none', server })
  const [first] = components
  const body = {
    flags: quiet ? flags | MessageFlags.SuppressNotifications : flags,
    components: [{ ...first, id: markerOf(key) }],
    allowed_mentions,
    nonce: key.slice(0, maxNonce),
    enforce_nonce: true,
  }
  try {
    const request = files.length === 0 ? { body } : { body, files: [...files] }
    const made = (await rest.post(Routes.channelMessages(channel), request)) as APIMessage
    return { status: 'sent', receipt: { channel: made.channel_id, message: made.id } }
  } catch (error) {
    if (!isOneOf([unknownMessage], error)) throw error
    return { status: 'sent', receipt: { channel, message: '' } }
  }
}

/** Whose message it is, where the place does not say. */
function serverOf(to: Address): string | undefined {
  return 'user' in to && to.workspace !== directMessages ? to.workspace : undefined
}

/** The channel to write in: the address's, a person's direct messages, or the thread under a message, if it can have one. */
async function placeOf(
  { rest, open }: Omit<Way, 'now'>,
  to: Address,
  view?: View,
  under?: Receipt,
): Promise<string> {
  if (under !== undefined) return threadUnder(rest, under, view?.title ?? '')
  return 'channel' in to ? to.channel : open(to.user)
}

async function threadUnder(
  rest: REST,
  { channel, message }: Receipt,
  title: string,
): Promise<string> {
  try {
    const body = { name: clip(title.trim(), maxThreadName) || 'Papers' }
    const made = await rest.post(Routes.threads(channel, message), { body })
    return (made as APIThreadChannel).id
  } catch (error) {
    // A message's thread has the message's own id.
    if (isOneOf([threadExists], error)) return message
    if (isOneOf(threadless, error)) return channel
    throw error
  }
}

function isOneOf(codes: readonly number[], error: unknown): boolean {
  return error instanceof DiscordAPIError && codes.includes(Number(error.code))
}

/** Who looks for its messages, and in which channels it certainly sees them. */
export type Reader = Way & {
  readonly self: string
  isReadable(channel: string): boolean
}

/**
 * The message posted under a key within a day, undefined when it is not there. Throws when the channel's history cannot be
 * read, or too much was said since.
 */
export async function find(
  { rest, open, now, self, isReadable }: Reader,
  to: Address,
  key: DeliveryKey,
  thread?: Receipt,
): Promise<Receipt | undefined> {
  const place = thread === undefined ? placeOf({ rest, open }, to) : openedUnder(rest, thread)
  const channel = await place
  const query = new URLSearchParams({ limit: String(lookedBack.messages) })
  for (let page = 0; page < lookedBack.pages; page++) {
    const messages = (await rest.get(Routes.channelMessages(channel), {
      query,
    })) as APIMessage[]
    const found = messages.find((message) => isOurs(message, self, key))
    if (found !== undefined) return { channel, message: found.id }
    const last = messages.at(-1)?.id
    // To whom may not read it, a history is shown empty.
    if (
      last === undefined &&
      page === 0 &&
      'channel' in to &&
      !isReadable(thread?.channel ?? channel)
    )
      throw new Error('the history of the channel cannot be read')
    const isWhole = last === undefined || messages.length < lookedBack.messages
    if (isWhole || SnowflakeUtil.timestampFrom(last) < now() - lookedBack.ms) return undefined
    query.set('before', last)
  }
  throw new Error('too many messages to find one among them')
}

/** The thread under a message; where none was opened, what belongs into it stands beside the message. */
async function openedUnder(rest: REST, { channel, message }: Receipt): Promise<string> {
  try {
    return ((await rest.get(Routes.channel(message))) as { id: string }).id
  } catch (error) {
    if (isOneOf([unknownChannel], error)) return channel
    throw error
  }
}

function isOurs({ author, components }: APIMessage, bot: string, key: DeliveryKey): boolean {
  return author.id === bot && components?.[0]?.id === markerOf(key)
}

/** A key as the number of a component (Component Reference: `id`, 32 bits, not 0). It is not shown. */
function markerOf(key: DeliveryKey): number {
  return createHash('sha256').update(key).digest().readUInt32BE() >>> 1 || 1
}
