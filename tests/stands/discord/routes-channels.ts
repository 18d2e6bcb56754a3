// The routes about channels and the messages the bot posts there with its own token.

import { wireChannel } from './guilds.ts'
import { demandForm, refusals } from './refusal.ts'
import type { Answer, Asked, Route } from './rest.ts'
import { textFlaws } from './rules-fields.ts'
import { demandMessage, mentionViolation } from './rules-message.ts'
import {
  botPermissionsIn,
  type Channel,
  channelOf,
  directMessages,
  edited,
  keep,
  messageOf,
  newMessage,
  remove,
  type State,
} from './state.ts'
import { type Fields, flag, isFields, type Message, permission, permits } from './wire.ts'

const channelPath = '/channels/{channel_id}'
const messagesPath = `${channelPath}/messages`
const messagePath = `${messagesPath}/{message_id}`

/** The routes; `opened` is told of a thread. */
export function channelRoutes(state: State, opened: (thread: Channel) => void): Route[] {
  return [
    { method: 'POST', path: '/users/@me/channels', answer: (asked) => openDm(state, asked) },
    {
      method: 'GET',
      path: channelPath,
      answer: (asked) => ({ status: 200, body: wireChannel(state, visible(state, asked)) }),
    },
    { method: 'GET', path: messagesPath, answer: (asked) => history(state, asked) },
    { method: 'POST', path: messagesPath, answer: (asked) => create(state, asked) },
    { method: 'GET', path: messagePath, answer: (asked) => fetchOne(state, asked) },
    { method: 'PATCH', path: messagePath, answer: (asked) => edit(state, asked) },
    {
      method: 'DELETE',
      path: messagePath,
      answer(asked) {
        remove(state, messageIn(state, asked))
        return { status: 204 }
      },
    },
    {
      method: 'POST',
      path: `${messagePath}/threads`,
      answer: (asked) => openThread(state, asked, opened),
    },
    {
      method: 'POST',
      path: `${channelPath}/typing`,
      answer(asked) {
        visible(state, asked)
        return { status: 204 }
      },
    },
  ]
}

function visible(state: State, asked: Asked): Channel {
  const channel = channelOf(state, asked.param('channel_id'))
  if (!permits(botPermissionsIn(state, channel), permission.viewChannel))
    throw refusals.missingAccess()
  return channel
}

/** Refuses to write where the bot may not. */
function writable(state: State, asked: Asked): Channel {
  const channel = visible(state, asked)
  const wanted = channel.type === 11 ? permission.sendMessagesInThreads : permission.sendMessages
  if (!permits(botPermissionsIn(state, channel), wanted)) throw refusals.missingPermissions()
  if (state.closedDms.has(channel.recipient ?? '')) throw refusals.cannotDm()
  return channel
}

/** Notes a message that could disturb people. */
export function demandQuiet(asked: Asked, body: Fields): void {
  const violation = mentionViolation(body)
  if (violation !== undefined) asked.violate(violation)
}

/** Refuses an edit that would take away the flag of a message made of components. */
export function demandFlagStays(message: Message, body: Fields): void {
  const removes =
    typeof body.flags === 'number' &&
    (message.flags & flag.componentsV2) !== 0 &&
    (body.flags & flag.componentsV2) === 0
  const code = 'MESSAGE_FLAGS_CANNOT_REMOVE_COMPONENTS_V2'
  demandForm(removes ? [{ at: 'flags', code, message: 'IS_COMPONENTS_V2 cannot be removed.' }] : [])
}

function create(state: State, asked: Asked): Answer {
  const channel = writable(state, asked)
  const { nonce } = asked.body
  if (typeof nonce === 'string') demandForm(textFlaws('nonce', nonce, 0, 25))
  demandMessage(asked.body, false)
  demandQuiet(asked, asked.body)
  const enforced = asked.body.enforce_nonce === true && nonce !== undefined && nonce !== null
  const before = enforced ? state.nonces.get(String(nonce)) : undefined
  if (before !== undefined && state.now() - before.at <= state.nonceWindowMs)
    return { status: 200, body: messageOf(state, before.message) }
  const reference = asked.body.message_reference
  if (isFields(reference)) demandReference(state, reference)
  const message = keep(
    state,
    newMessage(channel.id, state.bot, asked.body, {
      ...(nonce === undefined || nonce === null ? {} : { nonce }),
      ...(reference ? { type: 19, message_reference: reference } : {}),
    }),
  )
  if (enforced) state.nonces.set(String(nonce), { message: message.id, at: state.now() })
  return { status: 200, body: message }
}

