// Messages of the app: posted, changed, deleted, shown to one person, and shown for a link.
import { refused, wrong } from './refusal.ts'
import type { Asked, Method } from './rest.ts'
import { attachmentFlaws, demandMessage, wireMessage } from './rules-message.ts'
import { type Channel, change, keep, keyOf, type State } from './state.ts'
import { directMessages, personOf } from './teams.ts'
import { type Fields, isFields, type Message } from './wire.ts'

/** The methods that write. */
export function chatMethods(
  state: State,
  given: { readonly pace: 'counted' | 'enforced' },
): Method[] {
  const scopes = ['chat:write']

  function post(asked: Asked): Fields {
    const channel = channelToWrite(state, asked)
    demandPace(channel)
    const contents = demandMessage(asked, 'post')
    const thread = asked.text('thread_ts')
    if (thread !== '') demandThread(state, channel, thread)
    const message = keep(state, {
      ...written(state, asked, channel),
      ...contents,
      ...under(thread),
    })
    state.posts.push({ channel: channel.id, at: state.now() })
    if (asked.body.unfurl_links === undefined || asked.body.unfurl_media === undefined)
      asked.violate('unfurl_links and unfurl_media are left to Slack')
    return { channel: channel.id, ts: message.ts, message: wireMessage(message) }
  }

  /** One message a second and channel; short bursts are let through. */
  function demandPace({ id }: Channel): void {
    const recent = state.posts.filter(
      ({ channel, at }) => channel === id && at > state.now() - 1000,
    )
    if (given.pace === 'enforced' && recent.length > 0)
      throw refused('ratelimited', { retry_after: 1 })
  }

  return [
    { name: 'chat.postMessage', scopes, answer: post },
    {
      name: 'chat.postEphemeral',
      scopes,
      answer(asked) {
        const channel = channelToWrite(state, asked)
        const person = personOf(state, asked.text('user'))
        if (!channel.members.has(person.id)) throw refused('user_not_in_channel')
        const thread = asked.text('thread_ts')
        const contents = demandMessage(asked, 'post')
        const base = written(state, asked, channel)
        const message = keep(state, { ...base, ...contents, ...under(thread), shownTo: person.id })
        return { message_ts: message.ts }
      },
    },
    {
      name: 'chat.update',
      scopes,
      answer(asked) {
        const message = ownMessage(state, asked, 'cant_update_message')
        const { text, blocks, attachments, metadata } = demandMessage(asked, 'update')
        const { body } = asked
        const changed = change(state, message, {
          text,
          // What is left out is kept where only the other is given.
          ...(body.blocks === undefined ? {} : { blocks }),
          ...(body.attachments === undefined ? {} : { attachments }),
          ...(metadata === undefined ? {} : { metadata }),
          edited: true,
          asked: body,
        })
        return { channel: message.channel, ts: message.ts, text, message: wireMessage(changed) }
      },
    },
    {
      name: 'chat.delete',
      scopes,
      answer(asked) {
        const message = ownMessage(state, asked, 'cant_delete_message')
        state.messages.delete(keyOf(message))
        return { channel: message.channel, ts: message.ts }
      },
    },
    { name: 'chat.unfurl', scopes: ['links:write'], answer: (asked) => unfurl(state, asked) },
    {
      name: 'chat.getPermalink',
      answer(asked) {
        const at = { channel: asked.text('channel'), ts: asked.text('message_ts') }
        if (!state.messages.has(keyOf(at))) throw refused('message_not_found')
        const permalink = `https://${asked.team.domain}.slack.test/archives/${at.channel}/p${at.ts}`
        return { channel: at.channel, permalink }
      },
    },
  ]
}

const under = (thread: string) => (thread === '' ? {} : { thread_ts: thread })

/** A message of the app in a channel, with nothing in it yet. */
export function written(state: State, { team, body }: Asked, channel: Channel): Message {
  return {
    channel: channel.id,
    ts: state.ts(),
    text: '',
    blocks: [],
    attachments: [],
    user: team.botUser,
    bot_id: team.botId,
    team: team.id,
    revision: 0,
    asked: body,
  }
}

