// The WebSocket side: identify, heartbeats, dispatches with sequence numbers, resuming with replay, and what goes wrong.
import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { type Connection, type Session, type Shard, shardOf } from './session.ts'
import type { State } from './state.ts'
import { type Fields, isFields } from './wire.ts'

/**
 * How a connection goes wrong: told to reconnect; told the session is invalid, resumable or not; closed with 4000;
 * nothing heard any more though it stays open; cut.
 */
export type Reconnect = 'op7' | 'op9-resumable' | 'op9-fresh' | 'close-4000' | 'zombie' | 'drop'

export type GatewayOptions = {
  readonly shards: number
  readonly maxConcurrency: number
  readonly heartbeatMs: number
  /** Connections are opened, and nothing is said on them. */
  readonly mute?: boolean
}

export type Gateway = ReturnType<typeof createGateway>

const identifyEveryMs = 5_000
/** What a busy machine may take off the pause between two IDENTIFYs. */
const toleranceMs = 1_000
/** The Guilds intent, the only one the bot needs. */
const guildsIntent = 1

/** On this server, at `/gateway`; `guilds` is what a new session of a shard is told of. */
export function createGateway(given: {
  readonly server: Server
  readonly state: State
  readonly options: GatewayOptions
  readonly url: () => string
  readonly guilds: (shard: Shard) => readonly Fields[]
}) {
  const { state, options } = given
  const sockets = new WebSocketServer({ noServer: true })
  const sessions = new Map<string, Session>()
  const connections = new Set<Connection>()
  const identifiedAt = new Map<number, number>()
  const counts = { identifies: 0, resumes: 0, heartbeats: 0 }
  const shards: Shard[] = []

  given.server.on('upgrade', (request, socket, head) => {
    const url = new URL(request.url ?? '/', 'http://stand')
    sockets.handleUpgrade(request, socket, head, (opened) => {
      if (url.searchParams.get('v') !== '10') return opened.close(4012, 'Invalid API version')
      if (url.searchParams.get('encoding') !== 'json') return opened.close(4002, 'Decode error')
      greet(opened)
    })
  })

  function greet(socket: WebSocket) {
    const connection: Connection = { socket, muted: false }
    connections.add(connection)
    socket.on('close', (code) => left(connection, code))
    socket.on('error', () => socket.terminate())
    if (options.mute) return
    socket.on('message', (text) => hear(connection, String(text)))
    send(connection, { op: 10, d: { heartbeat_interval: options.heartbeatMs } })
  }

  /** A client that says goodbye properly gives its session up; any other may come back for it. */
  function left(connection: Connection, code: number): void {
    connections.delete(connection)
    const { session } = connection
    if (session === undefined || session.connection !== connection) return
    session.connection = undefined
    if (code === 1000 || code === 1001) sessions.delete(session.id)
  }

  function hear(connection: Connection, text: string) {
    if (connection.muted) return
    const { op, d } = read(text) ?? {}
    if (op === 1) {
      counts.heartbeats++
      return send(connection, { op: 11 })
    }
    const body = isFields(d) ? d : {}
    if (op === 2) return identify(connection, body)
    if (op === 6) return resume(connection, body)
    if (op === 3 || op === 4 || op === 8) return violate(`op ${op} is not for this bot`)
    violate(`unknown op ${op}`)
    connection.socket.close(4001, 'Unknown opcode')
  }

  function identify(connection: Connection, d: Fields) {
    counts.identifies++
    const shard = shardIn(d)
    if (connection.session) return connection.socket.close(4005, 'Already authenticated')
    if (!knows(d.token)) return connection.socket.close(4004, 'Authentication failed')
    if (d.intents !== guildsIntent) violate(`intents ${d.intents} are more or less than Guilds`)
    if ((Number(d.intents) & privileged) !== 0)
      return connection.socket.close(4014, 'Disallowed intents')
    if (!(shard[0] >= 0 && shard[0] < shard[1]))
      return connection.socket.close(4010, 'Invalid shard')
    if (tooSoon(shard)) {
      violate(`shard ${shard[0]} identified within ${identifyEveryMs} ms of another of its bucket`)
      return send(connection, { op: 9, d: false })
    }
    identifiedAt.set(shard[0] % options.maxConcurrency, Date.now())
    begin(connection, shard)
  }

  function tooSoon([id]: Shard): boolean {
    const last = identifiedAt.get(id % options.maxConcurrency)
    return last !== undefined && Date.now() - last < identifyEveryMs - toleranceMs
  }

  function begin(connection: Connection, shard: Shard): void {
    for (const old of sessions.values()) {
      if (old.shard[0] !== shard[0] || old.shard[1] !== shard[1]) continue
      if (old.connection !== undefined) violate(`shard ${shard[0]} has two sessions`)
      sessions.delete(old.id)
    }
    const guilds = given.guilds(shard)
    const id = `session-${counts.identifies}`
    const session: Session = { id, shard, sequence: 0, log: [], connection: undefined }
    sessions.set(id, session)
    shards.push(shard)
    attach(connection, session)
    say(session, 'READY', {
      v: 10,
      user: { ...state.bot, verified: true, mfa_enabled: true, flags: 0 },
      guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
      session_id: id,
      session_type: 'normal',
      resume_gateway_url: given.url(),
      shard,
      private_channels: [],
      relationships: [],
      application: { id: state.applicationId, flags: 0 },
    })
    for (const guild of guilds) say(session, 'GUILD_CREATE', guild)
  }

  function resume(connection: Connection, d: Fields) {
    counts.resumes++
    if (!knows(d.token)) return connection.socket.close(4004, 'Authentication failed')
    const session = sessions.get(String(d.session_id))
    if (session === undefined) return send(connection, { op: 9, d: false })
    const seen = Number(d.seq)
    if (!(seen >= 0 && seen <= session.sequence))
      return connection.socket.close(4007, 'Invalid seq')
    const old = session.connection
    attach(connection, session)
    if (old !== undefined && old !== connection) old.socket.close(4000)
    for (const missed of session.log) if (missed.s > seen) send(connection, missed)
    say(session, 'RESUMED', { _trace: [] })
  }

  function attach(connection: Connection, session: Session): void {
    connection.session = session
    session.connection = connection
  }

  /** Sends an event to a session, or keeps it until the session is resumed. */
  function say(session: Session, t: string, d: Fields): void {
    session.sequence++
    const event = { op: 0, t, s: session.sequence, d }
    session.log.push(event)
    if (session.connection !== undefined) send(session.connection, event)
  }

  function knows(token: unknown): boolean {
    return token === state.token && !state.tokenRevoked
  }

  function violate(text: string): void {
    state.violations.push(`gateway: ${text}`)
  }

  return {
    counts,
    /** Every IDENTIFY's shard, as `[id, of how many]`. */
    shards,
    /** How many connections are open, greeted or not. */
    open: () => connections.size,
    /** How many sessions are connected. */
    connected: () => [...sessions.values()].filter((session) => session.connection).length,
    remaining: () => 1000 - counts.identifies,
    /** Tells the shard that answers for a guild (none: shard 0); false when no session is there, even to be resumed. */
    dispatch(event: string, d: Fields, guildId?: string): boolean {
      const told = [...sessions.values()].filter(
        ({ shard }) => shardOf(guildId, shard[1]) === shard[0],
      )
      for (const session of told) say(session, event, d)
      return told.length > 0
    },
    /** Lets something go wrong with every connection, or with those of one shard. */
    reconnect(kind: Reconnect, shard?: number): void {
      for (const connection of [...connections])
        if (shard === undefined || connection.session?.shard[0] === shard)
          misbehave(connection, kind, sessions)
    },
    /** Ends every connection at once. */
    close(): void {
      for (const { socket } of connections) socket.terminate()
      sockets.close()
    },
  }
}

/** Members, presences and message contents. */
const privileged = (1 << 1) | (1 << 8) | (1 << 15)

function misbehave(connection: Connection, kind: Reconnect, sessions: Map<string, Session>) {
  const { socket, session } = connection
  switch (kind) {
    case 'op7':
      return send(connection, { op: 7, d: null })
    case 'op9-resumable':
      if (session) session.connection = undefined
      return send(connection, { op: 9, d: true })
    case 'op9-fresh':
      if (session) sessions.delete(session.id)
      return send(connection, { op: 9, d: false })
    case 'close-4000':
      return socket.close(4000, 'Unknown error')
    case 'zombie':
      connection.muted = true
      return
    case 'drop':
      return socket.terminate()
    default:
      kind satisfies never
  }
}

function send({ socket, muted }: Connection, event: object): void {
  if (!muted && socket.readyState === socket.OPEN) socket.send(JSON.stringify(event))
}

function read(text: string): Fields | undefined {
  try {
    const event: unknown = JSON.parse(text)
    return isFields(event) ? event : undefined
  } catch {
    return undefined
  }
}

function shardIn({ shard }: Fields): Shard {
  if (!Array.isArray(shard)) return [0, 1]
  return [Number(shard[0]), Number(shard[1])]
}
