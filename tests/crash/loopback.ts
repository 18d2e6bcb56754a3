// A Discord and a Slack of a few lines that lose answers, and count what really stands in their channels.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { drawFault } from './faults.ts'

/** A platform on loopback, and what it was made to show. */
export type Loopback = {
  readonly url: string
  /** How many messages stand there for each key. */
  readonly shown: ReadonlyMap<string, number>
  /** How many postings may have gone wrong for who posted them. */
  ambiguous(): number
  close(): Promise<void>
}

export type LoopbackOptions = {
  readonly chance: () => number
  /** So long the first message for a nonce is given back (Discord), in milliseconds. */
  readonly nonceMs: number
  /** A message is in the history after up to this (milliseconds). */
  readonly lagMs: number
  /** A late posting happens after up to this (milliseconds). */
  readonly lateMs: number
  /** Whether the app may read what was said. */
  readonly history: 'readable' | 'closed'
}

type Message = {
  readonly id: string
  readonly channel: string
  readonly key: string
  readonly visibleAt: number
  readonly postedAt: number
  readonly body: Record<string, unknown>
}

/** A platform's own way of speaking. */
type Tongue = {
  /** The posting a request asks for. */
  posting(
    request: Asked,
  ): { channel: string; key: string; body: Record<string, unknown> } | undefined
  /** The message an earlier posting of the same made. */
  earlier(messages: readonly Message[], key: string): Message | undefined
  made(message: Message): object
  limited(response: ServerResponse): void
  /** Anything else that is asked, with what can be seen in a channel, or in a thread of it. */
  answer(
    request: Asked,
    seen: (place: string) => readonly Message[],
    response: ServerResponse,
  ): void
}

type Asked = {
  readonly method: string
  readonly path: string
  readonly body: Record<string, unknown>
}

async function openLoopback(tongue: Tongue, options: LoopbackOptions): Promise<Loopback> {
  const { chance, lagMs, lateMs } = options
  const channels = new Map<string, Message[]>()
  const shown = new Map<string, number>()
  let ambiguous = 0
  let count = 0
  // What comes in while this process is held up has come in before it, whatever the clock says when it is read.
  let beatAt = Date.now()
  const beat = setInterval(() => (beatAt = Date.now()), 5)

  function make(channel: string, key: string, body: Record<string, unknown>, at: number): Message {
    const messages = channels.get(channel) ?? []
    channels.set(channel, messages)
    const before = tongue.earlier(messages, key)
    if (before !== undefined) return before
    const id = String(1_500_000_000_000_000_000n + BigInt(++count))
    const message = { id, channel, key, body, postedAt: at, visibleAt: at + chance() * lagMs }
    messages.push(message)
    shown.set(key, (shown.get(key) ?? 0) + 1)
    return message
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = beatAt
    const asked = await read(request)
    const posting = tongue.posting(asked)
    if (posting === undefined) {
      const seen = (place: string) =>
        (channels.get(place) ?? []).filter(({ visibleAt }) => visibleAt <= at)
      return tongue.answer(asked, seen, response)
    }
    const { channel, key, body } = posting
    const fault = drawFault(chance)
    if (fault === '429') return tongue.limited(response)
    if (fault === 'refused') return void response.writeHead(502).end('bad gateway')
    if (fault !== 'none') ambiguous++
    if (fault === 'late') await setTimeout(chance() * lateMs)
    const message = make(channel, key, body, fault === 'late' ? beatAt : at)
    if (fault === 'answered-502') response.writeHead(502).end('bad gateway')
    else if (fault === 'reset') request.socket.destroy()
    else if (fault === 'none') send(response, tongue.made(message))
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    shown,
    ambiguous: () => ambiguous,
    close: () => {
      clearInterval(beat)
      return close(server)
    },
  }
}

/** A Discord: the same nonce gives the first message back for a while. */
export function openDiscord(options: LoopbackOptions): Promise<Loopback> {
  const threads = new Set<string>()
  return openLoopback(
    {
      posting({ method, path, body }) {
        const [, channel] = /\/channels\/(\d+)\/messages$/.exec(path) ?? []
        if (method !== 'POST' || channel === undefined) return undefined
        return { channel, key: String(body.nonce), body }
      },
      earlier: (messages, key) =>
        messages.find((m) => m.key === key && Date.now() - m.postedAt < options.nonceMs),
      made: ({ id, channel }) => ({ id, channel_id: channel }),
      limited(response) {
        const headers = { 'retry-after': '0.05', 'x-ratelimit-scope': 'shared' }
        response.writeHead(429, { 'content-type': 'application/json', ...headers })
        response.end(JSON.stringify({ message: 'slow down', retry_after: 0.05, global: false }))
      },
      answer({ path }, seen, response) {
        if (path.endsWith('/users/@me')) return send(response, { id: '42' })
        const [, head] = /\/messages\/(\d+)\/threads$/.exec(path) ?? []
        if (head !== undefined) return openThread(head, response)
        const [, thread] = /\/channels\/(\d+)$/.exec(path) ?? []
        if (thread !== undefined && !threads.has(thread)) return refuse(response, 404, 10003)
        if (thread !== undefined) return send(response, { id: thread })
        const [, channel = ''] = /\/channels\/(\d+)\//.exec(path) ?? []
        const shown = seen(channel).toReversed().slice(0, 100)
        send(
          response,
          shown.map(({ id, body }) => ({ id, author: { id: '42' }, components: body.components })),
        )
      },
    },
    options,
  )

  /** Opens a thread under a message, once; sometimes nobody hears of it. */
  function openThread(head: string, response: ServerResponse): void {
    if (threads.has(head)) {
      refuse(response, 400, 160004)
      return
    }
    threads.add(head)
    if (options.chance() < 0.05) response.writeHead(502).end('bad gateway')
    else send(response, { id: head })
  }
}

/** A Slack: whatever is said is said again; it can be found by its metadata where the history may be read. */
export function openSlack(options: LoopbackOptions): Promise<Loopback> {
  return openLoopback(
    {
      posting({ path, body }) {
        if (!path.endsWith('/chat.postMessage')) return undefined
        const metadata = JSON.parse(String(body.metadata)) as { event_payload: { key: string } }
        const { channel, thread_ts: head } = body
        return {
          channel: head === undefined ? String(channel) : `${channel}/${head}`,
          key: metadata.event_payload.key,
          body: { metadata },
        }
      },
      earlier: () => undefined,
      made: ({ id, channel }) => ({ ok: true, channel: channel.split('/')[0], ts: id }),
      limited: (response) => void response.writeHead(429, { 'retry-after': '1' }).end(),
      answer({ path, body }, seen, response) {
        if (options.history === 'closed')
          return send(response, { ok: false, error: 'missing_scope' })
        const place = path.endsWith('.replies') ? `${body.channel}/${body.ts}` : `${body.channel}`
        const found = seen(place)
          .toReversed()
          .map(({ id, body: { metadata } }) => {
            return { ts: id, metadata, reply_count: seen(`${place}/${id}`).length }
          })
        send(response, { ok: true, messages: found, has_more: false })
      },
    },
    options,
  )
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  const isJson = request.headers['content-type']?.includes('json') === true
  const body = isJson ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text))
  const [path = ''] = (request.url ?? '').split('?')
  return { method: request.method ?? '', path, body }
}

function send(response: ServerResponse, answer: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
}

function refuse(response: ServerResponse, status: number, code: number): void {
  const text = JSON.stringify({ code, message: 'No' })
  response.writeHead(status, { 'content-type': 'application/json' }).end(text)
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
