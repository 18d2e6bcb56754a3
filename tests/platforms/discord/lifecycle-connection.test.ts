// The connection as it breaks in practice: the bot goes on answering, once each, also what was asked meanwhile.
import { afterAll, describe, expect, it } from 'vitest'
import { until } from '../../stands/discord/until.ts'
import { ask, closeProcesses, openProcess, openProcesses } from './lifecycle-processes.ts'

afterAll(closeProcesses)

/** A server's id that is heard of on this shard of two. */
const idOn = (shard: 0 | 1) => String(BigInt(300_000_000_000 + shard) << 22n)
const twoGuilds = [{ id: idOn(0) }, { id: idOn(1) }]

describe.concurrent('what is asked while the connection is gone is answered once', () => {
  it.each(['op7', 'op9-resumable', 'close-4000', 'drop', 'zombie'] as const)(
    'after %s',
    async (trouble) => {
      // Where beats are quick, a machine that stalls for as long as one loses the connection once more.
      const heartbeatMs = trouble === 'zombie' ? 500 : 41_250
      const on = await openProcess({ stand: { heartbeatMs } })
      on.discord.reconnect(trouble)
      expect(await ask(on)).toMatchObject({ acknowledged: 1 })
      await until('the resumption', () => on.discord.sessions.resumes > 0)
      await until('the connection', () => on.discord.sessions.connected === 1)
      expect(on.discord.sessions.identifies).toBe(1)
      if (trouble !== 'zombie') expect(on.discord.sessions.resumes).toBe(1)
      expect(await ask(on)).toMatchObject({ acknowledged: 1 })
      await until('the shard to be ready', () => on.adapter.connected())
      expect(on.discord.violations).toEqual([])
    },
  )

  it('also again and again', async () => {
    const on = await openProcess()
    for (const resumes of [1, 2, 3]) {
      on.discord.reconnect('drop')
      expect(await ask(on)).toMatchObject({ acknowledged: 1 })
      expect(on.discord.sessions.resumes).toBe(resumes)
    }
    expect(on.discord.violations).toEqual([])
  })
})

describe.concurrent('a session that is lost', () => {
  it('is begun anew', async () => {
    const on = await openProcess()
    on.discord.reconnect('op9-fresh')
    await until('a new session', () => on.discord.sessions.identifies === 2)
    expect(await ask(on)).toMatchObject({ acknowledged: 1 })
    expect(on.discord.violations).toEqual([])
  })

  it('is given up for good with a token that is not valid any more, and that is known', async () => {
    const on = await openProcess()
    expect(on.adapter.connected()).toBe(true)
    on.discord.revokeToken()
    on.discord.reconnect('close-4000')
    await until('the end', () => !on.adapter.connected() && on.logged.at(-1)?.level === 'warn')
    expect(on.logged.map(({ message, details }) => ({ message, details }))).toContainEqual({
      message: 'Discord: a connection was closed for good',
      details: { shard: 0, code: 4004 },
    })
    expect(on.discord.sessions).toMatchObject({ identifies: 1, resumes: 1, connected: 0 })
    expect(JSON.stringify(on.logged)).not.toContain(on.discord.token)
    expect(on.discord.violations).toEqual([])
  })
})

describe.concurrent('two shards', () => {
  it('run in one process, as many as Discord recommends', async () => {
    const stand = { shards: 2, maxConcurrency: 2, guilds: twoGuilds }
    const on = await openProcess({ stand })
    expect(on.discord.sessions.shards.toSorted()).toEqual([
      [0, 2],
      [1, 2],
    ])
    for (const { id } of twoGuilds) expect(await ask(on, id)).toMatchObject({ acknowledged: 1 })
    on.discord.reconnect('drop', 1)
    for (const { id } of twoGuilds) expect(await ask(on, id)).toMatchObject({ acknowledged: 1 })
    expect(on.discord.violations).toEqual([])
  })

  it('run in two processes, each answering for its servers', async () => {
    const on = await openProcesses({ stand: { shards: 2, maxConcurrency: 2, guilds: twoGuilds } })
    const [first] = await Promise.all([
      on.start({ shards: { ids: [0], of: 2 } }),
      on.start({ shards: { ids: [1], of: 2 } }),
    ])
    for (const { id } of twoGuilds) expect(await ask(on, id)).toMatchObject({ acknowledged: 1 })
    await first.stop()
    expect(await ask(on, idOn(1))).toMatchObject({ acknowledged: 1 })
    expect(on.discord.sessions.connected).toBe(1)
    expect(on.discord.violations).toEqual([])
  })
})
