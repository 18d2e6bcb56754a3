// The Web API of the loopback Slack: what it refuses, who may do what, how it fails, and how its tokens end.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { usualManifest } from './manifest.ts'
import { openSlack, type SlackStand } from './slack.ts'
import { attempt, clientOf } from './tiny-bot.ts'
import type { Message } from './wire.ts'

let slack: SlackStand
let seen = 0
const violations = () => slack.violations.slice(seen)
const quiet = { unfurl_links: false, unfurl_media: false }
const post = (channel: string, more: object = {}, client = clientOf(slack)) =>
  attempt(client.chat.postMessage({ channel, text: 'hello', ...quiet, ...more } as never))
const section = { type: 'section', text: { type: 'mrkdwn', text: 'x' } }

beforeAll(async () => {
  slack = await openSlack({ teams: [{}, { name: 'Other lab' }] })
})
beforeEach(() => {
  slack.heal()
  seen = slack.violations.length
})
afterAll(() => slack.close())

describe('posting', () => {
  it('shows a message, and changes and deletes it', async () => {
    const client = clientOf(slack)
    const channel = slack.addChannel().id
    const { ok } = await post(channel)
    const ts = String(ok?.ts)
    await client.chat.update({ channel, ts, text: 'changed' })
    expect(slack.messages(channel)).toMatchObject([{ text: 'changed', edited: true, revision: 1 }])
    await client.chat.delete({ channel, ts })
    expect(slack.messages(channel)).toEqual([])
    expect((await attempt(client.chat.delete({ channel, ts }))).error).toBe('message_not_found')
    expect(violations()).toEqual([])
  })

  it.each([
    ['an unknown channel', 'channel_not_found', () => 'C0'],
    ['a channel of another workspace', 'channel_not_found', () => otherChannel()],
    ['an archived channel', 'is_archived', () => slack.addChannel({ archived: true }).id],
    [
      'a public channel it is not in',
      'not_in_channel',
      () => slack.addChannel({ bot: 'absent' }).id,
    ],
    [
      'a private channel it is not in',
      'channel_not_found',
      () => slack.addChannel({ kind: 'private', bot: 'absent' }).id,
    ],
    ['a bot', 'cannot_dm_bot', () => slack.team.botUser],
    ['nobody', 'channel_not_found', () => 'U0'],
    ['somebody deactivated', 'user_disabled', () => slack.addPerson({ deactivated: true }).id],
    ['a stranger', 'user_not_found', () => stranger()],
  ])('not to %s', async (_, error, channel) => {
    expect((await post(channel())).error).toBe(error)
    expect(violations()).toEqual([])
  })

  const others = () =>
    slack.addTeam({ name: 'Elsewhere', people: [{ id: `U${Math.random()}`, name: 'eve' }] })
  const otherChannel = () => slack.addChannel({}, others().id).id
  const stranger = () => slack.addPerson({}, others().id).id

  it.each([
    ['nothing', { text: '' }, 'no_text'],
    ['a text beyond all bounds', { text: 'x'.repeat(40_001) }, 'msg_too_long'],
    ['blocks that are none', { blocks: [{ type: 'paragraph' }] }, 'invalid_blocks'],
    [
      'blocks that are too much together',
      {
        blocks: Array.from({ length: 5 }, () => ({
          type: 'section',
          text: { type: 'mrkdwn', text: 'x'.repeat(2900) },
        })),
      },
      'msg_blocks_too_long',
    ],
    ['metadata of no kind', { metadata: { event_type: 'x' } }, 'invalid_metadata_format'],
    [
      'much metadata',
      { metadata: { event_type: 'x', event_payload: { key: 'x'.repeat(8000) } } },
      'metadata_too_large',
    ],
  ])('not %s', async (_, more, error) => {
    const refused = await post(slack.channelId, more)
    expect(refused.error).toBe(error)
    expect(violations()).toHaveLength(1)
  })

  it('tells what is wrong at which place, and what screen readers miss', async () => {
    const { words } = await post(slack.channelId, { blocks: [{ type: 'section' }] })
    expect(words).toContain('[json-pointer:/blocks/0]')
    await post(slack.channelId, { text: '', blocks: [section] })
    expect(violations().at(-1)).toContain('no text beside the blocks')
  })

  it('to one person alone', async () => {
    const channel = slack.channelId
    const client = clientOf(slack)
    const given = { channel, text: 'psst' }
    await client.chat.postEphemeral({ ...given, user: slack.userId })
    expect(slack.ephemerals(channel, slack.userId).map(({ text }) => text)).toContain('psst')
    const absent = slack.addPerson()
    const refused = await attempt(client.chat.postEphemeral({ ...given, user: absent.id }))
    expect(refused.error).toBe('user_not_in_channel')
  })

  it('in threads that are there', async () => {
    const parent = slack.write('a question')
    await post(slack.channelId, { thread_ts: parent.ts })
    expect(slack.replies(slack.channelId, parent.ts)).toHaveLength(1)
    expect((await post(slack.channelId, { thread_ts: '1.000000' })).error).toBe('thread_not_found')
  })
})

