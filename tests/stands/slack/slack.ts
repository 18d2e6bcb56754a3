// A Slack of our own on loopback, for tests: the real app talks to it, people act in it, and it refuses what Slack
// refuses. `violations` tells what a correct app would never have sent; a test expects it to be empty.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { until } from '../discord/until.ts'
import { createDeeds, type Route } from './deeds.ts'
import { createHappenings } from './events.ts'
import { createFaults, type FaultRule } from './faults.ts'
import { codeFor, type Installing, install } from './installing.ts'
import { usualManifest } from './manifest.ts'
import { createPeople } from './people.ts'
import { responseMethod } from './response-url.ts'
import { createRest, type Recorded } from './rest.ts'
import { appMethods } from './routes-app.ts'
import { chatMethods } from './routes-chat.ts'
import { conversationMethods } from './routes-conversations.ts'
import { fileMethods } from './routes-files.ts'
import { viewMethods } from './routes-views.ts'
import { encoded, signatureOf } from './signed.ts'
import { createSockets, type End, type Kind } from './socket.ts'
import { type Channel, createState, keyOf, messageOf, type Team, teamOf } from './state.ts'
import {
  addChannel,
  addPerson,
  addTeam,
  type ChannelGiven,
  type PersonGiven,
  type TeamGiven,
} from './teams.ts'
import { issue, issueForTeam, scopesOf } from './tokens.ts'
import type { Fields, Message, View } from './wire.ts'

/** The client waits five seconds before it connects again. */
const connectMs = 20_000

export type SlackOptions = {
  /** One with a public channel unless told. */
  readonly teams?: readonly TeamGiven[]
  /** What the app declares; everything the stand knows unless told. */
  readonly manifest?: Fields
  /** How long Slack waits for an acknowledgement; three seconds. */
  readonly ackMs?: number
  readonly pingMs?: number
  /** `enforced`: more than one message a second in a channel is refused. */
  readonly pace?: 'counted' | 'enforced'
  /** How long it takes until a message stands in the history. */
  readonly historyLagMs?: number
}

export type SlackStand = Awaited<ReturnType<typeof openSlack>>

