// Saying what nobody asked for at this moment: once, whatever happens to the answer.
import { createHash } from 'node:crypto'
import {
  type APIMessage,
  type APIThreadChannel,
  ChannelType,
  DiscordAPIError,
  MessageFlags,
  type REST,
  Routes,
} from 'discord.js'
import type { DeliveryKey, Outcome, Posting, Receipt } from '../../bot/adapter.ts'
import type { Address } from '../../bot/address.ts'
import type { Instant, View } from '../../bot/view.ts'
import { maxNonce } from './limits.ts'
import { outcomeOf } from './outcome.ts'
import { renderView } from './render.ts'

/** Messages looked at to find one of our own. */
const lookedAt = 100
/** A message has a thread already. */
const threadExists = 160004
/** A message was made under this nonce, and deleted since. */
const unknownMessage = 10008

/** Posts a view under a key. Discord itself gives back the first message for a key it saw in the last minutes. */
export async function post(
  rest: REST,
  to: Address,
  view: View,
  posting: Posting,
  now: () => Instant,
): Promise<Outcome> {
  try {
    const channel = await placeOf(rest, to, view, posting.thread)
    return await create(rest, channel, view, posting)
  } catch (error) {
    return outcomeOf(error, now())
  }
}

async function create(rest: REST, channel: string, view: View, posting: Posting): Promise<Outcome> {
  const { key, quiet } = posting
  const { flags, components, allowed_mentions } = renderView(view, { share: 'none' })
  const [container] = components
  const body = {
    flags: quiet ? flags | MessageFlags.SuppressNotifications : flags,
    components: [{ ...container, id: markerOf(key) }],
    allowed_mentions,
    nonce: key.slice(0, maxNonce),
    enforce_nonce: true,
  }
  try {
    const { id } = (await rest.post(Routes.channelMessages(channel), { body })) as APIMessage
    return { status: 'sent', receipt: { channel, message: id } }
  } catch (error) {
    if (!(error instanceof DiscordAPIError) || error.code !== unknownMessage) throw error
    return { status: 'sent', receipt: { channel, message: '' } }
  }
}

/** The channel to write in: the address's, a person's direct messages, or the thread under a message. */
async function placeOf(rest: REST, to: Address, view: View, under?: Receipt): Promise<string> {
  if (under !== undefined) return threadUnder(rest, under, view.title)
  if ('channel' in to) return to.channel
  // Opening them again gives the same ones.
  const body = { recipient_id: to.user }
  return ((await rest.post(Routes.userChannels(), { body })) as { id: string }).id
}

async function threadUnder(
  rest: REST,
  { channel, message }: Receipt,
  title: string,
): Promise<string> {
  try {
    const body = { name: title.slice(0, 100) || 'Papers', type: ChannelType.PublicThread }
    const made = await rest.post(Routes.threads(channel, message), { body })
    return (made as APIThreadChannel).id
  } catch (error) {
    // A message's thread has the message's own id.
    if (error instanceof DiscordAPIError && error.code === threadExists) return message
    throw error
  }
}

/**
 * The message posted under a key, among the latest of its channel; undefined when it is not there. Throws when the
 * channel's history cannot be read.
 */
export async function find(
  rest: REST,
  to: Address,
  key: DeliveryKey,
  botUser: string,
): Promise<Receipt | undefined> {
  const channel = await placeOf(rest, to, { title: '', blocks: [] })
  const query = new URLSearchParams({ limit: String(lookedAt) })
  const messages = (await rest.get(Routes.channelMessages(channel), { query })) as APIMessage[]
  const found = messages.find(
    ({ author, components }) => author.id === botUser && components?.[0]?.id === markerOf(key),
  )
  return found && { channel, message: found.id }
}

/** A key as the number of a component (Component Reference: `id`, 32 bits, not 0). It is not shown. */
function markerOf(key: DeliveryKey): number {
  return createHash('sha256').update(key).digest().readUInt32BE() >>> 1 || 1
}
