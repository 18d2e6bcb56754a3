// Who acts, and where: somebody in the first channel of the first workspace unless told.
import { NotOffered } from './manifest.ts'
import { type Channel, type Person, type State, type Team, teamOf } from './state.ts'
import { directMessages } from './teams.ts'
import type { Fields } from './wire.ts'

export type From = {
  /** An id. */
  readonly user?: string
  readonly team?: string
  /** An id, or `dm`: the direct messages with the app. */
  readonly channel?: string
  /** The ts of a message, whose thread it is. */
  readonly thread?: string
  /** Even though nothing of the kind is shown. */
  readonly force?: boolean
}

export type Scene = {
  readonly team: Team
  readonly person: Person
  readonly channel: Channel
  readonly thread: string | undefined
}

/** The person and the place. */
export function sceneOf(state: State, from: From): Scene {
  const known = state.channels.get(from.channel ?? '')
  const team = teamOf(state, from.team ?? teamWithin(state, from.user, known))
  const person = personAt(state, team, from, known)
  const channel = from.channel === 'dm' ? directMessages(state, team, person.id) : known
  const place = channel ?? channelsOf(state, team.id).find(({ members }) => members.has(person.id))
  if (place === undefined) throw new Error(`${person.name} is in no channel of ${team.name}`)
  if (!place.members.has(person.id)) throw new NotOffered(`${person.name} is not in ${place.name}`)
  if (person.deactivated === true) throw new NotOffered(`${person.name} is deactivated`)
  return { team, person, channel: place, thread: from.thread }
}

/** The first workspace that has the app, the person and the channel. */
function teamWithin(state: State, user: string | undefined, channel: Channel | undefined): string {
  const own = state.people.get(user ?? '')?.team
  const here = channel?.teams ?? [...state.teams.keys()]
  const installed = here.filter((id) => state.teams.get(id)?.installed === true)
  const [first = here[0] ?? ''] = installed
  return own !== undefined && installed.includes(own) ? own : first
}

function personAt(state: State, team: Team, from: From, channel: Channel | undefined): Person {
  const { user } = from
  const all = [...state.people.values()].filter(({ isBot }) => isBot !== true)
  const member = ({ id, team: own, role }: Person) =>
    own === team.id && role === 'member' && (channel?.members.has(id) ?? true)
  const person = user === undefined ? all.find(member) : state.people.get(user)
  if (person === undefined) throw new Error(`nobody acts: ${user ?? 'no member there'}`)
  return person
}

/** The channels of a workspace there are now. */
export function channelsOf(state: State, team: string): readonly Channel[] {
  return [...state.channels.values()].filter(({ teams }) => teams.includes(team))
}

/** What every interaction tells of the person and the workspace. */
export function whoAndWhere(state: State, { team, person }: Scene): Fields {
  const { enterprise } = team
  const organisation = enterprise === undefined ? null : { id: enterprise, name: 'Organisation' }
  const user = { id: person.id, username: person.name, name: person.name, team_id: person.team }
  return {
    user,
    team: {
      id: team.id,
      domain: team.domain,
      ...(enterprise === undefined
        ? {}
        : { enterprise_id: enterprise, enterprise_name: 'Organisation' }),
    },
    enterprise: organisation,
    is_enterprise_install: isOrganisationWide(state, team),
    api_app_id: state.appId,
    token: state.verificationToken,
  }
}

/** Whether the app is here by an install of the whole organisation. */
export function isOrganisationWide(state: State, { id, enterprise }: Team): boolean {
  const live = [...state.tokens.values()].filter(({ revoked, kind }) => !revoked && kind === 'bot')
  const own = live.some((token) => token.team === id)
  return !own && enterprise !== undefined && live.some((token) => token.enterprise === enterprise)
}

/** The name of a channel as interactions tell it. */
export function shownName({ kind, name }: Channel): string {
  return kind === 'private' ? 'privategroup' : kind === 'im' ? 'directmessage' : name
}