/** Opens it on a free port. */
export async function openSlack(options: SlackOptions = {}) {
  const { manifest = usualManifest, historyLagMs = 0, pace = 'counted', pingMs = 5000 } = options
  const state = createState({ manifest, historyLagMs })
  const faults = createFaults()
  const requests: Recorded[] = []
  const route: Route = { requestUrl: undefined, ackMs: options.ackMs ?? 3000 }
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const deeds = createDeeds({ state, sockets: () => sockets, route, url })
  const happenings = createHappenings(state, deeds)
  const server = createRest({
    state,
    faults,
    requests,
    methods: [
      ...chatMethods(state, { pace }),
      ...conversationMethods(state),
      ...viewMethods(state),
      ...fileMethods(state, url),
      ...appMethods(state, {
        connect: () => sockets.ticket(),
        uninstalled: ({ id }) => void happenings.uninstall(id),
      }),
      responseMethod(state),
    ],
  })
  const sockets = createSockets({ server, state, url, pingMs })
  const teams = (options.teams ?? [{}]).map((team) => addTeam(state, team))
  const appToken = issue(state, {
    kind: 'app',
    user: state.appId,
    scopes: new Set(['connections:write']),
  })
  const tokens = new Map<string, string>()
  for (const team of teams.filter(({ installed }) => installed))
    tokens.set(team.id, issueForTeam(state, team).token)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  const first = <T>(list: readonly T[], what: string): T => {
    const [one] = list
    if (one === undefined) throw new Error(`this Slack was opened without ${what}`)
    return one
  }
  const firstTeam = () => teamOf(state, first(teams, 'a workspace').id)
  const isIn = (channel: string) => (message: Message) => message.channel === channel

  return {
    ...createPeople(state, deeds),
    ...happenings,
    /** For `slackApiUrl`. */
    api: () => `${url()}/api/`,
    appId: state.appId,
    clientId: state.clientId,
    clientSecret: state.clientSecret,
    signingSecret: state.signingSecret,
    appToken: appToken.token,
    /** The bot's token in a workspace, the first unless told. */
    token: (team = firstTeam().id): string => tokens.get(team) ?? first([], 'a token'),
    /** The first workspace, its first channel, and its first member. */
    get team(): Team {
      return firstTeam()
    },
    get channelId(): string {
      return first([...state.channels.values()], 'a channel').id
    },
    get userId(): string {
      const member = [...state.people.values()].filter(
        ({ role, isBot }) => role === 'member' && !isBot,
      )
      return first(member, 'a member').id
    },
    teams: (): readonly Team[] => [...state.teams.values()],
    /** An owner of a workspace, who may install the app. */
    ownerOf: (team: string): string =>
      first(
        [...state.people.values()].filter((one) => one.team === team && one.role === 'owner'),
        'an owner',
      ).id,
    /** Every request the app made, in its order. */
    requests,
    /** Those of one method. */
    asked: (method: string) => requests.filter((request) => request.method === method),
    violations: state.violations,
    /** How many requests the app made in each second and channel. */
    posts: state.posts,
    /** What everybody sees in a channel now, oldest first, threads included. */
    messages: (channel: string): readonly Message[] =>
      [...state.messages.values()]
        .filter(isIn(channel))
        .filter(({ shownTo }) => shownTo === undefined),
    /** Every message there is, whoever sees it. */
    everything: (): readonly Message[] => [...state.messages.values()],
    /** The replies in a thread, without what they reply to. */
    replies: (channel: string, thread: string): readonly Message[] =>
      [...state.messages.values()]
        .filter(isIn(channel))
        .filter(({ thread_ts, ts, shownTo }) => thread_ts === thread && ts !== thread && !shownTo),
    /** What one person alone sees in a channel now. */
    ephemerals: (channel: string, person: string): readonly Message[] =>
      [...state.messages.values()]
        .filter(isIn(channel))
        .filter(({ shownTo }) => shownTo === person),
    /** A message as it is shown now. */
    shown: (message: Message): Message => messageOf(state, message),
    isShown: (message: Message): boolean => state.messages.has(keyOf(message)),
    /** The Home tab of a person. */
    home: (person: string, team = firstTeam().id): View | undefined =>
      state.views.get(state.homes.get(`${team}/${person}`) ?? ''),
    /** The modals a person has open, the topmost last. */
    modals: (person: string): readonly View[] =>
      (state.stacks.get(person) ?? []).flatMap((id) => state.views.get(id) ?? []),
    /** What the app showed for the links of a message. */
    unfurls: (message: Message): Fields =>
      Object.assign(
        {},
        ...[...state.unfurlable].flatMap(([id, { channel, ts }]) =>
          channel === message.channel && ts === message.ts ? [state.unfurls.get(id) ?? {}] : [],
        ),
      ),
    /** Of links that are not sent yet, by what is shown for them. */
    composerUnfurls: (): readonly Fields[] =>
      [...state.unfurlable].flatMap(([id, { source }]) => {
        const shown = state.unfurls.get(id)
        return source === 'composer' && shown !== undefined ? [shown] : []
      }),
    /** A file that was uploaded. */
    file: (id: string) => state.files.get(id),
    addTeam(given: TeamGiven = {}): Team {
      const team = addTeam(state, given)
      if (team.installed) tokens.set(team.id, issueForTeam(state, team).token)
      return team
    },
    addChannel: (given: ChannelGiven = {}, team = firstTeam().id): Channel =>
      addChannel(state, team, given),
    addPerson: (given: PersonGiven = {}, team = firstTeam().id) => addPerson(state, team, given),
    channel: (id: string): Channel | undefined => state.channels.get(id),
    changeChannel(id: string, to: Partial<Channel>): void {
      const channel = state.channels.get(id)
      if (channel === undefined) throw new Error(`there is no channel ${id}`)
      state.channels.set(id, { ...channel, ...to })
    },
    changePerson(id: string, to: PersonGiven): void {
      const person = state.people.get(id)
      if (person === undefined) throw new Error(`there is nobody ${id}`)
      state.people.set(id, { ...person, ...to })
    },
    removeChannel: (id: string) => state.channels.delete(id),
    deleteMessage: (message: Message) => state.messages.delete(keyOf(message)),
    /** The person takes no messages of the app any more. */
    closeDm: (person: string) => void state.closedDms.add(person),
    /** The bot's token in a workspace, with other scopes than the manifest's. */
    tokenWith(scopes: readonly string[], team = firstTeam().id): string {
      const { token } = issueForTeam(state, teamOf(state, team), scopes)
      tokens.set(team, token)
      return token
    },
    /** The scopes that the manifest asks for. */
    scopes: scopesOf(manifest),
    /** Somebody grants the app what it asks for; gives the code it is told. */
    grant: (given: Installing): string => codeFor(state, given),
    /** Somebody brings the app to a workspace, beginning on the app's own page. */
    install: (page: string, given: Installing) => install(state, page, given),
    fault: (rule: FaultRule): void => faults.add(rule),
    /** Forgets the faults that are left. */
    heal: (): void => faults.heal(),
    /** Lets time pass for what expires here: triggers, addresses, tokens, paces, history. */
    advance: (ms: number): void => state.advance(ms),
    /** From now on everything goes to this address, signed, and nothing over sockets. */
    pointTo(requestUrl: string): void {
      route.requestUrl = requestUrl
    },
    retell: deeds.retell,
    forge: deeds.forge,
    /** What Slack would send to the app's address, to be sent by the test. */
    signed(kind: Kind, payload: Fields) {
      const { type, body } = encoded(kind, payload)
      return { body, headers: { 'content-type': type, ...signatureOf(state, body) } }
    },
    /** Asks the app's address whether it is one. */
    verify: (challenge: string) =>
      deeds.send('events_api', {
        type: 'url_verification',
        token: state.verificationToken,
        challenge,
      }),
    /** Ends the oldest socket. */
    end: (how: End): void => sockets.end(how),
    sockets: {
      get opened() {
        return sockets.counts.opened
      },
      get envelopes() {
        return sockets.counts.envelopes
      },
      get connected() {
        return sockets.connected()
      },
    },
    /** Until so many sockets are connected. */
    connected: (count = 1) =>
      until(`${count} sockets`, () => sockets.connected() === count, connectMs),
    async close(): Promise<void> {
      sockets.close()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
