// What an error of Slack's means for what was being said: tried again, reconciled, or never.
import { webApi } from '@slack/bolt'
import type { Outcome } from '../../bot/adapter.ts'
import { neverSent } from '../../bot/in-time.ts'
import type { Instant } from '../../bot/view.ts'
import { SealError } from './crypto.ts'
import { NotInstalled } from './slack.ts'

/** What an error code comes to. `plain`: this message alone, which we made wrongly; `unknown`: nobody knows the code. */
type Verdict = 'retry' | 'moving' | 'unclear' | 'plain' | 'destination' | 'workspace' | 'unknown'

// Codes by what they come to (chat.postMessage and conversations.open: Errors). What is not here is unknown: fail closed.
const codes: Readonly<Record<Exclude<Verdict, 'unknown'>, readonly string[]>> = {
  // Slow down: certainly not posted.
  retry: [
    'ratelimited',
    'rate_limited',
    'message_limit_exceeded',
    'restricted_too_many',
    'external_channel_migrating',
  ],
  // A workspace is being moved to an organisation.
  moving: ['org_login_required', 'team_added_to_org'],
  // "It's possible some aspect of the operation succeeded before the error was raised."
  unclear: ['fatal_error', 'internal_error', 'service_unavailable', 'request_timeout'],
  // Ours to mend: malformed, empty, too large.
  plain: [
    'msg_too_long',
    'msg_blocks_too_long',
    'invalid_blocks',
    'invalid_blocks_format',
    'too_many_attachments',
    'metadata_too_large',
    'no_text',
  ],
  // Gone, closed to us, or a person who is not there.
  destination: [
    'channel_not_found',
    'is_archived',
    'user_disabled',
    'user_not_found',
    'user_not_visible',
    'users_not_found',
    'messages_tab_disabled',
    'cannot_dm_bot',
    'not_in_channel',
    'ekm_access_denied',
    'access_denied',
    'missing_scope',
    'no_permission',
    'channel_is_limited_access',
    'channel_type_not_supported',
    'method_not_supported_for_channel_type',
  ],
  // The app was taken out, its token is none any more, or the workspace shuts it out.
  workspace: [
    'account_inactive',
    'token_revoked',
    'token_expired',
    'invalid_auth',
    'not_authed',
    'team_access_not_granted',
    'team_not_found',
    'enterprise_is_restricted',
    'two_factor_setup_required',
    'accesslimited',
  ],
}

/** Deleted or left: it does not come back by itself (Slack says the same of a private channel that the bot was taken out of). */
const neverBack = new Set([
  'channel_not_found',
  'user_not_found',
  'users_not_found',
  'user_disabled',
  'account_inactive',
  'token_revoked',
  'team_not_found',
])

/** Times an unasked message is tried again after this, where Slack does not say (milliseconds). */
const retryAfterMs = 30_000
/** What takes longer to pass: a free plan's limit, a workspace being moved to an organisation (milliseconds). */
const longRetryMs = 3_600_000
const slow = new Set(['message_limit_exceeded', 'external_channel_migrating'])
/** A workspace that is being moved is waited for so long (milliseconds). */
const movingMs = 7 * 86_400_000

/** The verdict on an error code; `unclear` for what is no code at all. */
function verdictOf(code: string): Verdict {
  const found = Object.entries(codes).find(([, list]) => list.includes(code))
  if (found !== undefined) return found[0] as Verdict
  // There are several: `restricted_action_read_only_channel` and so on.
  if (code.startsWith('restricted_action')) return 'destination'
  if (code.startsWith('invalid_metadata')) return 'plain'
  // The client takes an answer that is no JSON for an error of that name.
  return /^[a-z][a-z0-9_]*$/.test(code) ? 'unknown' : 'unclear'
}

/** Whether a code says that a message is not taken for what it is, or says nothing anybody knows. */
export function isUnshowable(code: string): boolean {
  return ['plain', 'unknown'].includes(verdictOf(code))
}

/** What came of a posting that ended in an error. Total: an error nobody knows leaves it unknown. */
export function outcomeOf(error: unknown, now: Instant): Outcome {
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { status: 'failed', reason: 'rate limited', retryAt: now + error.retryAfter * 1000 }
  if (error instanceof webApi.WebAPIPlatformError) return refusalOf(error, now)
  const { reason } = describeError(error)
  if (error instanceof webApi.WebAPIHTTPError && error.statusCode < 500)
    return { status: 'failed', reason, retryAt: now + retryAfterMs }
  // Nothing listened, or a rate limit did not say for how long: the message cannot have been made.
  if (neverSent.has(causeOf(error)) || isUntimedLimit(error))
    return { status: 'failed', reason, retryAt: now + retryAfterMs }
  return { status: 'unknown', reason }
}

