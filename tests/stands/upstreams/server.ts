// A loopback HTTP server that can be told to misbehave, for a number of requests on some of its paths. What upstream it
// stands for is told by `answer`. It counts what it was asked; `down` and `up` close and open its port.
import { createHash } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Faults that change what a list holds: nothing, its first half, or the first page again. */
export type Twist = 'empty' | 'half' | 'duplicate'

/** How a request goes wrong. `hang` never answers; `trickle` sends a byte now and then for ever; `reset` breaks off in the middle. */
export type Fault =
  | Twist
  | 'hang'
  | 'trickle'
  | 'reset'
  | 'html'
  | 'truncated'
  /** 9 MB. */
  | 'oversized'
  /** The content length is 10 more than is sent, or half of it. */
  | 'length-over'
  | 'length-under'
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly redirect: string; readonly status?: number }
  | {
      readonly body: string | Uint8Array
      readonly type?: string
      readonly headers?: Readonly<Record<string, string>>
    }

/** One request as it arrived; `at` is in milliseconds of `performance.now()`. */
export type Asked = {
  readonly at: number
  /** With its query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
}

/** What an upstream answers when nothing is wrong: JSON or XML, 200 unless told. */
export type Answer = {
  readonly status?: number
  readonly type: string
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

export type Stand = {
  /** `http://127.0.0.1:PORT`, the same for the stand's whole life. */
  readonly url: string
  /** Every request, in its order. */
  readonly asked: readonly Asked[]
  /** Makes the next `times` requests whose path and query contain `where` go wrong. Faults are used up in the order given. */
  fail(where: string, fault: Fault, times?: number): void
  /** Forgets the faults that are left. */
  heal(): void
  /** Closes the port: connections are refused. */
  down(): Promise<void>
  up(): Promise<void>
  /** How many connections are open. */
  connections(): Promise<number>
  close(): Promise<void>
}

/** A stand on a free port of 127.0.0.1. It answers with an ETag, and 304 to a request that has it. */
export async function openStand(answer: (url: URL, twist?: Twist) => Answer): Promise<Stand> {
  const asked: Asked[] = []
  let faults: { readonly where: string; readonly fault: Fault; times: number }[] = []
  const timers = new Set<NodeJS.Timeout>()
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    asked.push({ at: performance.now(), path, headers: request.headers })
    const due = faults.find(({ where, times }) => times > 0 && path.includes(where))
    if (due !== undefined) due.times--
    const url = new URL(path, `http://${request.headers.host}`)
    const fault = due?.fault
    if (isTwist(fault)) serve(response, answer(url, fault), request.headers)
    else if (fault === undefined) serve(response, answer(url), request.headers)
    else if (typeof fault === 'object') misbehaveAsTold(response, fault, answer(url).type)
    else misbehaviours[fault](response, answer(url), timers)
  })
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', resolve)
    })
  const shut = () =>
    new Promise<void>((resolve) => {
      for (const timer of timers) clearInterval(timer)
      if (server.listening) server.close(() => resolve())
      else resolve()
      server.closeAllConnections()
    })
  await listen(0)
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    fail: (where, fault, times = 1) => void faults.push({ where, fault, times }),
    heal: () => {
      faults = []
    },
    down: shut,
    up: () => listen(port),
    connections: () =>
      new Promise((resolve, reject) => {
        server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)))
      }),
    close: shut,
  }
}

function isTwist(fault: Fault | undefined): fault is Twist {
  return fault === 'empty' || fault === 'half' || fault === 'duplicate'
}

function serve(response: ServerResponse, answer: Answer, asked: IncomingHttpHeaders): void {
  const { status = 200, type, body, headers } = answer
  const etag = `W/"${createHash('sha1').update(body).digest('base64url')}"`
  if (status === 200 && asked['if-none-match'] === etag) {
    response.writeHead(304, { etag, ...headers }).end()
    return
  }
  const tagged = status === 200 ? { etag } : {}
  response.writeHead(status, { 'content-type': type, ...tagged, ...headers }).end(body)
}

const errorPage = '<!doctype html><html><body><h1>Something went wrong</h1></body></html>'

type Misbehaviour = (response: ServerResponse, answer: Answer, timers: Set<NodeJS.Timeout>) => void

const misbehaviours: Readonly<Record<Exclude<Fault, Twist | object>, Misbehaviour>> = {
  hang: () => {},
  trickle: (response, { type }, timers) => {
    response.writeHead(200, { 'content-type': type })
    trickle(response, timers)
  },
  reset: (response, { type, body }) => {
    const bytes = Buffer.from(body)
    response.writeHead(200, { 'content-type': type, 'content-length': bytes.length })
    response.write(firstHalf(bytes), () => response.socket?.resetAndDestroy())
  },
  html: (response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(errorPage)
  },
  truncated: (response, { type, body }) => {
    response.writeHead(200, { 'content-type': type }).end(firstHalf(Buffer.from(body)))
  },
  oversized: (response, { type }) => {
    response.writeHead(200, { 'content-type': type }).end(Buffer.alloc(9_000_000, 0x20))
  },
  'length-over': (response, { type, body }) => {
    const bytes = Buffer.from(body)
    response.writeHead(200, { 'content-type': type, 'content-length': bytes.length + 10 })
    response.write(bytes, () => response.socket?.end())
  },
  'length-under': (response, { type, body }) => {
    const bytes = Buffer.from(body)
    response
      .writeHead(200, { 'content-type': type, 'content-length': bytes.length >> 1 })
      .end(bytes)
  },
}

function firstHalf(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.length >> 1)
}

function misbehaveAsTold(
  response: ServerResponse,
  fault: Extract<Fault, object>,
  type: string,
): void {
  if ('redirect' in fault) {
    response.writeHead(fault.status ?? 302, { location: fault.redirect }).end()
  } else if ('body' in fault) {
    const headers = { 'content-type': fault.type ?? type, ...fault.headers }
    response.writeHead(200, headers).end(fault.body)
  } else {
    response.writeHead(fault.status, { 'content-type': 'text/plain', ...fault.headers }).end('No.')
  }
}

function trickle(response: ServerResponse, timers: Set<NodeJS.Timeout>): void {
  const timer = setInterval(() => response.write(' '), 10)
  timers.add(timer)
  response.once('close', () => {
    clearInterval(timer)
    timers.delete(timer)
  })
}
