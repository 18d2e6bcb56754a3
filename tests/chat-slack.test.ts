// `npm start` on Slack: a real process, over sockets or HTTP, ended as a service is, and nothing secret in all it says.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { until } from './stands/discord/until.ts'
import { sealingKey, textOf } from './stands/on-slack.ts'
import { openSlack, type SlackStand } from './stands/slack/slack.ts'

let folder: string
let slack: SlackStand
const children: ChildProcess[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-slack-'))
  slack = await openSlack()
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(async () => {
  await slack.close()
  await rm(folder, { recursive: true, force: true })
})

const typedWord = 'zyzzyvaquokka'

/** Starts the bot with these settings beside those of every test. */
function start(settings: Record<string, string>) {
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: new URL('..', import.meta.url),
    env: {
      PATH: process.env.PATH,
      PAPERBOY_DATABASE: `sqlite:${join(folder, 'chat.db')}`,
      PAPERBOY_INDEX: join(folder, 'index'),
      PAPERBOY_SYNC: 'off',
      PAPERBOY_LOG_LEVEL: 'trace',
      SLACK_API_URL: slack.api(),
      ...settings,
    },
  })
  children.push(child)
  const said = { out: '', err: '' }
  child.stdout.on('data', (text) => (said.out += text))
  child.stderr.on('data', (text) => (said.err += text))
  const code = new Promise<number | null>((resolve) => child.on('close', resolve))
  return { child, said, code }
}

const sockets = () => ({ SLACK_APP_TOKEN: slack.appToken, SLACK_BOT_TOKEN: slack.token() })

const http = () => ({
  SLACK_SIGNING_SECRET: slack.signingSecret,
  SLACK_CLIENT_ID: slack.clientId,
  SLACK_CLIENT_SECRET: slack.clientSecret,
  SLACK_STATE_SECRET: 'a secret of sixteen',
  SLACK_ENCRYPTION_KEY: sealingKey.toString('base64'),
})

/** Nothing that opens a door, and nothing that was typed. */
function expectDiscretion(words: string): void {
  const { SLACK_CLIENT_ID: _, ...secrets } = http()
  for (const secret of [...Object.values(sockets()), ...Object.values(secrets), typedWord])
    expect(words).not.toContain(secret)
  expect(words).not.toMatch(/xox[a-z]-\w|xapp-\w|response_url\//)
}

describe('npm start', () => {
  it('is on Slack over two sockets, answers through trouble, and ends when told to', async () => {
    const { child, said, code } = start(sockets())
    await until('the greeting', () => said.out.includes('\n') || undefined)
    expect(said.out).toBe(
      `Paperboy is on Slack, in ${slack.team.name}. Type /paper help there; to let it post in a channel, type /invite @Paperboy in it.\n`,
    )
    await slack.connected(2)
    const show = await slack.slash('show 1706.03762').reply()
    expect(textOf(show)).toContain('Attention Is All You Need')
    for (const trouble of ['500', 'drop', '503'] as const)
      slack.fault({ method: /users\.info|response_url|conversations\.info/, do: trouble })
    await slack.slash(`search ${typedWord}`).ack()
    slack.end('drop')
    await until('a word in the log', () => said.err.includes('Slack: could not') || undefined)
    child.kill('SIGTERM')
    expect(await code).toBe(0)
    slack.heal()
    expectDiscretion(said.out + said.err)
  })

  it('is on Slack over HTTP where anybody can bring it to a workspace', async () => {
    const port = await freePort()
    const { child, said, code } = start({ ...http(), PORT: String(port) })
    await until('the greeting', () => said.out.includes('\n') || undefined)
    expect(said.out).toContain(`listening at port ${port}`)
    expect(said.out).toContain('/slack/install')
    slack.pointTo(`http://127.0.0.1:${port}/slack/events`)
    const team = slack.addTeam({ name: 'Readers', installed: false })
    const person = slack.addPerson({ name: 'rosa', role: 'owner' }, team.id)
    const channel = slack.addChannel({}, team.id)
    const page = `http://127.0.0.1:${port}/slack/install`
    expect((await slack.install(page, { by: person.id, team: team.id })).status).toBe(200)
    const failed = { by: person.id, team: team.id, state: () => 'forged' }
    expect((await slack.install(page, failed)).status).toBe(400)
    const at = { team: team.id, user: person.id, channel: channel.id }
    expect(textOf(await slack.slash('stats', at).reply())).toContain('papers')
    child.kill('SIGTERM')
    expect(await code).toBe(0)
    expectDiscretion(said.out + said.err)
  })

  it('says in a line what to do about a token that is refused, and about half a configuration', async () => {
    const refused = start({ ...sockets(), SLACK_BOT_TOKEN: 'xoxb-nothing' })
    expect(await refused.code).toBe(1)
    expect(refused.said.err).toMatch(/^Slack refuses SLACK_BOT_TOKEN: .*\n$/m)
    expect(refused.said.err).not.toMatch(/\n +at /)
    const half = start({ SLACK_APP_TOKEN: slack.appToken })
    expect(await half.code).toBe(1)
    expect(half.said.err).toBe(
      'Slack is set up in part: for one workspace, SLACK_BOT_TOKEN is missing.\n',
    )
  })
})

/** A port nobody listens at; the program is told a number. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return address.port
}
