// Coming to workspaces over HTTP and going from them: installing in a browser, what is forged or stale, tokens that end and
// are renewed, organisations, and that nothing unsigned is heard.
import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createInstallations } from '../../../src/store/installations.ts'
import { createWorkspaces } from '../../../src/store/workspaces.ts'
import { until } from '../../stands/discord/until.ts'
import { manifest, type OnSlack, openOnSlack } from '../../stands/on-slack.ts'
import type { SlackOptions as StandOptions } from '../../stands/slack/slack.ts'
import { type Fields, textOf } from '../../stands/slack/wire.ts'

let on: OnSlack
let ahead = 0
const open = async (stand: StandOptions) => {
  ahead = 0
  on = await openOnSlack({ over: 'http', stand, options: { now: () => Date.now() + ahead } })
}
beforeEach(() => open({ teams: [{ id: 'T1' }, { id: 'T2', name: 'New lab', installed: false }] }))
afterEach(() => on.close())

const page = () => `http://127.0.0.1:${on.adapter.port()}/slack/install`
const present = () => createWorkspaces(on.paperboy.database).present('slack')
const kept = (workspace: string) =>
  createInstallations(on.paperboy.database).find({ platform: 'slack', workspace })
const owner = () => on.slack.ownerOf('T2')

/** Lets time pass for both. */
function pass(ms: number): void {
  ahead += ms
  on.slack.advance(ms)
}

const inT2 = () => ({ team: 'T2', channel: on.slack.addChannel({}, 'T2').id })

describe('installing', () => {
  it('brings the bot to a workspace, and says hello once to whoever did', async () => {
    const { status, html } = await on.slack.install(page(), { team: 'T2', by: owner() })
    expect(status).toBe(200)
    expect(html).toContain('New lab')
    expect(await present()).toContain('T2')
    const hello = await until('a hello', () =>
      on.slack.everything().find(({ text }) => text.includes('Welcome to New lab')),
    )
    expect(on.slack.channel(hello.channel)?.members.has(owner())).toBe(true)
    expect(textOf(await on.slack.slash('mamba', inT2()).reply())).toContain('Mamba')
    await on.slack.install(page(), { team: 'T2', by: owner() })
    const hellos = on.slack.everything().filter(({ text }) => text.includes('Welcome to New lab'))
    expect(hellos).toHaveLength(1)
    expect(on.slack.violations).toEqual([])
  })

  it('keeps no token that can be read', async () => {
    await on.slack.install(page(), { team: 'T2', by: owner() })
    const rows = await on.paperboy.database.db.selectFrom('installation').selectAll().execute()
    expect(JSON.stringify(rows)).not.toMatch(/xox[bpe]/)
    expect(JSON.stringify(on.logged)).not.toMatch(/xox[bpe]/)
  })

  it.each<[string, (state: string) => string]>([
    ['forged', () => 'nonsense'],
    ['changed', (state) => `x${state}`],
    ['missing', () => ''],
  ])('with a state that is %s brings nothing', async (_, state) => {
    const { status } = await on.slack.install(page(), { team: 'T2', by: owner(), state })
    expect(status).toBe(400)
    expect(await kept('T2')).toBeUndefined()
  })

  it('with a state that is too old brings nothing', async () => {
    const late = (state: string) => {
      pass(11 * 60_000)
      return state
    }
    const { status } = await on.slack.install(page(), { team: 'T2', by: owner(), state: late })
    expect(status).toBe(400)
    expect(await kept('T2')).toBeUndefined()
  })

  it('that somebody breaks off is no error', async () => {
    const given = { team: 'T2', by: owner(), refuses: 'access_denied' } as const
    const { status, html } = await on.slack.install(page(), given)
    expect(status).toBe(200)
    expect(html).toContain('Nothing was installed')
  })
})

describe('leaving', () => {
  it('forgets what was granted, and comes back by another grant', async () => {
    await on.slack.install(page(), { team: 'T2', by: owner() })
    on.slack.uninstall('T2')
    await until('it to be forgotten', () =>
      on.logged.some(({ message }) => message.includes('left a workspace')),
    )
    expect(await kept('T2')).toBeUndefined()
    expect(await present()).not.toContain('T2')
    pass(2000)
    await on.slack.install(page(), { team: 'T2', by: owner() })
    expect(await present()).toContain('T2')
  })
})

describe('tokens that do not last', () => {
  const rotating: Fields = {
    ...manifest,
    settings: { ...(manifest.settings as object), token_rotation_enabled: true },
  }
  beforeEach(async () => {
    await on.close()
    await open({ manifest: rotating, teams: [{ id: 'T2', name: 'New lab', installed: false }] })
    await on.slack.install(page(), { team: 'T2', by: owner() })
  })

  it('are renewed in time, once', async () => {
    const place = inT2()
    pass(11 * 3_600_000)
    const asked = Array.from({ length: 5 }, () => on.slack.slash('mamba', place).reply())
    for (const reply of await Promise.all(asked)) expect(textOf(reply)).toContain('Mamba')
    const renewals = on.slack
      .asked('oauth.v2.access')
      .filter(({ body }) => body.grant_type === 'refresh_token')
    expect(renewals).toHaveLength(1)
  })

  it('are renewed after they ended', async () => {
    const place = inT2()
    pass(13 * 3_600_000)
    const reply = await on.slack.mention('mamba', place).reply()
    expect(textOf(reply)).toContain('Mamba')
  })
})

describe('an organisation', () => {
  it('brings the bot to all of its workspaces', async () => {
    await on.close()
    const org = { enterprise: 'E1', installed: false }
    await open({
      teams: [
        { ...org, id: 'T5' },
        { ...org, id: 'T6', name: 'Sixth' },
      ],
    })
    const by = on.slack.ownerOf('T5')
    const { status } = await on.slack.install(page(), { enterprise: 'E1', by })
    expect(status).toBe(200)
    for (const team of ['T5', 'T6']) {
      const channel = on.slack.addChannel({}, team).id
      expect(textOf(await on.slack.mention('mamba', { team, channel }).reply())).toContain('Mamba')
      expect(textOf(await on.slack.slash('mamba', { team, channel }).reply())).toContain('Mamba')
    }
    expect(on.slack.violations).toEqual([])
  })
})

describe('what does not come from Slack', () => {
  it.each(['bad', 'stale', 'missing', 'of another body'] as const)(
    'is refused: a signature that is %s',
    async (forgery) => {
      const exchange = on.slack.slash('mamba')
      await exchange.reply()
      const before = on.slack.requests.length
      expect(await on.slack.forge(exchange.id, forgery)).toBe(401)
      expect(on.slack.requests).toHaveLength(before)
      expect(JSON.stringify(on.logged)).not.toContain(on.slack.signingSecret)
    },
  )

  it.each(['', '{', 'payload=%7B', randomBytes(64).toString('latin1')])(
    'is refused: %j',
    async (body) => {
      const response = await fetch(page().replace('install', 'events'), { method: 'POST', body })
      expect(response.status).toBeGreaterThanOrEqual(400)
      expect(textOf(await on.slack.slash('mamba').reply())).toContain('Mamba')
    },
  )

  it('the address is one that Slack takes', async () => {
    expect(await on.slack.verify('please')).toMatchObject({ body: { challenge: 'please' } })
  })
})
