// Coming to many workspaces over HTTP: granted in a browser, sealed, renewed by one process, for whole organisations too.
import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSeal } from '../../../src/platforms/slack/crypto.ts'
import { createStates } from '../../../src/platforms/slack/install.ts'
import { createInstallations } from '../../../src/store/installations.ts'
import { createSeen } from '../../../src/store/seen.ts'
import { createWorkspaces } from '../../../src/store/workspaces.ts'
import { type OnSlack, openOnSlack, sealingKey, textOf } from '../../stands/on-slack.ts'
import { usualManifest } from '../../stands/slack/manifest.ts'
import { echoes, expectDiscretion } from './conversation-echo.ts'

const rotating = {
  ...usualManifest,
  settings: { ...(usualManifest.settings as object), token_rotation_enabled: true },
}

let on: OnSlack
beforeEach(async () => {
  on = await openOnSlack({ over: 'http', extra: echoes, stand: { manifest: rotating } })
})
afterEach(async () => {
  await on.close()
  expect(on.slack.violations).toEqual([])
  expectDiscretion(on)
})

const page = (adapter = on.adapter) => `http://127.0.0.1:${adapter.port()}/slack/install`
const installations = () => createInstallations(on.paperboy.database)
const kept = (workspace: string) => installations().find({ platform: 'slack', workspace })
const rows = () => on.paperboy.database.db.selectFrom('installation').selectAll().execute()

/** A workspace that does not have the bot yet, and who brings it there. */
function newTeam(given = {}) {
  const team = on.slack.addTeam({ name: 'Readers', installed: false, ...given })
  const person = on.slack.addPerson({ name: 'rosa', role: 'owner' }, team.id)
  const channel = on.slack.addChannel({}, team.id)
  return { team, person, channel }
}

describe('installing', () => {
  it('asks on a page of ours, keeps the token sealed, and welcomes whoever did it, once', async () => {
    const { team, person, channel } = newTeam()
    const { status, html } = await on.slack.install(page(), { by: person.id, team: team.id })
    expect(status).toBe(200)
    expect(html).toContain('Paperboy is in Readers now.')
    const welcomes = () =>
      on.slack
        .asked('chat.postMessage')
        .filter(({ body }) =>
          String((body as { text?: string }).text).includes('Welcome to Readers'),
        )
    expect(welcomes()).toHaveLength(1)
    const [opened] = on.slack.asked('conversations.open')
    expect(opened?.body).toMatchObject({ users: person.id })
    const keeper = { platform: 'slack', workspace: team.id, user: person.id }
    expect(await on.adapter.keepers?.(team.id)).toEqual([keeper])
    const [row] = (await rows()).filter(({ workspace }) => workspace === team.id)
    expect(row?.sealed).not.toContain('xox')
    const told = on.slack.slash('echo new', { team: team.id, user: person.id, channel: channel.id })
    expect(textOf(await told.reply())).toContain('Echo new')
    await on.slack.install(page(), { by: person.id, team: team.id })
    expect(welcomes()).toHaveLength(1)
    expect(await createWorkspaces(on.paperboy.database).present('slack')).toContain(team.id)
  })

  it('says kindly when it did not come to it', async () => {
    const { team, person } = newTeam()
    const by = { by: person.id, team: team.id }
    const refused = await on.slack.install(page(), { ...by, refuses: 'access_denied' })
    expect(refused.html).toContain('Nothing was installed.')
    const forged = await on.slack.install(page(), { ...by, state: (given) => `${given}x` })
    expect(forged.status).toBe(400)
    expect(forged.html).toContain('Try again')
    expect(await kept(team.id)).toBeUndefined()
  })

  it('goes to Slack and back with a state that is ours, fresh, and good for once', async () => {
    let now = 1000
    const seen = createSeen(on.paperboy.database)
    const parts = { seen, random: randomBytes, now: () => now }
    const states = createStates({ ...parts, stateSecret: 'one' })
    const other = createStates({ ...parts, stateSecret: 'two' })
    const state = await states.generateStateParam({ scopes: [] }, new Date(0))
    const check = (by = states, text = state) => by.verifyStateParam(new Date(0), text)
    await expect(check(other)).rejects.toThrow('not ours')
    await expect(check(states, state.replace('.', '.9'))).rejects.toThrow('not ours')
    expect((await check()).scopes).toContain('commands')
    await expect(check()).rejects.toThrow('used before')
    const old = await states.generateStateParam({ scopes: [] }, new Date(0))
    now += 600_000
    await expect(check(states, old)).rejects.toThrow('too old')
  })

  it('is for all workspaces of an organisation, and ends for all of them', async () => {
    const { slack } = on
    const one = newTeam({ enterprise: 'E1', name: 'One' })
    const two = newTeam({ enterprise: 'E1', name: 'Two' })
    await slack.install(page(), { by: one.person.id, enterprise: 'E1' })
    for (const { team, person, channel } of [one, two]) {
      const at = { team: team.id, user: person.id, channel: channel.id }
      expect(textOf(await slack.slash('echo grid', at).reply())).toContain('Echo grid')
      const to = { platform: 'slack', workspace: team.id, channel: channel.id }
      const outcome = await on.adapter.post(to, { title: 'News', blocks: [] }, { key: team.id })
      expect(outcome).toMatchObject({ status: 'sent', receipt: { channel: channel.id } })
    }
    const present = () => createWorkspaces(on.paperboy.database).present('slack')
    expect(await present()).toEqual(expect.arrayContaining(['E1', one.team.id, two.team.id]))
    slack.uninstall(one.team.id)
    await expect.poll(present, { timeout: 20_000 }).not.toContain('E1')
    expect(await present()).not.toContain(two.team.id)
  })
})