function refusalOf(error: webApi.WebAPIPlatformError, now: Instant): Outcome {
  const { data } = error
  const verdict = verdictOf(data.error)
  const { needs } = neededBy(error)
  const reason = `Slack ${codeWords(data.error)}${needs === undefined ? '' : ` (${needs})`}`
  if (verdict === 'unclear') return { status: 'unknown', reason }
  if (verdict === 'plain') return { status: 'rejected', reason, scope: 'message', mend: 'plain' }
  if (verdict === 'unknown') return { status: 'rejected', reason, scope: 'message', mend: 'again' }
  if (verdict === 'destination' || verdict === 'workspace') {
    const gone = neverBack.has(data.error) ? ({ gone: true } as const) : {}
    return { status: 'rejected', reason, scope: verdict, ...gone }
  }
  const usual = verdict === 'moving' || slow.has(data.error) ? longRetryMs : retryAfterMs
  const told = data.response_metadata?.retryAfter
  return {
    status: 'failed',
    reason,
    retryAt: now + (told === undefined ? usual : told * 1000),
    ...(verdict === 'moving' && { patienceMs: movingMs }),
  }
}

/** What came of a posting that ended in an error before the message was sent: nothing was posted. */
export function outcomeBefore(error: unknown, now: Instant): Outcome {
  const outcome = outcomeOf(error, now)
  if (outcome.status !== 'unknown') return outcome
  return { status: 'failed', reason: outcome.reason, retryAt: now + retryAfterMs }
}

// The client has no kind of error for a 429 without a number of seconds.
function isUntimedLimit(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Retry header did not contain')
}

/** The code of an error or of what caused it, else what kind of error it is. */
function causeOf(error: unknown): string {
  if (error instanceof webApi.WebAPIRequestError) return causeOf(error.original)
  const { code, cause, name } = (error ?? {}) as { code?: unknown; cause?: unknown; name?: unknown }
  if (typeof code === 'string') return code
  return cause === undefined ? String(name ?? 'no answer') : causeOf(cause)
}

/** The error code Slack gave; undefined where it was not Slack that refused. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof webApi.WebAPIPlatformError ? error.data.error : undefined
}

/** Whether Slack refuses the token; trying again cannot help. */
export function isRefused(error: unknown): boolean {
  const code = codeOf(error)
  return code !== undefined && (verdictOf(code) === 'workspace' || refusals.has(code))
}

const refusals = new Set(['not_allowed_token_type', 'invalid_client_id', 'bad_client_secret'])

/** Whether a request may have arrived although it failed: a server's error, or no answer at all. */
export function isUnclear(error: unknown): boolean {
  return outcomeOf(error, 0).status === 'unknown'
}

// The place of an answer is gone: deleted, late, its address used up, its channel closed to us.
const gone = new Set([
  'expired_url',
  'used_url',
  'expired_trigger_id',
  'exchanged_trigger_id',
  'message_not_found',
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'user_not_in_channel',
  'not_found',
  'hash_conflict',
])

/** Whether what somebody did is too long ago for a modal to open on it, or has opened one. */
export function isTooLate(error: unknown): boolean {
  return ['expired_trigger_id', 'exchanged_trigger_id', 'trigger_exchanged'].includes(
    codeOf(error) ?? '',
  )
}

/** Whether an answer failed only because there is nowhere left to put it. */
export function isGone(error: unknown): boolean {
  return gone.has(codeOf(error) ?? '')
}

/** An error in words. */
export type Described = {
  readonly reason: string
  /** The scope that is missing. */
  readonly needs?: string
  /** Where in the code, for an error that says no more than its kind. */
  readonly at?: string
}

/** An error in words that hold no token and nothing that was said: Slack's own errors carry the answer. */
export function describeError(error: unknown): Described {
  if (error instanceof webApi.WebAPIPlatformError)
    return { reason: `Slack ${codeWords(error.data.error)}`, ...neededBy(error) }
  if (error instanceof webApi.WebAPIHTTPError) return { reason: `HTTP ${error.statusCode}` }
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { reason: `rate limited for ${error.retryAfter} s` }
  if (isUntimedLimit(error)) return { reason: 'rate limited' }
  if (error instanceof SealError || error instanceof NotInstalled) return { reason: error.message }
  if (error instanceof webApi.WebAPIRequestError) return { reason: causeOf(error) }
  const { code, cause, stack } = (error ?? {}) as Error & { code?: unknown }
  const at = /^ +at (.*)$/m.exec(stack ?? '')?.[1]
  const isPlain = code === undefined && cause === undefined
  return { reason: causeOf(error), ...(isPlain && at !== undefined && { at }) }
}

const codePattern = /^[\w:.,-]{1,80}$/

// What is no code may be a page of a proxy, with anything on it.
function codeWords(code: string): string {
  return codePattern.test(code) ? code : 'gave an answer that is none'
}

/** The scope that is missing, where one is. */
function neededBy({ data }: webApi.WebAPIPlatformError): { needs?: string } {
  const { needed } = data as { needed?: unknown }
  return typeof needed === 'string' && codePattern.test(needed) ? { needs: needed } : {}
}
