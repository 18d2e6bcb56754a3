// What Slack sends to the app's own address: signed with the app's secret, and badly signed where a test wants it so.
import { createHmac } from 'node:crypto'
import type { Acknowledged, Kind, Retry } from './socket.ts'
import type { State } from './state.ts'
import type { Fields } from './wire.ts'

/** A signature that Slack would never give. */
export type Forgery = 'bad' | 'stale' | 'missing' | 'of another body'

const fiveMinutes = 300

/** How something looks as the body of a request. */
export function encoded(
  kind: Kind,
  payload: Fields,
): { readonly type: string; readonly body: string } {
  if (kind === 'events_api') return { type: 'application/json', body: JSON.stringify(payload) }
  const fields = kind === 'interactive' ? { payload: JSON.stringify(payload) } : payload
  const form = new URLSearchParams(
    Object.entries(fields).map(([name, value]) => [name, String(value)] as [string, string]),
  )
  return { type: 'application/x-www-form-urlencoded', body: form.toString() }
}

/** The headers that prove where a body comes from. */
export function signatureOf(state: State, body: string, forgery?: Forgery): Record<string, string> {
  const now = Math.floor(Date.now() / 1000)
  const at = forgery === 'stale' ? now - fiveMinutes - 60 : now
  const secret = forgery === 'bad' ? 'another secret' : state.signingSecret
  const signed = forgery === 'of another body' ? `${body}&` : body
  const hash = createHmac('sha256', secret).update(`v0:${at}:${signed}`).digest('hex')
  if (forgery === 'missing') return {}
  return { 'x-slack-request-timestamp': String(at), 'x-slack-signature': `v0=${hash}` }
}

/** Sends something to an address, and gives what it answered within `patienceMs`. */
export async function post(
  state: State,
  to: string,
  kind: Kind,
  payload: Fields,
  given: {
    readonly retry?: Retry | undefined
    readonly forgery?: Forgery
    readonly patienceMs: number
  },
): Promise<Acknowledged & { readonly status: number }> {
  const { type, body } = encoded(kind, payload)
  const { retry, forgery, patienceMs } = given
  const again: Record<string, string> =
    retry === undefined
      ? {}
      : { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason }
  const headers = { 'content-type': type, ...signatureOf(state, body, forgery), ...again }
  try {
    const signal = AbortSignal.timeout(patienceMs)
    const response = await fetch(to, { method: 'POST', headers, body, signal })
    const text = await response.text()
    if (!response.ok) return { failed: `http_${response.status}`, status: response.status }
    return { body: read(text, response.headers.get('content-type') ?? ''), status: response.status }
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError'
    return { failed: isLate ? 'timeout' : 'unreachable', status: 0 }
  }
}

function read(text: string, type: string): unknown {
  if (text === '') return undefined
  return type.includes('json') ? JSON.parse(text) : text
}