describe('reading', () => {
  it('needs a scope, and what it needs is told', async () => {
    const { error, words } = await attempt(
      clientOf(slack).conversations.history({ channel: slack.channelId }),
    )
    expect(error).toBe('missing_scope')
    expect(words).toContain('"needed":"channels:history"')
  })

  it('gives the history newest first, in pages, with metadata only where it was asked for', async () => {
    const client = clientOf(slack, slack.tokenWith([...slack.scopes, 'channels:history']))
    const channel = slack.addChannel().id
    const metadata = { event_type: 'delivery', event_payload: { key: 'k1' } }
    for (const text of ['one', 'two', 'three']) await post(channel, { text, metadata }, client)
    const texts: unknown[] = []
    for await (const page of client.paginate('conversations.history', { channel, limit: 2 }))
      texts.push(((page as { messages?: Message[] }).messages ?? []).map(({ text }) => text))
    expect(texts).toEqual([['three', 'two'], ['one']])
    const [, second] = slack.messages(channel)
    const given = { channel, oldest: second?.ts ?? '', include_all_metadata: true }
    const { messages } = await client.conversations.history(given)
    expect(messages).toMatchObject([{ text: 'three', metadata }])
    const plain = await client.conversations.history({ channel })
    expect(plain.messages?.[0]?.metadata).toBeUndefined()
  })

  it('people with zone and locale, of this workspace or met in a shared channel', async () => {
    const client = clientOf(slack)
    const { id } = slack.addPerson({ timeZone: 'Europe/Berlin', locale: 'de-DE', role: 'admin' })
    const { user } = await client.users.info({ user: id, include_locale: true })
    expect(user).toMatchObject({ tz: 'Europe/Berlin', locale: 'de-DE', is_admin: true })
    const other = slack.addTeam({ name: 'Partner' })
    const stranger = slack.addPerson({}, other.id).id
    expect((await attempt(client.users.info({ user: stranger }))).error).toBe('user_not_found')
    slack.addChannel({ name: 'joint', sharedWith: [other.id] })
    const met = await client.users.info({ user: stranger })
    expect(met.user).toMatchObject({ is_stranger: true, team_id: other.id })
  })

  it('channels as they are', async () => {
    const client = clientOf(slack)
    const other = slack.addTeam({ name: 'Partner' })
    const { id } = slack.addChannel({ sharedWith: [other.id] })
    const { channel } = await client.conversations.info({ channel: id })
    expect(channel).toMatchObject({ is_ext_shared: true, is_member: true })
    const { members } = await client.conversations.members({ channel: id })
    expect(members).toContain(other.botUser)
    const opened = await client.conversations.open({ users: slack.userId })
    expect(opened.channel?.id).toMatch(/^D/)
  })
})

describe('trouble', () => {
  const arrived = (text: string) =>
    slack.messages(slack.channelId).some((message) => message.text === text)

  it.each([
    ['500', undefined, false],
    ['drop', undefined, false],
    ['create-then-drop', undefined, true],
    ['create-then-500', undefined, true],
    ['create-then-fatal_error', 'fatal_error', true],
    [{ error: 'ratelimited' }, 'ratelimited', false],
    [{ error: 'internal_error' }, 'internal_error', false],
  ] as const)('%j', async (trouble, error, created) => {
    slack.fault({ method: 'chat.postMessage', do: trouble })
    const text = JSON.stringify(trouble)
    const sent = post(slack.channelId, { text })
    if (error === undefined) await expect(sent).rejects.toThrow()
    else expect((await sent).error).toBe(error)
    expect(arrived(text)).toBe(created)
    expect((await post(slack.channelId)).error).toBeUndefined()
  })

  it('a hang, before and after', async () => {
    slack.fault({ method: /^chat\./, do: 'create-then-hang' })
    await expect(post(slack.channelId, { text: 'hung' })).rejects.toThrow()
    expect(arrived('hung')).toBe(true)
  })

  it('a 429 tells how long to wait', async () => {
    slack.fault({ method: 'chat.postMessage', do: '429', retryAfter: 7 })
    expect(await post(slack.channelId)).toMatchObject({ error: 'ratelimited', words: '7' })
  })
})

