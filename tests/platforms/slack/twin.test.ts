// The same on a Slack that none of us wrote, for what it can do: somebody brings the bot along in a browser, the bot
// posts, finds what it posted, and is refused what it has no scope for.
import { webApi } from '@slack/bolt'
import { createEmulator, type Emulator } from 'emulate'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { View } from '../../../src/bot/view.ts'
import { createSlack } from '../../../src/platforms/slack/adapter.ts'
import { scopes } from '../../../src/platforms/slack/declare.ts'
import { createInstallations } from '../../../src/store/installations.ts'
import { createWorkspaces } from '../../../src/store/workspaces.ts'
import { type Logged, sealingKey, slackParts } from '../../stands/on-slack.ts'
import { openStand, type Stand } from '../../stands/paperboy.ts'

const app = {
  clientId: '12345.67890',
  clientSecret: 'the secret of the app',
  signingSecret: 'the signing secret',
}
/** Where the app says it is; a browser is led from there to where it listens. */
const address = 'https://paperboy.test'
const reader = 'xoxp-a-person-who-reads'

let twin: Emulator
let paperboy: Stand
let adapter: ReturnType<typeof createSlack>
let channel: string
const logged: Logged[] = []

const teamId = 'T000000001'
const everyScope = [
  'chat:write',
  'channels:read',
  'channels:history',
  'groups:history',
  'im:history',
  'im:write',
  'im:read',
  'users:read',
]

beforeAll(async () => {
  twin = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      slack: {
        team: { name: 'Reading group', domain: 'reading' },
        users: [{ name: 'ada', real_name: 'Ada' }],
        channels: [{ name: 'papers' }],
        signing_secret: app.signingSecret,
        strict_scopes: true,
        oauth_apps: [
          {
            client_id: app.clientId,
            client_secret: app.clientSecret,
            name: 'Paperboy',
            redirect_uris: [`${address}/slack/oauth_redirect`],
            scopes: Object.keys(scopes),
          },
        ],
        tokens: [{ token: reader, type: 'user', user: 'ada', scopes: everyScope }],
      },
    },
  })
  paperboy = await openStand()
  adapter = createSlack({
    ...slackParts(paperboy.database, logged, []),
    by: 'http',
    ...app,
    stateSecret: 'the secret of the state',
    encryptionKeys: [sealingKey],
    port: 0,
    api: `${twin.url}/api/`,
  })
  await adapter.start(paperboy.bot)
  const { channels = [] } = await api(reader).conversations.list({})
  channel = channels.find(({ name }) => name === 'papers')?.id ?? ''
})
afterAll(async () => {
  await adapter.stop()
  await twin.close()
  await paperboy.close()
})

const api = (token: string) =>
  new webApi.WebClient(token, {
    slackApiUrl: `${twin.url}/api/`,
    retryConfig: { retries: 0 },
    logLevel: webApi.LogLevel.ERROR,
  })

/** A page of the app's, wherever it says it is. */
const ours = (url: string) => url.replace(address, `http://127.0.0.1:${adapter.port()}`)

/** Opens the app's page, says yes to what Slack asks, and comes back to the app's page. */
async function install(): Promise<string> {
  const begun = await fetch(ours(`${address}/slack/install`))
  const cookie = begun.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const [, link = ''] = /href="([^"]*\/oauth\/v2\/authorize[^"]*)"/.exec(await begun.text()) ?? []
  const question = new URL(link.replaceAll('&amp;', '&'))
  // An app that says nothing of it is led back to the first of its addresses.
  question.searchParams.set('redirect_uri', `${address}/slack/oauth_redirect`)
  const asked = await (await fetch(question)).text()
  const ada = asked.split('<form').find((form) => form.includes('>ada<')) ?? ''
  const fields = [...ada.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(
    ([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')] as [string, string],
  )
  const granted = await fetch(`${twin.url}/oauth/v2/authorize/callback`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })
  const back = granted.headers.get('location') ?? ''
  const ended = await fetch(ours(back), { headers: { cookie } })
  expect(ended.status).toBe(200)
  // What was good once is not good again.
  expect((await fetch(ours(back), { headers: { cookie } })).status).toBe(400)
  return ended.text()
}

const view = (title: string): View => ({
  title,
  blocks: [{ kind: 'text', text: [{ bold: 'Mamba' }, ' <@U000000001> & others'] }],
})

/** What stands in the channel, as a person reads it. */
async function standing() {
  const { messages = [] } = await api(reader).conversations.history({
    channel,
    include_all_metadata: true,
  })
  return messages
}

it('is brought along in a browser, and keeps what was granted', async () => {
  expect(await install()).toContain('Reading group')
  const key = { platform: 'slack', workspace: teamId }
  const installation = await createInstallations(paperboy.database).find(key)
  expect(installation).toMatchObject({ version: 1 })
  expect(installation?.sealed).not.toContain('xoxb')
  expect(await createWorkspaces(paperboy.database).present('slack')).toEqual([teamId])
})

it('said hello to whoever brought it along', async () => {
  const { conversations } = api(reader)
  const { channels = [] } = await conversations.list({ types: 'im' })
  const histories = channels.map(({ id = '' }) => conversations.history({ channel: id }))
  const said = (await Promise.all(histories)).flatMap(({ messages = [] }) => messages)
  expect(said.map(({ text }) => text)).toEqual(['Welcome to Reading group'])
})

it('posts what is asked of it, as Slack keeps it, and mentions nobody', async () => {
  const before = logged.length
  const to = { platform: 'slack', workspace: teamId, channel } as const
  const outcome = await adapter.post(to, view('This week'), { key: 'key1' })
  if (outcome.status !== 'sent') throw new Error(JSON.stringify(outcome))
  const [message] = await standing()
  expect(message).toMatchObject({
    ts: outcome.receipt.message,
    metadata: { event_payload: { key: 'key1' } },
  })
  const said = JSON.stringify(message?.blocks)
  expect(said).toContain('*Mamba*')
  expect(said).not.toContain('<@')
  const thread = await adapter.post(to, view('More'), { key: 'key2', thread: outcome.receipt })
  expect(thread.status).toBe('sent')
  const { messages = [] } = await api(reader).conversations.replies({
    channel,
    ts: outcome.receipt.message,
  })
  expect(messages).toHaveLength(2)
  expect(logged.slice(before).filter(({ level }) => level !== 'info')).toEqual([])
})

it('writes to a person', async () => {
  const { members = [] } = await api(reader).users.list({})
  const user = members.find(({ name }) => name === 'ada')?.id ?? ''
  const to = { platform: 'slack', workspace: teamId, user } as const
  expect(await adapter.post(to, view('For you'), { key: 'key3' })).toMatchObject({ status: 'sent' })
})

it('cannot tell what it posted where it may not read, and says so', async () => {
  const to = { platform: 'slack', workspace: teamId, channel } as const
  await expect(adapter.find?.(to, 'key1')).rejects.toThrow('missing_scope')
})

it.each([['a channel that is not there', 'C000000099', 'destination']])(
  'is told no: %s',
  async (_, unknown, scope) => {
    const to = { platform: 'slack', workspace: teamId, channel: unknown } as const
    const outcome = await adapter.post(to, view('Nowhere'), { key: 'key4' })
    expect(outcome).toMatchObject({ status: 'rejected', scope })
  },
)

it('nothing is said in a workspace that has not brought it along', async () => {
  const to = { platform: 'slack', workspace: 'T999999999', channel } as const
  const outcome = await adapter.post(to, view('Nowhere'), { key: 'key5' })
  expect(outcome).toMatchObject({ status: 'rejected', scope: 'workspace' })
})