/** Refuses to reply to what is not there, unless the bot does not mind. */
function demandReference(state: State, { message_id, fail_if_not_exists }: Fields): void {
  const at = 'message_reference'
  const flaw = { at, code: 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', message: 'Unknown message' }
  const isThere = state.messages.has(String(message_id)) || fail_if_not_exists === false
  demandForm(isThere ? [] : [flaw])
}

function messageIn(state: State, asked: Asked): Message {
  const channel = visible(state, asked)
  const message = messageOf(state, asked.param('message_id'))
  // Nobody can reach an ephemeral message but through its interaction.
  const hidden = (message.flags & flag.ephemeral) !== 0
  if (hidden || message.channel_id !== channel.id) throw refusals.unknownMessage()
  return message
}

function fetchOne(state: State, asked: Asked): Answer {
  const channel = visible(state, asked)
  if (!permits(botPermissionsIn(state, channel), permission.readMessageHistory))
    throw refusals.missingPermissions()
  return { status: 200, body: messageIn(state, asked) }
}

function edit(state: State, asked: Asked): Answer {
  const message = messageIn(state, asked)
  if (message.author.id !== state.bot.id) throw refusals.notYours()
  demandFlagStays(message, asked.body)
  const after = edited(message, asked.body)
  demandMessage(after, false)
  demandQuiet(asked, asked.body)
  return { status: 200, body: keep(state, { ...after, edited_timestamp: isoNow(state) }) }
}

/** The moment, by the stand's clock. */
export const isoNow = (state: State): string => new Date(state.now()).toISOString()

function history(state: State, asked: Asked): Answer {
  const channel = visible(state, asked)
  const readable = permits(botPermissionsIn(state, channel), permission.readMessageHistory)
  const limit = Number(asked.query.get('limit') ?? 50)
  const at = { at: 'limit', code: 'NUMBER_TYPE_RANGE' }
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    throw refusals.invalidForm([{ ...at, message: 'int value should be between 1 and 100.' }])
  const before = asked.query.get('before')
  const after = asked.query.get('after')
  const wanted = (readable ? state.publicMessages(channel.id) : []).filter(
    ({ id }) =>
      (before === null || BigInt(id) < BigInt(before)) &&
      (after === null || BigInt(id) > BigInt(after)),
  )
  const part = after === null ? wanted.slice(-limit) : wanted.slice(0, limit)
  // Without the privileged intent, what others wrote is blank.
  const shown = part.map((message) =>
    message.author.id === state.bot.id
      ? message
      : { ...message, content: '', embeds: [], components: [], attachments: [] },
  )
  return { status: 200, body: shown.reverse() }
}

function openDm(state: State, asked: Asked): Answer {
  const recipient = String(asked.body.recipient_id ?? '')
  if (!/^\d+$/.test(recipient) || recipient === state.bot.id) throw refusals.invalidRecipients()
  return { status: 200, body: wireChannel(state, directMessages(state, recipient)) }
}

function openThread(state: State, asked: Asked, opened: (thread: Channel) => void): Answer {
  const channel = visible(state, asked)
  const { id } = messageIn(state, asked)
  if (channel.type !== 0) throw refusals.wrongChannelType()
  if (!permits(botPermissionsIn(state, channel), permission.createPublicThreads))
    throw refusals.missingPermissions()
  demandForm(textFlaws('name', asked.body.name, 1, 100))
  if (state.channels.has(id)) throw refusals.threadExists()
  const name = String(asked.body.name)
  const guild = channel.guildId === undefined ? {} : { guildId: channel.guildId }
  const thread: Channel = { id, type: 11, name, ...guild, parentId: channel.id }
  state.channels.set(id, thread)
  opened(thread)
  return { status: 201, body: wireChannel(state, thread) }
}