it('counts posts a second and channel, and refuses them where it is told to', async () => {
  const strict = await openSlack({ pace: 'enforced' })
  const client = clientOf(strict)
  expect((await post(strict.channelId, {}, client)).error).toBeUndefined()
  expect((await post(strict.channelId, {}, client)).error).toBe('ratelimited')
  strict.advance(1001)
  expect((await post(strict.channelId, {}, client)).error).toBeUndefined()
  expect(strict.posts).toHaveLength(2)
  await strict.close()
})

it('what was posted may be missing from the history for a while', async () => {
  const slow = await openSlack({ historyLagMs: 5000 })
  const client = clientOf(slow, slow.tokenWith(['chat:write', 'channels:history']))
  const channel = slow.channelId
  await post(channel, {}, client)
  expect((await client.conversations.history({ channel })).messages).toEqual([])
  slow.advance(5001)
  expect((await client.conversations.history({ channel })).messages).toHaveLength(1)
  await slow.close()
})

it('a file is announced, uploaded and shown', async () => {
  const client = clientOf(slack)
  const channel_id = slack.addChannel().id
  await client.filesUploadV2({
    channel_id,
    file: Buffer.from('@misc{mamba}'),
    filename: 'saved.bib',
  })
  const [message] = slack.messages(channel_id)
  const [file] = message?.files ?? []
  expect(String(slack.file(String(file?.id))?.bytes)).toBe('@misc{mamba}')
  expect(violations()).toEqual([])
})

describe('tokens', () => {
  const client = (token: string) => clientOf(slack, token)

  it('that are unknown, revoked, or of the wrong kind are refused', async () => {
    expect((await attempt(client('xoxb-nobody').auth.test())).error).toBe('invalid_auth')
    const token = slack.tokenWith(['chat:write'])
    await client(token).auth.revoke()
    expect((await attempt(client(token).auth.test())).error).toBe('token_revoked')
    expect((await attempt(client(slack.appToken).auth.test())).error).toBe('not_allowed_token_type')
  })

  it('are fetched with a code, once', async () => {
    const team = slack.addTeam({ name: 'New lab', installed: false })
    const code = slack.grant({ team: team.id, by: slack.userId })
    const given = { client_id: slack.clientId, client_secret: slack.clientSecret, code }
    const installed = await client('').oauth.v2.access(given)
    expect(installed).toMatchObject({ team: { id: team.id }, token_type: 'bot' })
    expect((await client(String(installed.access_token)).auth.test()).team_id).toBe(team.id)
    expect((await attempt(client('').oauth.v2.access(given))).error).toBe('invalid_code')
  })

  it('rotate, and are those of an organisation', async () => {
    const settings = { ...(usualManifest.settings as object), token_rotation_enabled: true }
    const rotating = await openSlack({
      manifest: { ...usualManifest, settings },
      teams: [
        { enterprise: 'E1', installed: false },
        { name: 'Second', enterprise: 'E1', installed: false },
      ],
    })
    const [first, second] = [rotating.team, rotating.teams()[1]]
    const app = { client_id: rotating.clientId, client_secret: rotating.clientSecret }
    const code = rotating.grant({ enterprise: 'E1', by: 'U1' })
    const anonymous = clientOf(rotating, '')
    const installed = await anonymous.oauth.v2.access({ ...app, code })
    expect(installed).toMatchObject({
      is_enterprise_install: true,
      team: null,
      enterprise: { id: 'E1' },
    })
    const token = String(installed.access_token)
    const asked = { channel: rotating.channelId }
    const here = await clientOf(rotating, token).conversations.info({
      ...asked,
      team_id: first.id,
    } as never)
    expect(here.ok).toBe(true)
    const there = clientOf(rotating, token).conversations.info({
      ...asked,
      team_id: second?.id,
    } as never)
    expect((await attempt(there)).error).toBe('channel_not_found')
    rotating.advance(12 * 3_600_000)
    expect((await attempt(clientOf(rotating, token).auth.test())).error).toBe('token_expired')
    const refresh = { grant_type: 'refresh_token', refresh_token: installed.refresh_token }
    const renewed = await anonymous.oauth.v2.access({ ...app, ...refresh } as never)
    expect((await clientOf(rotating, String(renewed.access_token)).auth.test()).ok).toBe(true)
    const again = await attempt(anonymous.oauth.v2.access({ ...app, ...refresh } as never))
    expect(again.error).toBe('invalid_refresh_token')
    await rotating.close()
  })
})
