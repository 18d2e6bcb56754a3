// Socket Mode: sockets the app opens, envelopes to one of them, what the app acknowledges, and how sockets end.
import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { newId, type State } from './state.ts'
import { type Fields, isFields } from './wire.ts'

export type Kind = 'slash_commands' | 'interactive' | 'events_api'

export type Retry = { readonly num: number; readonly reason: string }

/** What came back: the body of an acknowledgement, or why there was none. */
export type Acknowledged = { readonly body: unknown } | { readonly failed: string }

/** How a socket ends: told before, told at the end, or cut. */
export type End = 'warning' | 'refresh_requested' | 'drop'

export type Sockets = ReturnType<typeof createSockets>

/** None yet; they are opened on the server's addresses that `url` gives. */
export function createSockets(given: {
  readonly server: Server
  readonly state: State
  readonly url: () => string
  readonly pingMs: number
}) {
  const { server, state, url, pingMs } = given
  const sockets: WebSocket[] = []
  /** Told to end: nothing more is sent there. */
  const ending = new Set<WebSocket>()
  const tickets = new Set<string>()
  const waiting = new Map<string, { socket: WebSocket; settle: (with_: Acknowledged) => void }>()
  const counts = { opened: 0, envelopes: 0, pongs: 0 }
  let next = 0
  const accepting = new WebSocketServer({ noServer: true })

  server.on('upgrade', (request, raw, head) => {
    const ticket = new URL(request.url ?? '/', url()).searchParams.get('ticket') ?? ''
    if (!tickets.delete(ticket)) return raw.destroy()
    accepting.handleUpgrade(request, raw, head, open)
  })

  function open(socket: WebSocket): void {
    sockets.push(socket)
    counts.opened++
    const pinging = setInterval(() => socket.ping('ping'), pingMs)
    socket.on('pong', () => counts.pongs++)
    socket.on('message', (text) => acknowledge(String(text)))
    socket.on('close', () => {
      clearInterval(pinging)
      sockets.splice(sockets.indexOf(socket), 1)
      for (const [id, one] of waiting)
        if (one.socket === socket) {
          waiting.delete(id)
          one.settle({ failed: 'socket closed' })
        }
    })
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: sockets.length,
        debug_info: { host: 'stand', approximate_connection_time: 18_060 },
        connection_info: { app_id: state.appId },
      }),
    )
  }

  function acknowledge(text: string): void {
    const said: unknown = JSON.parse(text)
    const id = isFields(said) ? String(said.envelope_id) : ''
    const one = waiting.get(id)
    if (one === undefined)
      return void state.violations.push(`acknowledged twice or never sent: ${text}`)
    waiting.delete(id)
    const payload = isFields(said) ? said.payload : undefined
    const isEmpty = isFields(payload) && Object.keys(payload).length === 0
    one.settle({ body: isEmpty ? undefined : payload })
  }

  const live = () => sockets.filter((one) => one.readyState === 1 && !ending.has(one))

  return {
    counts,
    connected: () => live().length,
    /** An address that opens one socket. */
    ticket(): string {
      const ticket = newId('')
      tickets.add(ticket)
      return `${url().replace('http', 'ws')}/link?ticket=${ticket}&app_id=${state.appId}`
    },
    /** Sends something to one of the sockets, in turn. */
    send(kind: Kind, payload: Fields, retry: Retry | undefined): Promise<Acknowledged> {
      const open = live()
      const socket = open[next++ % Math.max(open.length, 1)]
      if (socket === undefined) return Promise.resolve({ failed: 'no connection' })
      const id = newId('').toLowerCase()
      counts.envelopes++
      const again = retry && { retry_attempt: retry.num, retry_reason: retry.reason }
      const envelope = {
        envelope_id: id,
        type: kind,
        payload,
        accepts_response_payload: kind !== 'events_api',
        ...(kind === 'events_api' ? { retry_attempt: 0, retry_reason: '' } : {}),
        ...again,
      }
      return new Promise((settle) => {
        waiting.set(id, { socket, settle })
        socket.send(JSON.stringify(envelope))
      })
    },
    /** Ends the oldest socket. */
    end(how: End): void {
      const [oldest] = live()
      if (oldest === undefined) throw new Error('no socket is connected')
      const said = { type: 'disconnect', reason: how, debug_info: { host: 'stand' } }
      ending.add(oldest)
      if (how === 'drop') oldest.terminate()
      else oldest.send(JSON.stringify(said))
    },
    close(): void {
      for (const socket of [...sockets]) socket.terminate()
      accepting.close()
    },
  }
}
