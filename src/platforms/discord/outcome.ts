// What an error of Discord's means for what was being said: tried again, reconciled, or never.
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import type { Mend, Outcome } from '../../bot/adapter.ts'
import { neverSent } from '../../bot/in-time.ts'
import type { Instant } from '../../bot/view.ts'

/**
 * What an error code comes to. `plain`, `less`, `message`: this message alone is not taken, and what may help; `stop`: no
 * further request may be made with this token; `unknown`: nobody knows the code.
 */
type Verdict =
  | 'retry'
  | 'plain'
  | 'less'
  | 'message'
  | 'destination'
  | 'workspace'
  | 'stop'
  | 'unknown'

// Codes by what they come to (Discord, Opcodes and Status Codes: JSON). What is not here is unknown: fail closed.
const codes: Readonly<Record<Exclude<Verdict, 'unknown'>, readonly number[]>> = {
  // Slow down: certainly not posted.
  retry: [16003, 20016, 20022, 20028, 20029, 40003, 40004, 40006, 40062, 130000, 429],
  // Ours to mend: malformed, empty, too large.
  plain: [40005, 50006, 50035, 50109],
  // Blocked by the server's own rules, or a harmful link.
  less: [200000, 240000],
  // Under a message that is gone; a thread's name that the server's rules block.
  message: [10008, 200001],
  // Gone, closed to us, of the wrong kind, or a person who refuses.
  destination: [
    10003, 10013, 10015, 20009, 40058, 50001, 50007, 50008, 50013, 50024, 50083, 50278, 160005,
  ],
  workspace: [10004],
  stop: [40001, 40333, 50014],
}

// Channel, server and person: deleted, or left.
const neverBack = new Set([10003, 10004, 10013])

/** Times an unasked message is tried again after this, where Discord does not say (milliseconds). */
const retryAfterMs = 30_000
/** Opening direct messages too fast. */
const openingTooFast = 40003

/** Discord shuts this address out: a refusal without a word of its API in it. */
export class ShutOut extends Error {
  override readonly name = 'ShutOut'
}

/** No direct messages are opened until then: too many were. */
export class OpeningPaused extends Error {
  override readonly name = 'OpeningPaused'
  readonly until: Instant

  constructor(until: Instant) {
    super('direct messages were opened too fast')
    this.until = until
  }
}

/** Whether direct messages were opened too fast. */
export function isOpeningTooFast(error: unknown): boolean {
  return error instanceof DiscordAPIError && Number(error.code) === openingTooFast
}

/** The verdict on an error code. */
function verdictOf(code: number | string | undefined, status: number): Verdict {
  const found = Object.entries(codes).find(([, list]) => list.includes(Number(code)))
  if (found !== undefined) return found[0] as Verdict
  // Without a code it was not Discord's API that answered, but what stands before it and shuts us out.
  if (status === 401 || (status === 403 && code === undefined)) return 'stop'
  return status === 429 ? 'retry' : 'unknown'
}

/** What came of a posting that ended in an error. Total: an error nobody knows leaves it unknown. */
export function outcomeOf(error: unknown, now: Instant): Outcome {
  if (error instanceof ShutOut)
    return { status: 'rejected', reason: error.message, scope: 'platform', forbidden: true }
  if (error instanceof OpeningPaused)
    return { status: 'failed', reason: error.message, retryAt: error.until, alone: true }
  if (error instanceof RateLimitError)
    return { status: 'failed', reason: 'rate limited', retryAt: now + error.retryAfter }
  if (error instanceof DiscordAPIError) return refusalOf(error, now)
  if (error instanceof HTTPError) return { status: 'unknown', reason: `HTTP ${error.status}` }
  // Nothing listened: the message cannot have arrived.
  const reason = causeOf(error)
  if (neverSent.has(reason)) return { status: 'failed', reason, retryAt: now + retryAfterMs }
  return { status: 'unknown', reason }
}

