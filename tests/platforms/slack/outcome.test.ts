// What Slack's errors mean for what was being said, and that their words give nothing away.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../../../src/platforms/slack/connect.ts'
import { describeError, outcomeBefore, outcomeOf } from '../../../src/platforms/slack/outcome.ts'
import { type Answer, openWeb, type Web } from './web.ts'

let web: Web
beforeAll(async () => {
  web = await openWeb()
})
afterAll(() => web.close())

const now = 1_000_000
const token = 'xoxb-1-secret'
const said = 'what somebody said to nobody else'
const log = { info() {}, warn() {}, error() {} }

/** What the real client throws at this answer. */
async function errorOf(answer: Answer, api = web.url): Promise<unknown> {
  web.on('chat.postMessage', answer)
  try {
    await createClient({ token, api }, log).chat.postMessage({ channel: 'C1', text: said })
  } catch (error) {
    return error
  }
  throw new Error('nothing went wrong')
}

const refused = (error: string) => errorOf({ ok: false, error })

describe('a refusal of Slack', () => {
  const rejected = (scope: string) => ({ status: 'rejected', scope })
  const gone = { status: 'rejected', scope: 'destination', gone: true }
  const unknown = { status: 'unknown' }
  const later = { status: 'failed', retryAt: now + 30_000 }
  const muchLater = { status: 'failed', retryAt: now + 3_600_000 }
  const moving = { ...muchLater, patienceMs: 7 * 86_400_000 }
  const plain = { ...rejected('message'), mend: 'plain' }

  it.each([
    ['account_inactive', { ...rejected('workspace'), gone: true }],
    ['token_revoked', { ...rejected('workspace'), gone: true }],
    ['team_not_found', { ...rejected('workspace'), gone: true }],
    ['team_access_not_granted', rejected('workspace')],
    ['enterprise_is_restricted', rejected('workspace')],
    ['two_factor_setup_required', rejected('workspace')],
    ['accesslimited', rejected('workspace')],
    ['invalid_auth', rejected('workspace')],
    ['not_authed', rejected('workspace')],
    ['token_expired', rejected('workspace')],
    ['org_login_required', moving],
    ['team_added_to_org', moving],
    ['external_channel_migrating', muchLater],
    ['channel_not_found', gone],
    ['is_archived', rejected('destination')],
    ['user_disabled', gone],
    ['user_not_found', gone],
    ['users_not_found', gone],
    ['user_not_visible', rejected('destination')],
    ['cannot_dm_bot', rejected('destination')],
    ['messages_tab_disabled', rejected('destination')],
    ['not_in_channel', rejected('destination')],
    ['restricted_action', rejected('destination')],
    ['restricted_action_read_only_channel', rejected('destination')],
    ['restricted_action_thread_locked', rejected('destination')],
    ['ekm_access_denied', rejected('destination')],
    ['access_denied', rejected('destination')],
    ['missing_scope', rejected('destination')],
    ['no_permission', rejected('destination')],
    ['channel_is_limited_access', rejected('destination')],
    ['channel_type_not_supported', rejected('destination')],
    ['method_not_supported_for_channel_type', rejected('destination')],
    ['msg_too_long', plain],
    ['msg_blocks_too_long', plain],
    ['invalid_blocks', plain],
    ['invalid_blocks_format', plain],
    ['too_many_attachments', plain],
    ['invalid_metadata_format', plain],
    ['invalid_metadata_schema', plain],
    ['metadata_too_large', plain],
    ['no_text', plain],
    ['ratelimited', later],
    ['rate_limited', later],
    ['restricted_too_many', later],
    ['message_limit_exceeded', muchLater],
    ['fatal_error', unknown],
    ['internal_error', unknown],
    ['service_unavailable', unknown],
    ['request_timeout', unknown],
    ['what_nobody_ever_saw', { ...rejected('message'), mend: 'again' }],
  ])('%s', async (code, outcome) => {
    const came = outcomeOf(await refused(code), now)
    expect(came).toMatchObject(outcome)
    for (const more of ['gone', 'mend', 'patienceMs'])
      expect(more in came, more).toBe(more in outcome)
  })

  it('waits as long as it is told to', async () => {
    const headers = { 'retry-after': '7' }
    const limited = await errorOf({ status: 429, headers, body: '' })
    expect(outcomeOf(limited, now)).toMatchObject({ status: 'failed', retryAt: now + 7000 })
    const within = { status: 200, headers, body: '{"ok":false,"error":"ratelimited"}' }
    expect(outcomeOf(await errorOf(within), now)).toMatchObject({
      status: 'failed',
      retryAt: now + 7000,
    })
    const untold = await errorOf({ status: 429, body: '' })
    expect(outcomeOf(untold, now)).toMatchObject(later)
  })

  it('is a failure where something before Slack refuses, and unknown where Slack itself broke', async () => {
    expect(outcomeOf(await errorOf({ status: 403, body: '<html>' }), now)).toMatchObject(later)
    for (const status of [500, 502, 503])
      expect(outcomeOf(await errorOf({ status, body: '' }), now)).toMatchObject(unknown)
  })

  it('is unknown where the answer is none', async () => {
    for (const body of ['', '<html>you have been logged out</html>', '{"ok":false'])
      expect(outcomeOf(await errorOf({ status: 200, body }), now)).toMatchObject(unknown)
    expect(outcomeOf(await errorOf('drop'), now)).toMatchObject(unknown)
  })

  it('is a failure where nobody listens', async () => {
    const gone = await openWeb()
    await gone.close()
    expect(outcomeOf(await errorOf({}, gone.url), now)).toMatchObject(later)
  })

  it('before anything was said has posted nothing', async () => {
    expect(outcomeBefore(await refused('fatal_error'), now)).toMatchObject(later)
    expect(outcomeBefore(await errorOf('drop'), now)).toMatchObject(later)
    expect(outcomeBefore(await refused('user_not_found'), now)).toMatchObject(
      rejected('destination'),
    )
  })
})

it('an error in words gives away neither the token nor what was said', async () => {
  const answers: Answer[] = [
    { ok: false, error: 'invalid_auth', said, token },
    { ok: false, error: `${token} ${said}` },
    { status: 500, body: `${token} ${said}` },
    { status: 200, body: `${token} ${said}` },
    { status: 429, headers: { 'retry-after': '1' }, body: token },
    'drop',
  ]
  for (const answer of answers) {
    const error = await errorOf(answer)
    const words = JSON.stringify([describeError(error), outcomeOf(error, now)])
    expect(words).not.toContain(token)
    expect(words).not.toContain(said)
  }
})

it('a scope that is missing is named', async () => {
  const missing = await errorOf({ ok: false, error: 'missing_scope', needed: 'im:write' })
  expect(describeError(missing)).toEqual({ reason: 'Slack missing_scope', needs: 'im:write' })
  expect(outcomeOf(missing, now)).toMatchObject({ reason: 'Slack missing_scope (im:write)' })
  const odd = await errorOf({ ok: false, error: 'missing_scope', needed: '<a page>' })
  expect(outcomeOf(odd, now)).toMatchObject({ reason: 'Slack missing_scope' })
})