function channelToWrite(state: State, asked: Asked): Channel {
  const { team, token } = asked
  const id = asked.text('channel')
  if (id === '') throw wrong('channel_not_found')
  const person = state.people.get(id)
  if (person !== undefined) return directMessagesTo(state, asked, person.id)
  const channel = state.channels.get(id)
  if (channel === undefined || !channel.teams.includes(team.id)) throw refused('channel_not_found')
  if (channel.archived === true) throw refused('is_archived')
  if (channel.kind === 'im') {
    const other = [...channel.members].find((member) => member !== team.botUser)
    if (!channel.members.has(team.botUser)) throw refused('channel_not_found')
    demandOpen(state, other)
    return channel
  }
  if (channel.members.has(team.botUser)) return channel
  if (channel.kind !== 'public') throw refused('channel_not_found')
  if (!token.scopes.has('chat:write.public')) throw refused('not_in_channel')
  return channel
}

/** The direct messages with a person; refuses where nobody reads them. */
export function directMessagesTo(state: State, { team }: Asked, id: string): Channel {
  const person = personOf(state, id)
  if (person.isBot === true) throw refused('cannot_dm_bot')
  if (person.team !== team.id && !sharesChannel(state, team.id, id)) throw refused('user_not_found')
  demandOpen(state, id)
  return directMessages(state, team, id)
}

function demandOpen(state: State, person: string | undefined): void {
  if (person === undefined) return
  if (state.people.get(person)?.deactivated === true) throw refused('user_disabled')
  if (state.closedDms.has(person)) throw refused('messages_tab_disabled')
}

const sharesChannel = (state: State, team: string, person: string) =>
  [...state.channels.values()].some(
    ({ teams, members }) => teams.includes(team) && members.has(person),
  )

function demandThread(state: State, { id }: Channel, thread: string): void {
  const parent = state.messages.get(keyOf({ channel: id, ts: thread }))
  if (parent === undefined) throw refused('thread_not_found')
  if (parent.thread_ts !== undefined && parent.thread_ts !== parent.ts)
    throw wrong('cannot_reply_to_message')
}

/** The message the app names, if it is its own and not one that a single person sees. */
function ownMessage(state: State, asked: Asked, reason: string): Message {
  const at = { channel: asked.text('channel'), ts: asked.text('ts') }
  const channel = state.channels.get(at.channel)
  if (channel === undefined || !channel.teams.includes(asked.team.id))
    throw refused('channel_not_found')
  const message = state.messages.get(keyOf(at))
  if (message === undefined || message.shownTo !== undefined) throw refused('message_not_found')
  if (message.user !== asked.team.botUser) throw wrong(reason)
  return message
}

function unfurl(state: State, asked: Asked): Fields {
  const { unfurls } = asked.body
  const [id, ts] = [asked.text('unfurl_id'), asked.text('ts')]
  const told = [...state.unfurlable.entries()].find(
    ([key, one]) =>
      key === id || (id === '' && one.ts === ts && one.channel === asked.text('channel')),
  )
  if (told === undefined) throw refused('cannot_find_message')
  if (!isFields(unfurls) || Object.keys(unfurls).length === 0) throw wrong('missing_unfurls')
  const [key, { links, channel, ts: of }] = told
  for (const [url, card] of Object.entries(unfurls)) {
    if (!links.includes(url)) throw wrong('cannot_unfurl_url')
    const flaws = attachmentFlaws(card, `/unfurls/${url}`)
    if (flaws.length > 0)
      throw wrong('invalid_unfurls_format', {
        errors: flaws.map(({ at, message }) => `${message} ${at}`),
      })
  }
  state.unfurls.set(key, { ...state.unfurls.get(key), ...unfurls })
  const message = state.messages.get(keyOf({ channel, ts: of }))
  if (message === undefined) return {}
  const cards = Object.entries(unfurls).map(([url, card], index) => ({
    ...(card as Fields),
    id: message.attachments.length + index + 1,
    is_app_unfurl: true,
    app_unfurl_url: url,
    app_id: state.appId,
  }))
  change(state, message, { attachments: [...message.attachments, ...cards] })
  return {}
}
