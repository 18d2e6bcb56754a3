// What happens in a workspace that the app is told of by an event: messages, links, the Home tab, coming and going.
import { randomUUID } from 'node:crypto'
import type { Deeds } from './deeds.ts'
import { createExchange, type Exchange } from './exchange.ts'
import { demandSubscribed, eventScopes, isSubscribed, NotOffered, unfurlLinks } from './manifest.ts'
import { escaped } from './people.ts'
import { type From, isOrganisationWide, type Scene, sceneOf } from './scene.ts'
import { keep, newId, type State, type Team, teamOf } from './state.ts'
import { directMessages, setMembers } from './teams.ts'
import { revokeAll } from './tokens.ts'
import type { Fields, Message } from './wire.ts'

export type Happenings = ReturnType<typeof createHappenings>

/** A workspace where nothing has happened yet. */
export function createHappenings(state: State, deeds: Deeds) {
  /** Tells the app of an event in a workspace; the exchange is about what it does then. */
  function tell(scene: Scene, type: string, event: Fields, said?: Message): Exchange {
    demandSubscribed(state.manifest, type)
    demandScope(scene.team, eventScopes[type])
    const { team, person, channel } = scene
    const thread = said?.thread_ts ?? scene.thread
    const who = { team: team.id, user: person.id, channel: channel.id }
    const under = thread === undefined ? {} : { thread }
    const deed = deeds.begin({ name: type, ...who, ...under })
    deeds.tell(deed, 'events_api', envelope(team, event, channel.teams.length > 1))
    return createExchange(state, deed, said)
  }

  function envelope(team: Team, event: Fields, shared: boolean): Fields {
    const wide = isOrganisationWide(state, team)
    const bot = { team_id: wide ? null : team.id, user_id: team.botUser, is_bot: true }
    const authorization = {
      enterprise_id: team.enterprise ?? null,
      ...bot,
      is_enterprise_install: wide,
    }
    return {
      token: state.verificationToken,
      team_id: team.id,
      ...(team.enterprise === undefined ? {} : { enterprise_id: team.enterprise }),
      api_app_id: state.appId,
      event: { ...event, event_ts: state.ts() },
      type: 'event_callback',
      event_id: newId('Ev'),
      event_time: Math.floor(state.now() / 1000),
      authorizations: [authorization],
      is_ext_shared_channel: shared,
      event_context: newId('4-'),
    }
  }

  function demandScope(team: Team, scope: string | undefined): void {
    if (scope === undefined) return
    const live = [...state.tokens.values()].filter(({ revoked }) => revoked === undefined)
    const here = live.filter(
      ({ team: own, enterprise }) =>
        own === team.id || (own === undefined && enterprise === team.enterprise),
    )
    if (!here.some(({ scopes }) => scopes.has(scope)))
      throw new NotOffered(`the app is not told: it has no ${scope}`)
  }

  /** A person's message, as it stands in a channel. */
  function said({ team, person, channel, thread }: Scene, text: string): Message {
    const linked = escaped(text)
      .replace(/&lt;(@[UW]\w+|#C\w+)&gt;/g, '<$1>')
      .replace(/https?:\/\/\S+/g, (url) => `<${url}>`)
    return keep(state, {
      channel: channel.id,
      ts: state.ts(),
      text: linked,
      blocks: [],
      attachments: [],
      user: person.id,
      team: person.team ?? team.id,
      revision: 0,
      asked: {},
      ...(thread === undefined ? {} : { thread_ts: thread }),
    })
  }

  const spoken = ({ channel, user, text, ts, team, thread_ts }: Message): Fields => ({
    user,
    text,
    ts,
    team,
    user_team: team,
    source_team: team,
    channel,
    ...(thread_ts === undefined ? {} : { thread_ts }),
  })

  return {
    /** Writes something that nobody is told of. */
    write: (text: string, from: From = {}): Message => said(sceneOf(state, from), text),
    /** Writes something with the app's name in front, in a channel the app is in. */
    mention(text: string, from: From = {}): Exchange {
      const scene = sceneOf(state, from)
      if (!scene.channel.members.has(scene.team.botUser))
        throw new NotOffered('the app is not in that channel: Slack offers to invite it')
      const message = said(scene, `<@${scene.team.botUser}> ${text}`)
      return tell(scene, 'app_mention', { type: 'app_mention', ...spoken(message) }, message)
    },
    /** Writes to the app. */
    dm(text: string, from: From = {}): Exchange {
      const scene = sceneOf(state, { ...from, channel: 'dm' })
      const message = said(scene, text)
      const event = { type: 'message', channel_type: 'im', ...spoken(message) }
      return tell(scene, 'message.im', event, message)
    },
    /** Writes something with links in it. */
    link(text: string, from: From = {}): Exchange {
      const scene = sceneOf(state, from)
      const message = said(scene, text)
      return linkShared(scene, text, message)
    },
    /** Types something with links and has not sent it yet. */
    compose: (text: string, from: From = {}): Exchange =>
      linkShared(sceneOf(state, from), text, undefined),
    /** Opens the Home tab of the app, or its messages. */
    openHome(from: From & { readonly tab?: 'home' | 'messages' } = {}): Exchange {
      const scene = sceneOf(state, from)
      const im = directMessages(state, scene.team, scene.person.id)
      const view = state.views.get(state.homes.get(`${scene.team.id}/${scene.person.id}`) ?? '')
      const { tab = 'home' } = from
      return tell({ ...scene, channel: im }, 'app_home_opened', {
        type: 'app_home_opened',
        user: scene.person.id,
        channel: im.id,
        tab,
        ...(view === undefined ? {} : { view }),
      })
    },
    /** Somebody invites the app to a channel. */
    invite(channelId: string, from: From = {}): Exchange | undefined {
      const scene = sceneOf(state, { ...from, channel: channelId })
      const { channel, team, person } = scene
      setMembers(state, channel, [...channel.members, team.botUser])
      if (!isSubscribed(state.manifest, 'member_joined_channel')) return undefined
      return tell(scene, 'member_joined_channel', {
        type: 'member_joined_channel',
        user: team.botUser,
        channel: channel.id,
        channel_type: channel.kind === 'private' ? 'G' : 'C',
        team: team.id,
        inviter: person.id,
      })
    },
    /** The app is thrown out of a workspace: its tokens end, and it is told so. */
    uninstall(teamId?: string): readonly Exchange[] {
      const scene = sceneOf(state, teamId === undefined ? {} : { team: teamId })
      const tokens = { oauth: [], bot: [scene.team.botUser] }
      const told = [
        ...happens(scene, 'tokens_revoked', { tokens }),
        ...happens(scene, 'app_uninstalled', {}),
      ]
      revokeAll(state, scene.team, 'account_inactive')
      state.teams.set(scene.team.id, { ...teamOf(state, scene.team.id), installed: false })
      return told
    },
    /** The app's tokens in a workspace end. */
    revoke(teamId?: string): readonly Exchange[] {
      const scene = sceneOf(state, teamId === undefined ? {} : { team: teamId })
      revokeAll(state, scene.team, 'token_revoked')
      return happens(scene, 'tokens_revoked', { tokens: { oauth: [], bot: [scene.team.botUser] } })
    },
    /** Any other event. */
    happen: (event: Fields & { readonly type: string }, from: From = {}): Exchange =>
      tell(sceneOf(state, from), event.type, event),
  }

  /** An event, where the app is told of such. */
  function happens(scene: Scene, type: string, event: Fields): readonly Exchange[] {
    if (!isSubscribed(state.manifest, type)) return []
    return [tell(scene, type, { type, ...event })]
  }

  function linkShared(scene: Scene, text: string, message: Message | undefined): Exchange {
    const links = unfurlLinks(state.manifest, text)
    if (links.length === 0) throw new NotOffered('no link of a domain in the manifest')
    const id = newId('unfurl')
    const source = message === undefined ? 'composer' : 'conversations_history'
    const channel = message?.channel ?? 'COMPOSER'
    const ts = message?.ts ?? `Uxxxxxxx-${randomUUID()}`
    state.unfurlable.set(id, { channel, ts, source, links: links.map(({ url }) => url) })
    const event = {
      type: 'link_shared',
      user: scene.person.id,
      channel,
      message_ts: ts,
      ...(message?.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }),
      is_bot_user_member: scene.channel.members.has(scene.team.botUser),
      unfurl_id: id,
      source,
      links,
    }
    return tell(scene, 'link_shared', event, message)
  }
}
