// Channels and people as the app may look at them.
import { refused, wrong } from './refusal.ts'
import type { Asked, Method } from './rest.ts'
import { directMessagesTo } from './routes-chat.ts'
import { wireMessage } from './rules-message.ts'
import type { Channel, State } from './state.ts'
import { addChannel, personOf, setMembers, wireChannel, wirePerson } from './teams.ts'
import type { Fields } from './wire.ts'

const prefixes = { public: 'channels', private: 'groups', im: 'im', mpim: 'mpim' } as const

/** The methods that read, open and join. */
export function conversationMethods(state: State): Method[] {
  return [
    { name: 'conversations.history', answer: (asked) => history(state, asked) },
    { name: 'conversations.replies', answer: (asked) => history(state, asked, asked.text('ts')) },
    {
      name: 'conversations.info',
      answer(asked) {
        const channel = channelToRead(state, asked, 'read')
        return { channel: wireChannel(channel, asked.team) }
      },
    },
    {
      name: 'conversations.members',
      answer(asked) {
        const all = [...channelToRead(state, asked, 'read').members]
        const { page, next } = paged(all, asked, 100)
        return { members: page, response_metadata: { next_cursor: next } }
      },
    },
    {
      name: 'conversations.join',
      scopes: ['channels:join'],
      answer(asked) {
        const channel = visible(state, asked)
        if (channel.kind !== 'public') throw refused('method_not_supported_for_channel_type')
        if (channel.archived === true) throw refused('is_archived')
        setMembers(state, channel, [...channel.members, asked.team.botUser])
        return { channel: wireChannel(visible(state, asked), asked.team) }
      },
    },
    {
      name: 'conversations.open',
      answer(asked) {
        const users = asked.text('users').split(',').filter(Boolean)
        const [first] = users
        if (first === undefined) throw wrong('users_list_not_supplied')
        demandScope(asked, users.length > 1 ? 'mpim:write' : 'im:write')
        const channel =
          users.length === 1
            ? directMessagesTo(state, asked, first)
            : addChannel(state, asked.team.id, { name: 'mpdm', kind: 'mpim', members: users })
        const whole = asked.flag('return_im') ? wireChannel(channel, asked.team) : {}
        return { channel: { id: channel.id, ...whole } }
      },
    },
    {
      name: 'users.info',
      scopes: ['users:read'],
      answer(asked) {
        const person = personOf(state, asked.text('user'))
        const known = person.team === asked.team.id || meets(state, asked.team.id, person.id)
        if (!known) throw refused('user_not_found')
        const locale = asked.flag('include_locale') ? { locale: person.locale ?? 'en-US' } : {}
        const stranger = person.team === asked.team.id ? {} : { is_stranger: true }
        return { user: { ...wirePerson(person), ...locale, ...stranger } }
      },
    },
    {
      name: 'team.info',
      scopes: ['team:read'],
      answer({ team: { id, name, domain, enterprise } }) {
        const organisation = enterprise === undefined ? {} : { enterprise_id: enterprise }
        return { team: { id, name, domain, email_domain: '', icon: {}, ...organisation } }
      },
    },
    {
      name: 'bots.info',
      scopes: ['users:read'],
      answer({ team }) {
        const bot = { id: team.botId, app_id: state.appId, user_id: team.botUser, name: 'paperboy' }
        return { bot: { ...bot, deleted: false, updated: 0, icons: {} } }
      },
    },
  ]
}

const meets = (state: State, team: string, person: string) =>
  [...state.channels.values()].some(
    ({ teams, members }) => teams.includes(team) && members.has(person),
  )

function demandScope({ token }: Asked, needed: string): void {
  if (!token.scopes.has(needed))
    throw refused('missing_scope', { needed, provided: [...token.scopes].join(',') })
}

/** A channel the app can see: public, or one it is in. */
function visible(state: State, { team, text }: Asked): Channel {
  const channel = state.channels.get(text('channel'))
  if (channel === undefined || !channel.teams.includes(team.id)) throw refused('channel_not_found')
  if (channel.kind !== 'public' && !channel.members.has(team.botUser))
    throw refused('channel_not_found')
  return channel
}

function channelToRead(state: State, asked: Asked, what: 'read' | 'history'): Channel {
  const channel = state.channels.get(asked.text('channel'))
  demandScope(asked, `${prefixes[channel?.kind ?? 'public']}:${what}`)
  return visible(state, asked)
}

/** Newest first; a thread oldest first. Without `include_all_metadata` what is hidden in messages stays so. */
function history(state: State, asked: Asked, thread?: string): Fields {
  const channel = channelToRead(state, asked, 'history')
  if (!channel.members.has(asked.team.botUser)) throw refused('not_in_channel')
  const oldest = asked.text('oldest') || '0'
  const latest = asked.text('latest') || '9999999999'
  const inclusive = asked.flag('inclusive')
  const visibleUntil = (state.now() - state.historyLagMs) / 1000
  const all = [...state.messages.values()].filter(
    ({ channel: id, shownTo }) => id === channel.id && shownTo === undefined,
  )
  const standing = all.filter(({ ts, thread_ts }) =>
    thread === undefined
      ? thread_ts === undefined || thread_ts === ts
      : ts === thread || thread_ts === thread,
  )
  const asOf = standing
    .filter(({ ts }) => Number(ts) <= visibleUntil)
    .filter(({ ts }) => ts > oldest || (inclusive && ts === oldest))
    .filter(({ ts }) => ts < latest || (inclusive && ts === latest))
    .sort((one, other) => (one.ts < other.ts ? 1 : -1))
  const { page, next } = paged(thread === undefined ? asOf : asOf.reverse(), asked, 100)
  const metadata = asked.flag('include_all_metadata')
  return {
    messages: page.map((message) => {
      const { metadata: kept, ...rest } = wireMessage(message)
      const replies = all.filter(
        ({ thread_ts, ts }) => thread_ts === message.ts && ts !== message.ts,
      )
      const parent =
        replies.length === 0 ? {} : { thread_ts: message.ts, reply_count: replies.length }
      return { ...rest, ...parent, ...(metadata && kept !== undefined ? { metadata: kept } : {}) }
    }),
    has_more: next !== '',
    response_metadata: { next_cursor: next },
  }
}

/** A page of a list, and the cursor of the next. */
function paged<T>(all: readonly T[], { text }: Asked, usually: number) {
  const size = Math.min(Number(text('limit') || usually), 999)
  const cursor = text('cursor')
  const from = cursor === '' ? 0 : Number(Buffer.from(cursor, 'base64').toString())
  if (!Number.isInteger(from) || size < 1)
    throw wrong(size < 1 ? 'invalid_limit' : 'invalid_cursor')
  const next = from + size < all.length ? Buffer.from(String(from + size)).toString('base64') : ''
  return { page: all.slice(from, from + size), next }
}
