// Asks an upstream politely and comes back with what happened, whatever upstream does: one GET with its time limit,
// size limit, retries and pauses. A request is never retried past what the server asked for.
import { askedPause, backoff, spentQuota } from './pause.ts'
import { type Ask, ask, type Fault, type Reply } from './request.ts'
import { createRest, type Rest } from './rest.ts'

/** Time and chance, given from outside. `sleep` rejects when its signal is aborted. */
export type Clock = {
  /** Epoch milliseconds. */
  now(): number
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** From 0 to 1, 1 excluded. */
  random(): number
}

/** How asking ended. `reason` goes on from upstream's name: "answered 500"; it holds no secrets and no words of upstream's. */
export type Fetched<T> =
  /** `validator` (ETag, or else Last-Modified) makes the next request conditional. */
  | { readonly status: 'ok'; readonly value: T; readonly validator?: string }
  /** Nothing changed since the validator was given. */
  | { readonly status: 'unchanged' }
  /** 404: normal for a paper upstream has not got. */
  | { readonly status: 'absent' }
  | Failed

/** `retryAt` (epoch milliseconds) is when upstream said it may be asked again. */
export type Failed = {
  readonly status: 'failed'
  readonly reason: string
  readonly kind: 'down' | 'slow' | 'limited' | 'refused' | 'garbled'
  readonly retryAt?: number
}

export type HttpOptions = {
  readonly fetch: typeof fetch
  readonly clock: Clock
  readonly userAgent: string
  /** Awaited before every request on the wire, redirects and retries included: politeness over the whole deployment. */
  readonly turn?: ((signal?: AbortSignal) => Promise<void>) | undefined
  /** For one request, its whole body included. 20 s unless told. */
  readonly timeoutMs?: number
  /** Of one body, decompressed. 8 MB unless told. */
  readonly maxBytes?: number
  /** The least pause after a 429, asked for or not. */
  readonly restMs?: number
}

/** What to ask for. `read` makes the value of a body, or says how the body is unusable: "sent something that is not JSON". */
export type HttpRequest<T> = {
  readonly accept: 'json' | 'xml'
  read(text: string, headers: Headers): { readonly value: T } | { readonly garbled: string }
  readonly validator?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal | undefined
  /** Requests in all, 3 unless told. */
  readonly attempts?: number
}

/**
 * `get` never throws for anything upstream does.
 * @throws the signal's reason (an AbortError unless told otherwise) once it is aborted, and what `turn` throws.
 */
export type Http = { get<T>(url: string, request: HttpRequest<T>): Promise<Fetched<T>> }

/** Longer than this (milliseconds) we do not hold a caller back: it is told when to come again. */
const longestWait = 30_000

/** One upstream's door. What the server asks for is remembered between requests, in this process. */
export function createHttp(options: HttpOptions): Http {
  const rest = createRest(options.clock)
  return { get: (url, request) => persist(url, request, options, rest) }
}

/** Asks until there is an answer, or no use in asking again. */
async function persist<T>(
  url: string,
  request: HttpRequest<T>,
  options: HttpOptions,
  rest: Rest,
): Promise<Fetched<T>> {
  const { clock } = options
  const { signal, attempts = 3 } = request
  signal?.throwIfAborted()
  let garbled = 0
  for (let attempt = 1; ; attempt++) {
    const retryAt = await rest.over(signal)
    if (retryAt !== undefined) {
      return { status: 'failed', kind: 'limited', reason: 'asked us to wait', retryAt }
    }
    const { outcome, again } = await once(url, request, options, rest)
    if (outcome.status !== 'failed' || again === 'never' || attempt >= attempts) return outcome
    if (again === 'once' && ++garbled > 1) return outcome
    if (outcome.retryAt === undefined) {
      await clock.sleep(backoff(attempt, clock.random()), signal)
      signal?.throwIfAborted()
    } else if (outcome.retryAt - clock.now() > longestWait) return outcome
  }
}

async function once<T>(
  url: string,
  request: HttpRequest<T>,
  options: HttpOptions,
  rest: Rest,
): Promise<Attempt<T>> {
  const reply = await follow(url, questionOf(options, request), options.turn, request.signal)
  if ('kind' in reply) return failedBy(reply)
  const attempt = judge(reply, request)
  if (attempt.outcome.status !== 'failed') {
    rest.afterSpending(spentQuota(reply.headers))
    return attempt
  }
  const retryAt = rest.whenAsked(pauseOf(reply, options), longestWait)
  return retryAt === undefined ? attempt : { ...attempt, outcome: { ...attempt.outcome, retryAt } }
}

