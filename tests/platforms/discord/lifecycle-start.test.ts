// Beginning: waiting for a Discord that is away, and saying what is wrong where waiting would not help.
import { afterAll, describe, expect, it } from 'vitest'
import { DiscordRefusal } from '../../../src/platforms/discord/connect.ts'
import { until } from '../../stands/discord/until.ts'
import { ask, closeProcesses, openProcesses } from './lifecycle-processes.ts'

afterAll(closeProcesses)

const gateway = { method: 'GET', path: /^\/gateway\/bot$/ }

describe.concurrent('starting', () => {
  it('waits for a Discord that cannot be reached, and says so', async () => {
    const on = await openProcesses()
    on.discord.fault({ ...gateway, do: '503' })
    on.discord.fault({ ...gateway, do: 'drop' })
    const adapter = on.create()
    expect(adapter.connected()).toBe(false)
    expect(adapter.invite()).toBeUndefined()
    await adapter.start(on.bot)
    expect(adapter.connected()).toBe(true)
    expect(adapter.invite()).toContain(`client_id=${on.discord.applicationId}`)
    expect(on.logged.filter(({ level }) => level === 'warn')).toEqual([
      {
        level: 'warn',
        details: { status: 503, reason: 'Service Unavailable', pause: 1000 },
        message: 'Discord cannot be reached; trying again',
      },
      {
        level: 'warn',
        details: expect.objectContaining({ pause: 2000 }),
        message: 'Discord cannot be reached; trying again',
      },
    ])
    expect(on.asked('GET', gateway.path)).toHaveLength(3)
    expect((await ask(on)).answer).toContain('Attention Is All You Need')
    expect(on.discord.violations).toEqual([])
  })

  it('asks once with a token that is refused, and says what to do', async () => {
    const on = await openProcesses()
    const adapter = on.create({ token: 'aGVsbG8.not.the-token-at-all' })
    const refusal = await adapter.start(on.bot).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(DiscordRefusal)
    expect(String(refusal)).toContain('copy the bot’s token anew from the Developer Portal')
    expect(String(refusal)).not.toContain('the-token-at-all')
    expect(on.discord.requests).toHaveLength(1)
    expect(on.discord.sessions.identifies).toBe(0)
    expect(on.discord.violations).toEqual([])
  })

  it('asks once with shards Discord does not have', async () => {
    const on = await openProcesses()
    const refused = on.create({ shards: { ids: [2], of: 2 } }).start(on.bot)
    await expect(refused).rejects.toThrow(DiscordRefusal)
    await expect(refused).rejects.toThrow('DISCORD_SHARDS')
    expect(on.discord.sessions.identifies).toBe(1)
    expect(on.discord.violations).toEqual([])
  })

  it('is given up when stopped while Discord says nothing, and nothing is connected later', async () => {
    const on = await openProcesses()
    on.discord.fault({ ...gateway, do: 'hang' })
    const adapter = on.create()
    const started = on.startOf(adapter)
    await until('the question for the gateway', () => on.asked('GET', gateway.path)[0])
    await adapter.stop()
    expect(await started).toBe('stopping')
    expect(on.discord.sessions).toMatchObject({ identifies: 0, connected: 0 })
    expect(adapter.connected()).toBe(false)
  })

  it('is given up when stopped between two tries', async () => {
    const on = await openProcesses()
    on.discord.fault({ ...gateway, do: '503' })
    const adapter = on.create()
    const started = on.startOf(adapter)
    await until('the first try to fail', () => on.logged.length > 0)
    await adapter.stop()
    expect(await started).toBe('stopping')
    expect(on.asked('GET', gateway.path)).toHaveLength(1)
  })

  it('is given up when stopped while the connection is being opened', async () => {
    const on = await openProcesses({ stand: { mute: true } })
    const adapter = on.create()
    const started = on.startOf(adapter)
    await until('the connection', () => on.discord.sessions.open === 1)
    await adapter.stop()
    expect(await started).toBe('stopping')
    await until('the connection to be closed', () => on.discord.sessions.open === 0)
    expect(on.discord.sessions.identifies).toBe(0)
    expect(adapter.connected()).toBe(false)
  })

  it('does not happen after the end, nor does the end need a beginning', async () => {
    const on = await openProcesses()
    const adapter = on.create()
    await adapter.stop()
    await expect(adapter.start(on.bot)).rejects.toThrow('stopping')
    await adapter.stop()
    expect(on.discord.requests).toEqual([])
  })
})
