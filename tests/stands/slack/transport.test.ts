// How the loopback Slack reaches an app: sockets that come and go, signatures, events told again, who is told what.
import { afterEach, describe, expect, it } from 'vitest'
import { NotOffered, usualManifest } from './manifest.ts'
import { openSlack, type SlackStand } from './slack.ts'
import { openTinyBot, type TinyBot, type TinyBotOptions } from './tiny-bot.ts'

let slack: SlackStand
let bot: TinyBot

async function open(options: TinyBotOptions, stand: Parameters<typeof openSlack>[0] = {}) {
  slack = await openSlack(stand)
  bot = await openTinyBot(slack, options)
  bot.answers(({ ack }) => ack())
}

afterEach(async () => {
  await bot.close()
  await slack.close()
})

describe('sockets', () => {
  it('get every envelope once, in turn', async () => {
    await open({ over: 'sockets', sockets: 2 })
    for (let count = 0; count < 4; count++) await slack.slash(`search ${count}`).ack()
    expect(bot.heard.map(({ body }) => body.text)).toEqual([
      'search 0',
      'search 1',
      'search 2',
      'search 3',
    ])
    expect(slack.sockets).toMatchObject({ opened: 2, connected: 2, envelopes: 4 })
    expect(slack.violations).toEqual([])
  })

  it('are refreshed while the others go on', async () => {
    await open({ over: 'sockets', sockets: 2, reconnectMs: 1000 })
    slack.end('warning')
    await slack.connected(1)
    await slack.slash('meanwhile').ack()
    await slack.connected(2)
    expect(slack.sockets.opened).toBe(3)
  })

  it('that are gone leave a person with a failure', async () => {
    await open({ over: 'sockets', reconnectMs: 1000 })
    slack.end('drop')
    await slack.connected(0)
    expect(await slack.slash('search').failure()).toBe('dispatch_failed')
    expect(slack.violations).toEqual([])
    await slack.connected(1)
    await slack.slash('search').ack()
  })
})

describe('signatures', () => {
  it.each(['bad', 'stale', 'missing', 'of another body'] as const)(
    '%s: refused',
    async (forgery) => {
      await open({ over: 'http' })
      const exchange = slack.slash('search')
      await exchange.ack()
      expect(await slack.forge(exchange.id, forgery)).toBe(401)
      expect(bot.heard).toHaveLength(1)
    },
  )

  it('the address is one that answers a challenge', async () => {
    await open({ over: 'http' })
    expect(await slack.verify('please')).toMatchObject({ body: { challenge: 'please' } })
  })

  it('an app that fails at once leaves a person with a failure', async () => {
    await open({ over: 'http' }, { ackMs: 400 })
    bot.answers(async () => {})
    expect(await slack.slash('search').failure()).toBe('operation_timeout')
    expect(slack.violations).toHaveLength(1)
  })
})

describe.each(['sockets', 'http'] as const)('over %s', (over) => {
  it('a person of a partner acts in a shared channel as one of theirs', async () => {
    await open({ over }, { teams: [{ id: 'T1' }, { id: 'T2', name: 'Partner' }] })
    const eve = slack.addPerson({ name: 'eve' }, 'T2').id
    const shared = slack.addChannel({ sharedWith: ['T2'] }, 'T1').id
    await slack.mention('mamba', { user: eve, channel: shared, team: 'T1' }).ack()
    expect(bot.heard.at(-1)?.body).toMatchObject({
      team_id: 'T1',
      is_ext_shared_channel: true,
      event: { user: eve, user_team: 'T2' },
    })
    expect(() => slack.slash('x', { user: eve, channel: shared, team: 'T1' })).toThrow(NotOffered)
  })

  it('tells of what the manifest subscribes to and the scopes allow, and of nothing else', async () => {
    const settings = { event_subscriptions: { bot_events: ['app_mention'] } }
    await open({ over }, { manifest: { ...usualManifest, settings } })
    expect(() => slack.dm('hello')).toThrow('not subscribed to message.im')
    slack.revoke()
    expect(() => slack.mention('x')).toThrow('no app_mentions:read')
  })

  it('an invitation, and the end of it all', async () => {
    await open({ over })
    const { id } = slack.addChannel({ bot: 'absent' })
    expect(() => slack.mention('x', { channel: id })).toThrow('not in that channel')
    await slack.invite(id)?.ack()
    expect(slack.channel(id)?.members.has(slack.team.botUser)).toBe(true)
    for (const told of slack.uninstall()) await told.ack()
    const events = bot.heard.map(({ body }) => (body.event as { type: string }).type)
    expect(events).toContain('app_uninstalled')
    await expect(bot.client.auth.test()).rejects.toMatchObject({
      data: { error: 'account_inactive' },
    })
  })
})