/** The pause of a server that is busy, in milliseconds; undefined when it asked for none. */
function pauseOf({ status, headers }: Reply, { clock, restMs }: HttpOptions): number | undefined {
  if (status !== 429 && status !== 503) return undefined
  const asked = askedPause(headers, clock.now())
  const least = status === 429 ? restMs : undefined
  return asked === undefined || least === undefined ? (asked ?? least) : Math.max(asked, least)
}

type Attempt<T> = { readonly outcome: Fetched<T>; readonly again: Fault['again'] }

function failedBy({ kind, reason, again }: Fault): {
  readonly outcome: Failed
  readonly again: Fault['again']
} {
  return { outcome: { status: 'failed', reason, kind }, again }
}

const accepted = {
  json: 'application/json',
  xml: 'application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9',
} as const

function questionOf<T>(options: HttpOptions, request: HttpRequest<T>): Ask {
  const headers = new Headers({ accept: accepted[request.accept] })
  headers.set('user-agent', options.userAgent)
  for (const [name, value] of Object.entries(request.headers ?? {})) headers.set(name, value)
  const { validator } = request
  if (validator !== undefined) {
    const isTag = /^(?:W\/)?"/.test(validator)
    headers.set(isTag ? 'if-none-match' : 'if-modified-since', validator)
  }
  const { fetch, timeoutMs = 20_000, maxBytes = 8_000_000 } = options
  return { fetch, headers, timeoutMs, maxBytes }
}

const redirects = new Set([301, 302, 303, 307, 308])

/** Follows at most three redirects, and only to the same host by the same protocol: a token goes nowhere else. */
async function follow(
  url: string,
  question: Ask,
  turn: HttpOptions['turn'],
  signal: AbortSignal | undefined,
): Promise<Reply | Fault> {
  let address = new URL(url)
  for (let hops = 0; hops <= 3; hops++) {
    await turn?.(signal)
    signal?.throwIfAborted()
    const reply = await ask(address, question, signal)
    const location = 'kind' in reply ? null : reply.headers.get('location')
    if ('kind' in reply || !redirects.has(reply.status) || location === null) return reply
    const next = URL.parse(location, address.href)
    if (next?.origin !== address.origin || next.username !== '' || next.password !== '') {
      return { kind: 'refused', reason: 'sent us on to another host', again: 'never' }
    }
    address = next
  }
  return { kind: 'refused', reason: 'sent us on more than 3 times', again: 'never' }
}

function judge<T>(reply: Reply, request: HttpRequest<T>): Attempt<T> {
  const { status, headers, text } = reply
  const reason = `answered ${status}`
  if (status === 404) return { outcome: { status: 'absent' }, again: 'never' }
  if (status === 304 && request.validator !== undefined) {
    return { outcome: { status: 'unchanged' }, again: 'never' }
  }
  if (status === 429) return failedBy({ kind: 'limited', reason, again: 'often' })
  if (status >= 500) return failedBy({ kind: 'down', reason, again: 'often' })
  if (status < 200 || status >= 300) return failedBy({ kind: 'refused', reason, again: 'never' })
  const read = isHtml(text, headers)
    ? { garbled: `sent HTML instead of ${request.accept.toUpperCase()}` }
    : request.read(text, headers)
  if ('garbled' in read) return failedBy({ kind: 'garbled', reason: read.garbled, again: 'once' })
  const validator = headers.get('etag') ?? headers.get('last-modified') ?? undefined
  const known = validator === undefined ? {} : { validator }
  return { outcome: { status: 'ok', value: read.value, ...known }, again: 'never' }
}

/** By what it says it is, or else by how it begins: an overloaded site may serve its error page under any name. */
function isHtml(text: string, headers: Headers): boolean {
  const type = headers.get('content-type') ?? ''
  return (
    /^\s*(?:text\/html|application\/xhtml)/i.test(type) ||
    /^\s*<(?:!doctype html|html)[\s>]/i.test(text)
  )
}
