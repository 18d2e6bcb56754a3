// The address a deed brings, where an answer may be sent five times in half an hour.
import { refused, wrong } from './refusal.ts'
import type { Asked, Method } from './rest.ts'
import { demandMessage } from './rules-message.ts'
import { change, credit, type Deed, keep, keyOf, newId, type State, teamOf } from './state.ts'
import type { Fields, Message } from './wire.ts'

const lifeMs = 30 * 60_000
const most = 5

/** An address for answers to a deed. */
export function newResponseUrl(state: State, url: string, deed: string): string {
  const id = newId('')
  state.responses.set(id, { deed, at: state.now(), uses: 0 })
  return `${url}/response_url/${id}`
}

/** What is sent there. */
export function responseMethod(state: State): Method {
  return {
    name: 'response_url',
    as: 'none',
    answer(asked) {
      const response = state.responses.get(asked.id)
      const deed = state.deeds.get(response?.deed ?? '')
      if (response === undefined || deed === undefined) throw wrong('invalid_url')
      if (state.now() - response.at > lifeMs) throw refused('expired_url')
      if (response.uses >= most) throw wrong('used_url')
      response.uses++
      answerDeed(state, deed, asked)
      return {}
    },
  }
}

/** Shows an answer: in place of the message that was acted on, as a new one, or takes that message away. */
export function answerDeed(state: State, deed: Deed, asked: Pick<Asked, 'body' | 'violate'>): void {
  const { body, violate } = asked
  const source = deed.source === undefined ? undefined : state.messages.get(keyOf(deed.source))
  const is = (name: string) => String(body[name]) === 'true'
  const type = String(body.response_type ?? 'ephemeral')
  if (!['ephemeral', 'in_channel'].includes(type)) violate(`response_type ${type}`)
  if (is('delete_original')) {
    if (source === undefined) throw wrong('message_not_found')
    state.messages.delete(keyOf(source))
    deed.deleted.push(source.ts)
    return
  }
  if (is('replace_original')) {
    if (source === undefined) throw wrong('message_not_found')
    if (source.shownTo !== undefined && type === 'in_channel' && body.response_type !== undefined)
      violate('an ephemeral message cannot become one for everybody')
    replace(state, deed, source, asked)
    return
  }
  if (deed.source !== undefined && body.replace_original === undefined)
    violate('left open whether the message is replaced: replace_original')
  const { text, blocks, attachments, metadata } = demandMessage(asked, 'post')
  const thread = body.thread_ts === undefined ? undefined : String(body.thread_ts)
  const message = keep(state, {
    ...fresh(state, deed, body),
    text,
    blocks,
    attachments,
    ...(metadata === undefined ? {} : { metadata }),
    ...(thread === undefined ? {} : { thread_ts: thread }),
    ...(type === 'ephemeral' ? { shownTo: deed.user } : {}),
  })
  credit(state, deed, message)
}

function replace(
  state: State,
  deed: Deed,
  source: Message,
  asked: Pick<Asked, 'body' | 'violate'>,
): void {
  const { text, blocks, attachments } = demandMessage(asked, 'post')
  const changed = change(state, source, {
    text,
    blocks,
    attachments,
    edited: true,
    asked: asked.body,
  })
  credit(state, deed, changed)
}

function fresh(state: State, deed: Deed, asked: Fields): Message {
  const team = teamOf(state, deed.team)
  if (deed.channel === undefined) throw refused('channel_not_found')
  return {
    channel: deed.channel,
    ts: state.ts(),
    text: '',
    blocks: [],
    attachments: [],
    user: team.botUser,
    bot_id: team.botId,
    team: team.id,
    revision: 0,
    asked,
  }
}