describe('a token that does not last', () => {
  it('is renewed once, by one of many, and nobody is without', async () => {
    const { slack } = on
    const { team, person, channel } = newTeam()
    await slack.install(page(), { by: person.id, team: team.id })
    const late = Date.now() + 11 * 3_600_000
    slack.advance(11 * 3_600_000)
    const others = [on.another({ now: () => late }), on.another({ now: () => late })]
    await Promise.all(others.map((each) => each.start(on.paperboy.bot)))
    const to = { platform: 'slack', workspace: team.id, channel: channel.id }
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        others[n % 2]?.post(to, { title: `News ${n}`, blocks: [] }, { key: `k${n}` }),
      ),
    )
    expect(outcomes.map((outcome) => outcome?.status)).toEqual(Array(10).fill('sent'))
    const renewals = slack
      .asked('oauth.v2.access')
      .filter(({ body }) => (body as { grant_type?: string }).grant_type === 'refresh_token')
    expect(renewals).toHaveLength(1)
    expect(await kept(team.id)).toMatchObject({ version: 2 })
  })

  it('is renewed when Slack says it is over, and the posting made again', async () => {
    const { slack } = on
    const { team, person, channel } = newTeam()
    await slack.install(page(), { by: person.id, team: team.id })
    slack.advance(13 * 3_600_000)
    const to = { platform: 'slack', workspace: team.id, channel: channel.id }
    const outcome = await on.adapter.post(to, { title: 'News', blocks: [] }, { key: 'k1' })
    expect(outcome).toMatchObject({ status: 'sent' })
  })

  it('that Slack does not renew either closes the workspace, and one that it cannot renew now does not', async () => {
    const { slack } = on
    const { team, person, channel } = newTeam()
    await slack.install(page(), { by: person.id, team: team.id })
    const to = { platform: 'slack', workspace: team.id, channel: channel.id }
    const say = () => on.adapter.post(to, { title: 'News', blocks: [] }, { key: 'k1' })
    slack.advance(13 * 3_600_000)
    slack.fault({ method: 'oauth.v2.access', do: { error: 'invalid_refresh_token' } })
    expect(await say()).toMatchObject({
      ...{ status: 'rejected', scope: 'workspace', reason: 'Slack token_expired' },
    })
    // Who renews it has it for half a minute.
    const [row] = (await rows()).filter(({ workspace }) => workspace === team.id)
    expect(row?.version).toBe(1)
    await on.paperboy.database.db.updateTable('installation').set({ claimed_until: 0 }).execute()
    slack.fault({ method: 'oauth.v2.access', do: '503' })
    expect(await say()).toMatchObject({ status: 'failed' })
    await on.paperboy.database.db.updateTable('installation').set({ claimed_until: 0 }).execute()
    expect(await say()).toMatchObject({ status: 'sent' })
  })

  it('is sealed with the new key as soon as it is used', async () => {
    const workspace = on.slack.team.id
    const key = Buffer.alloc(32, 9)
    const to = { platform: 'slack', workspace, channel: on.slack.channelId }
    const next = on.another({ encryptionKeys: [key, sealingKey] })
    await next.start(on.paperboy.bot)
    expect(await next.post(to, { title: 'News', blocks: [] }, { key: 'k1' })).toMatchObject({
      status: 'sent',
    })
    const sealed = (await kept(workspace))?.sealed ?? ''
    expect(createSeal([key], randomBytes).open(sealed, workspace).text).toContain(on.slack.token())
    // Without the key it was sealed with, nothing is said, and why is told.
    expect(await on.adapter.post(to, { title: 'News', blocks: [] }, { key: 'k2' })).toMatchObject({
      status: 'failed',
    })
  })
})

describe('what Slack sends', () => {
  it.each(['bad', 'stale', 'missing', 'of another body'] as const)(
    'is not heard with a signature that is %s',
    async (forgery) => {
      const { slack } = on
      const asked = slack.slash('echo once')
      await asked.reply()
      expect(await slack.forge(asked.id, forgery)).toBe(401)
      expect(asked.replies()).toHaveLength(1)
    },
  )

  it('is not heard when it is no end long', async () => {
    const body = 'a'.repeat(20_000_000)
    const response = await fetch(`http://127.0.0.1:${on.adapter.port()}/slack/events`, {
      method: 'POST',
      body,
    }).catch(() => undefined)
    expect([401, 413, undefined]).toContain(response?.status)
  })
})
