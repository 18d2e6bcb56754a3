// From the first connection to the end: refused, away, refreshed, cut off, told to stop.
import { afterEach, describe, expect, it } from 'vitest'
import type { SlackOptions } from '../../../src/platforms/slack/adapter.ts'
import { SlackRefusal } from '../../../src/platforms/slack/connect.ts'
import { createWorkspaces } from '../../../src/store/workspaces.ts'
import { until } from '../../stands/discord/until.ts'
import { type OnSlack, type Over, openOnSlack, textOf } from '../../stands/on-slack.ts'
import { closeGate, echoes, expectDiscretion } from './conversation-echo.ts'

let on: OnSlack
afterEach(async () => {
  await on.close()
  expectDiscretion(on)
})

const open = async (over: Over = 'sockets') => {
  on = await openOnSlack({ over, extra: echoes })
  return on
}

describe('starting', () => {
  it('says what to do, and which workspace it is in', async () => {
    const { adapter, slack, paperboy } = await open()
    expect(adapter.greeting()).toContain(slack.team.name)
    expect(adapter.greeting()).toContain('/invite @Paperboy')
    expect(await createWorkspaces(paperboy.database).present('slack')).toEqual([slack.team.id])
  })

  it('ends when a token is refused, and says which', async () => {
    const { another, paperboy } = await open()
    const starting = (more: object) => another(more as Partial<SlackOptions>).start(paperboy.bot)
    await expect(starting({ botToken: 'xoxb-none' })).rejects.toThrow(SlackRefusal)
    await expect(starting({ botToken: 'xoxb-none' })).rejects.toThrow(/SLACK_BOT_TOKEN/)
    await expect(starting({ appToken: 'xapp-none' })).rejects.toThrow(/SLACK_APP_TOKEN/)
  })

  it('waits for a Slack that is away', async () => {
    const { another, slack, paperboy } = await open()
    const next = another()
    slack.fault({ method: /^(auth\.test|apps\.connections\.open)$/, do: '503', times: 3 })
    await next.start(paperboy.bot)
    expect(next.connected()).toBe(true)
    expect(on.logged.some(({ message }) => message.includes('trying again'))).toBe(true)
  })
})

describe('while it runs', () => {
  it('misses nothing when Slack refreshes a socket', { timeout: 60_000 }, async () => {
    const { slack } = await open()
    for (const how of ['warning', 'drop', 'refresh_requested'] as const) {
      slack.end(how)
      await until('one socket less', () => slack.sockets.connected < 2 || undefined)
      expect(textOf(await slack.slash(`echo ${how}`).reply())).toContain(`Echo ${how}`)
      await until('two sockets', () => slack.sockets.connected === 2 || undefined, 30_000)
    }
  })

  it('comes back after Slack was away, without an error nobody caught', {
    timeout: 60_000,
  }, async () => {
    const { slack } = await open()
    slack.fault({ method: 'apps.connections.open', do: 'drop', times: 3 })
    slack.end('drop')
    slack.end('drop')
    await until('two sockets', () => slack.sockets.connected === 2 || undefined, 30_000)
    expect(textOf(await slack.slash('echo back').reply())).toContain('Echo back')
  })

  it.each<Over>(['sockets', 'http'])(
    'forgets a workspace that took it out, over %s',
    async (over) => {
      const { slack, adapter, paperboy } = await open(over)
      const team = slack.team.id
      const present = () => createWorkspaces(paperboy.database).present('slack')
      if (over === 'http')
        await createWorkspaces(paperboy.database).joined({ platform: 'slack', workspace: team }, 1)
      expect(await present()).toEqual([team])
      slack.uninstall(team)
      await expect.poll(present, { timeout: 20_000 }).toEqual([])
      const to = { platform: 'slack', workspace: team, channel: slack.channelId }
      const outcome = await adapter.post(to, { title: 'Too late', blocks: [] }, { key: 'k1' })
      expect(outcome).toMatchObject({ status: 'rejected', scope: 'workspace' })
    },
  )
})

describe('stopping', () => {
  it.each<Over>(['sockets', 'http'])(
    'finishes what runs and takes nothing new, over %s',
    async (over) => {
      const { slack, adapter } = await open(over)
      const letGo = closeGate()
      const asked = slack.slash('echo running')
      await asked.ack()
      const stopped = adapter.stop()
      await until('no connection', () => (adapter.connected() ? undefined : true))
      letGo()
      await stopped
      expect(textOf(await asked.reply())).toContain('Echo running')
      const late = slack.slash('echo late')
      expect(await late.failure()).not.toBe('')
    },
  )

  it('waits for nobody for ever', async () => {
    const { slack, another, paperboy, adapter } = await open()
    await adapter.stop()
    const next = another({ graceMs: 50 })
    await next.start(paperboy.bot)
    closeGate()
    await slack.slash('echo stuck').ack()
    await next.stop()
  })

  it('ends while Slack is away', async () => {
    const { another, slack, paperboy } = await open()
    const next = another()
    slack.fault({ method: 'auth.test', do: '503', times: 100 })
    const starting = next.start(paperboy.bot).catch((error: unknown) => error)
    await until('a try', () => slack.asked('auth.test').length > 1 || undefined)
    await next.stop()
    expect(await starting).toBeInstanceOf(Error)
  })
})