function refusalOf(error: DiscordAPIError, now: Instant): Outcome {
  const { status } = error
  const reason = `Discord ${codeOf(error) ?? status}: ${firstLine(error.message)}`
  // A server error may come after the message was made.
  if (status >= 500) return { status: 'unknown', reason }
  const verdict = verdictOf(codeOf(error), status)
  if (verdict === 'retry') return { status: 'failed', reason, retryAt: now + retryAfterMs }
  return {
    status: 'rejected',
    reason,
    scope: scopeOf(verdict, status),
    ...(neverBack.has(Number(error.code)) && { gone: true }),
    ...((status === 401 || status === 403) && { forbidden: true }),
    ...mendOf(verdict),
  }
}

function scopeOf(
  verdict: Exclude<Verdict, 'retry'>,
  status: number,
): 'message' | 'destination' | 'workspace' | 'platform' {
  if (verdict === 'destination' || verdict === 'workspace') return verdict
  if (verdict === 'stop') return 'platform'
  // What nobody knows and looks like a closed place is left alone, since it counts towards being shut out.
  return verdict === 'unknown' && (status === 403 || status === 404) ? 'destination' : 'message'
}

function mendOf(verdict: Verdict): { readonly mend?: Mend } {
  if (verdict === 'unknown') return { mend: 'again' }
  return verdict === 'plain' || verdict === 'less' ? { mend: verdict } : {}
}

/** What came of a posting that ended in an error before the message was sent: nothing was posted. */
export function outcomeBefore(error: unknown, now: Instant): Outcome {
  const outcome = outcomeOf(error, now)
  if (outcome.status !== 'unknown') return outcome
  return { status: 'failed', reason: outcome.reason, retryAt: now + retryAfterMs }
}

// A body that is no JSON has none, whatever the type says.
const codeOf = (error: DiscordAPIError): number | string | undefined => error.code

/** The code of an error or of what caused it, else what kind of error it is. */
function causeOf(error: unknown): string {
  const { code, cause, name } = (error ?? {}) as { code?: unknown; cause?: unknown; name?: unknown }
  if (typeof code === 'string') return code
  return cause === undefined ? String(name ?? 'no answer') : causeOf(cause)
}

/** Whether Discord refuses the token or what the client asks to hear; trying again cannot help. */
export function isRefused(error: unknown): boolean {
  if (error instanceof DiscordAPIError || error instanceof HTTPError) return error.status === 401
  const { code, message = '' } = (error ?? {}) as { code?: unknown; message?: string }
  return code === 'TokenInvalid' || closedForGood.has(message)
}

// The client tells of the gateway's close codes 4010 to 4014 by these words alone.
const closedForGood = new Set([
  'Invalid shard',
  'Sharding is required',
  'Used invalid intents',
  'Used disallowed intents',
])

// The place of an answer is gone: deleted, late, its token expired, its channel closed, answered by another process.
const gone = new Set<number | string>([10003, 10008, 10015, 10062, 40060, 50001, 50027])

/** Whether an answer failed only because there is nowhere left to put it. */
export function isGone(error: unknown): boolean {
  return error instanceof DiscordAPIError && gone.has(error.code)
}

// The person is not in the server, or nowhere any more.
const noMember = new Set<number | string>([10007, 10013])

/** Whether Discord knows that somebody is no member; any other error says nothing about it. */
export function isNoMember(error: unknown): boolean {
  return error instanceof DiscordAPIError && noMember.has(error.code)
}

/** An error in words. */
export type Described = {
  readonly reason: string
  readonly code?: number | string
  readonly status?: number
  /** Where in the code, for an error that says no more than its kind. */
  readonly at?: string
}

/** An error in words that hold no token and nothing that was said: Discord's own errors carry the request. */
export function describeError(error: unknown): Described {
  if (error instanceof DiscordAPIError)
    return { code: error.code, status: error.status, reason: firstLine(error.message) }
  if (error instanceof HTTPError) return { status: error.status, reason: error.message }
  if (error instanceof RateLimitError) return { reason: `rate limited for ${error.retryAfter} ms` }
  const { code, cause, stack } = (error ?? {}) as Error & { code?: unknown }
  const at = /^ +at (.*)$/m.exec(stack ?? '')?.[1]
  const isPlain = code === undefined && cause === undefined
  return { reason: causeOf(error), ...(isPlain && at !== undefined && { at }) }
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? ''
}
