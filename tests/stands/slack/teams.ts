// Workspaces, the people in them and their channels: how they come to be, and how Slack describes them.
import { refused } from './refusal.ts'
import { type Channel, newId, type Person, type State, type Team } from './state.ts'
import type { Fields } from './wire.ts'

export type PersonGiven = Partial<Person>

export type ChannelGiven = {
  readonly id?: string
  readonly name?: string
  readonly kind?: Channel['kind']
  /** Beside everybody of the workspace. */
  readonly sharedWith?: readonly string[]
  /** Everybody of the workspace unless told, and the bot unless it is told to be absent. */
  readonly members?: readonly string[]
  readonly bot?: 'member' | 'absent'
  readonly archived?: boolean
}

export type TeamGiven = {
  readonly id?: string
  readonly name?: string
  readonly enterprise?: string
  /** An owner and a member unless told. */
  readonly people?: readonly PersonGiven[]
  /** One public channel unless told. */
  readonly channels?: readonly ChannelGiven[]
  readonly installed?: boolean
}

/** Adds a workspace with its people and channels. */
export function addTeam(state: State, given: TeamGiven): Team {
  const id = given.id ?? newId('T')
  const name = given.name ?? 'Reading group'
  const team: Team = {
    id,
    name,
    domain: name.toLowerCase().replace(/\W+/g, '-'),
    botUser: newId('U'),
    botId: newId('B'),
    installed: given.installed ?? true,
    ...(given.enterprise === undefined ? {} : { enterprise: given.enterprise }),
  }
  state.teams.set(id, team)
  addPerson(state, id, { id: team.botUser, name: 'paperboy', isBot: true })
  for (const person of given.people ?? [{ name: 'ada' }, { name: 'olga', role: 'owner' }])
    addPerson(state, id, person)
  for (const channel of given.channels ?? [{}]) addChannel(state, id, channel)
  return team
}

/** Adds somebody to a workspace. */
export function addPerson(state: State, team: string, given: PersonGiven): Person {
  const person: Person = { id: newId('U'), name: 'somebody', role: 'member', ...given, team }
  state.people.set(person.id, person)
  return person
}

/** Adds a channel to a workspace. */
export function addChannel(state: State, team: string, given: ChannelGiven): Channel {
  const kind = given.kind ?? 'public'
  const teams = [team, ...(given.sharedWith ?? [])]
  const everybody = peopleOf(state, teams).filter(
    ({ isBot, deactivated }) => !isBot && !deactivated,
  )
  const bots = given.bot === 'absent' ? [] : teams.map((one) => state.teams.get(one)?.botUser ?? '')
  const channel: Channel = {
    id: given.id ?? newId('C'),
    name: given.name ?? 'general',
    kind,
    teams,
    members: new Set([...(given.members ?? everybody.map(({ id }) => id)), ...bots]),
    ...(given.archived === undefined ? {} : { archived: given.archived }),
  }
  state.channels.set(channel.id, channel)
  return channel
}

const peopleOf = (state: State, teams: readonly string[]) =>
  [...state.people.values()].filter(({ team }) => teams.includes(team))

/** The direct messages of a person with the app of a workspace, opened at their first use. */
export function directMessages(state: State, team: Team, person: string): Channel {
  const open = [...state.channels.values()].find(
    ({ kind, members }) => kind === 'im' && members.has(person) && members.has(team.botUser),
  )
  if (open !== undefined) return open
  return addChannel(state, team.id, {
    id: newId('D'),
    name: 'directmessage',
    kind: 'im',
    members: [person],
  })
}

/** The person of this id, or the refusal. */
export function personOf(state: State, id: unknown): Person {
  const person = state.people.get(String(id))
  if (person === undefined) throw refused('user_not_found')
  return person
}

/** A person as `users.info` tells of them; `locale` where it was asked for. */
export function wirePerson(person: Person): Fields {
  const { id, team, name, role, deactivated = false, isBot = false, timeZone } = person
  const zone = timeZone ?? 'America/Los_Angeles'
  return {
    id,
    team_id: team,
    name,
    deleted: deactivated,
    real_name: name,
    tz: zone,
    tz_label: zone,
    tz_offset: 0,
    profile: { real_name: name, display_name: name, team },
    is_admin: role === 'admin' || role === 'owner',
    is_owner: role === 'owner',
    is_primary_owner: false,
    is_restricted: role === 'guest' || role === 'single-channel guest',
    is_ultra_restricted: role === 'single-channel guest',
    is_bot: isBot,
    is_app_user: false,
    updated: 0,
  }
}

/** A channel as `conversations.info` tells of it to a workspace. */
export function wireChannel(channel: Channel, team: Team): Fields {
  const { id, name, kind, teams, members, archived = false } = channel
  const isShared = teams.length > 1
  const [person] = [...members].filter((member) => member !== team.botUser)
  const common = {
    id,
    created: 1_700_000_000,
    is_archived: archived,
    is_im: kind === 'im',
    is_mpim: kind === 'mpim',
    is_org_shared: false,
    context_team_id: team.id,
    updated: 0,
  }
  if (kind === 'im') return { ...common, user: person, is_open: true, priority: 0 }
  return {
    ...common,
    name,
    name_normalized: name,
    is_channel: kind === 'public',
    is_group: kind === 'private',
    is_private: kind !== 'public',
    is_general: false,
    is_shared: isShared,
    is_ext_shared: isShared,
    is_pending_ext_shared: false,
    is_member: members.has(team.botUser),
    num_members: members.size,
    shared_team_ids: teams,
    creator: person ?? team.botUser,
  }
}

/** Replaces members of a channel. */
export function setMembers(state: State, channel: Channel, members: Iterable<string>): void {
  state.channels.set(channel.id, { ...channel, members: new Set(members) })
}
