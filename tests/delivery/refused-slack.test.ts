// Every refusal of Slack that has a name, from the real client's request to the ledger: once, and every time.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createSlackPoster } from '../../src/platforms/slack/poster.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { createInstallations } from '../../src/store/installations.ts'
import { createWorkspaces } from '../../src/store/workspaces.ts'
import { type Answer, openWeb, type Web } from '../platforms/slack/web.ts'
import { deliverTo } from './refused.ts'

let web: Web
let database: Database
beforeAll(async () => {
  web = await openWeb()
  database = await openDatabase('sqlite::memory:')
})
afterAll(async () => {
  await web.close()
  await database.close()
})

const now = 1_700_000_000_000
const silent = { info() {}, warn() {}, error() {} }

async function saidTo(times: number, answer: Answer) {
  const before = web.to('chat.postMessage').length
  const asked = () => web.to('chat.postMessage').length - before
  web.on('chat.postMessage', () =>
    asked() <= times ? answer : { ok: true, channel: 'C1', ts: '17.000100' },
  )
  const poster = createSlackPoster({
    ...{ by: 'sockets', api: web.url, appToken: 'xapp-1', botToken: 'xoxb-1' },
    installations: createInstallations(database),
    workspaces: createWorkspaces(database),
    ...{ fetch, now: () => now, secretBytes: randomBytes, log: silent },
  })
  const to = { platform: 'slack', workspace: 'T1', channel: 'C1' }
  return { ...(await deliverTo(poster, to, now)), asked: asked() }
}

const refusal = (error: string) => ({ ok: false, error })
const sent = { state: 'sent', closed: 'nothing' }
const over = { state: 'dead', closed: 'nothing' }
const later = { state: 'pending', closed: 'nothing' }
const unclear = { state: 'unknown', closed: 'nothing' }
const place = { state: 'dead', closed: 'destination' }
const gone = { state: 'dead', closed: 'destination for good' }
const whole = { state: 'dead', closed: 'workspace' }
const left = { state: 'dead', closed: 'workspace for good' }

it.each([
  'msg_too_long',
  'msg_blocks_too_long',
  'invalid_blocks',
  'invalid_blocks_format',
  'too_many_attachments',
  'invalid_metadata_format',
  'invalid_metadata_schema',
  'metadata_too_large',
  'no_text',
  'what_nobody_ever_saw',
])('%s is tried once more', async (error) => {
  expect(await saidTo(1, refusal(error))).toEqual({ ...sent, asked: 2 })
  expect(await saidTo(9, refusal(error))).toEqual({ ...over, asked: 2 })
})

it.each([
  ['account_inactive', left],
  ['token_revoked', left],
  ['team_not_found', left],
  ['invalid_auth', whole],
  ['not_authed', whole],
  ['token_expired', whole],
  ['team_access_not_granted', whole],
  ['enterprise_is_restricted', whole],
  ['two_factor_setup_required', whole],
  ['accesslimited', whole],
  ['org_login_required', { ...later, closed: 'nothing, yet' }],
  ['team_added_to_org', { ...later, closed: 'nothing, yet' }],
  ['channel_not_found', gone],
  ['user_disabled', gone],
  ['user_not_found', gone],
  ['users_not_found', gone],
  ['is_archived', place],
  ['messages_tab_disabled', place],
  ['user_not_visible', place],
  ['cannot_dm_bot', place],
  ['not_in_channel', place],
  ['restricted_action', place],
  ['restricted_action_read_only_channel', place],
  ['restricted_action_thread_only_channel', place],
  ['ekm_access_denied', place],
  ['access_denied', place],
  ['missing_scope', place],
  ['no_permission', place],
  ['channel_is_limited_access', place],
  ['channel_type_not_supported', place],
  ['method_not_supported_for_channel_type', place],
  ['ratelimited', later],
  ['rate_limited', later],
  ['message_limit_exceeded', later],
  ['restricted_too_many', later],
  ['external_channel_migrating', later],
  ['fatal_error', unclear],
  ['internal_error', unclear],
  ['service_unavailable', unclear],
  ['request_timeout', unclear],
])('%s is asked once, and leaves %o', async (error, expected) => {
  expect(await saidTo(1, refusal(error))).toEqual({ ...expected, asked: 1 })
})

it.each([
  [{ status: 429, headers: { 'retry-after': '9' }, body: '' }, later],
  [{ status: 500, body: '' }, unclear],
  [{ status: 503, body: '' }, unclear],
  ['drop', unclear],
] as const)('%o is asked once, and leaves %o', async (answer, expected) => {
  expect(await saidTo(1, answer)).toEqual({ ...expected, asked: 1 })
})
