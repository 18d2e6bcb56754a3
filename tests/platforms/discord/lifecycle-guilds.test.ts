// Coming to servers and going from them: one welcome, to a person, and a record that is right after any absence.
import { afterAll, describe, expect, it, vi } from 'vitest'
import { usualPermissions } from '../../stands/discord/state.ts'
import { until } from '../../stands/discord/until.ts'
import { permission } from '../../stands/discord/wire.ts'
import { patience } from '../../stands/patience.ts'
import {
  ask,
  closeProcesses,
  identifyPause,
  openProcess,
  openProcesses,
  type Processes,
  toldTo,
} from './lifecycle-processes.ts'

afterAll(closeProcesses)

const day = 86_400_000

/** A server's id that is heard of on this shard of two. */
const idOn = (shard: 0 | 1, number: number) =>
  String(BigInt(300_000_000_000 + 2 * number + shard) << 22n)

const present = ({ workspaces }: Processes) => workspaces.present('discord')
/** Until the record says that the bot is in a server no more. */
const gone = (on: Processes, id: string) =>
  vi.waitFor(async () => expect(await present(on)).not.toContain(id), patience)

/** Until the record holds so many servers. */
const recorded = (on: Processes, servers: number) =>
  vi.waitFor(async () => expect(await present(on)).toHaveLength(servers), patience)

/** Nobody was written to but these people, each once. */
function expectTold(on: Processes, ...people: readonly string[]): void {
  const posted = on.asked('POST', /^\/channels\/\d+\/messages$/).map(({ path }) => path)
  expect(posted.toSorted()).toEqual(
    people.map((user) => `/channels/${on.discord.dm(user)}/messages`).toSorted(),
  )
  expect(on.discord.violations).toEqual([])
}

describe.concurrent('coming to a server', () => {
  it('is told to its owner once, however often Discord and other processes tell of it', async () => {
    const on = await openProcess({ stand: { guilds: [] } })
    const guild = on.discord.addGuild({ name: 'Lab', ownerId: '9001' })
    await until('the welcome', () => toldTo(on, '9001')[0])
    expect(toldTo(on, '9001')[0]).toContain('Welcome to Lab')
    on.discord.reconnect('drop')
    await until('the resumption', () => on.discord.sessions.resumes === 1)
    await ask(on, guild.id)
    on.discord.reconnect('op9-fresh')
    await until('a new session', () => on.discord.sessions.identifies === 2)
    await ask(on, guild.id)
    await on.adapter.stop()
    await identifyPause()
    await on.start()
    await ask(on, guild.id)
    expectTold(on, '9001')
    expect(await present(on)).toEqual([guild.id])
  })

  it('is told to who brought the bot, where that may be read', async () => {
    const on = await openProcess({ stand: { guilds: [] } })
    const botPermissions = usualPermissions | permission.viewAuditLog
    const guild = on.discord.addGuild({ ownerId: '9001', addedBy: '9002', botPermissions })
    await until('the welcome', () => toldTo(on, '9002')[0])
    await ask(on, guild.id)
    expectTold(on, '9002')
  })

  it('is told to the owner where the log cannot be read after all', async () => {
    const on = await openProcess({ stand: { guilds: [] } })
    on.discord.fault({ path: /audit-logs$/, do: '500' })
    const botPermissions = usualPermissions | permission.viewAuditLog
    on.discord.addGuild({ ownerId: '9001', addedBy: '9002', botPermissions })
    await until('the welcome', () => toldTo(on, '9001')[0])
    expectTold(on, '9001')
  })

  it('is told to nobody where the owner takes no messages', async () => {
    const on = await openProcess({ stand: { guilds: [] } })
    on.discord.closeDm('9001')
    const guild = on.discord.addGuild({ ownerId: '9001' })
    await until('the refusal', () =>
      on.logged.some(({ message }) => message === 'Discord: nobody could be welcomed'),
    )
    expect(on.discord.messages(guild.channels[0]?.id ?? '')).toEqual([])
    expectTold(on, '9001')
    expect(toldTo(on, '9001')).toEqual([])
    expect((await ask(on, guild.id)).answer).toContain('Attention')
    expect(on.logged.filter(({ level }) => level !== 'info')).toEqual([])
  })

  it('while nobody listened is told at the start', async () => {
    const on = await openProcess({ stand: { guilds: [{ ownerId: '9001' }, { ownerId: '9002' }] } })
    await until('the welcomes', () => toldTo(on, '9001')[0] && toldTo(on, '9002')[0])
    await ask(on)
    expectTold(on, '9001', '9002')
  })

  it('long ago is told to nobody, though the database be new', async () => {
    const guilds = Array.from({ length: 50 }, (_, n) => ({ id: idOn(0, n) }))
    const on = await openProcesses({ stand: { guilds } })
    await on.start({ now: () => Date.now() + day + 60_000 })
    await recorded(on, 50)
    await ask(on)
    expectTold(on)
  })
})

describe.concurrent('going from a server', () => {
  it('is noted, and coming back is welcomed again', async () => {
    const id = idOn(0, 1)
    const on = await openProcess({ stand: { guilds: [{}] } })
    on.discord.addGuild({ id, ownerId: '9001' })
    await until('the welcome', () => toldTo(on, '9001').length === 1)
    on.discord.removeGuild(id)
    await gone(on, id)
    on.discord.addGuild({ id, ownerId: '9001' })
    await until('another welcome', () => toldTo(on, '9001').length === 2)
    expect(await present(on)).toContain(id)
    expect(on.discord.violations).toEqual([])
  })

  it('is not what an outage of Discord is', async () => {
    const on = await openProcess({ stand: { guilds: [{}, { id: idOn(0, 1) }] } })
    await recorded(on, 2)
    on.discord.removeGuild(idOn(0, 1), { unavailable: true })
    await ask(on)
    expect(await present(on)).toHaveLength(2)
    expect(on.discord.violations).toEqual([])
  })

  it('while nobody listened is noted at the start, by the process that would have heard of it', async () => {
    const on = await openProcesses({
      stand: { shards: 2, maxConcurrency: 2, guilds: [{ id: idOn(0, 1) }, { id: idOn(1, 1) }] },
    })
    for (const id of [idOn(0, 1), idOn(0, 2), idOn(1, 1), idOn(1, 2)])
      await on.workspaces.joined({ platform: 'discord', workspace: id }, Date.now())
    await on.workspaces.joined({ platform: 'slack', workspace: 'T1' }, Date.now())
    await on.start({ shards: { ids: [1], of: 2 } })
    await gone(on, idOn(1, 2))
    await ask(on, idOn(1, 1))
    expect(await present(on)).toEqual([idOn(0, 1), idOn(0, 2), idOn(1, 1)].toSorted())
    await on.start({ shards: { ids: [0], of: 2 } })
    await gone(on, idOn(0, 2))
    expect(await present(on)).toEqual([idOn(0, 1), idOn(1, 1)].toSorted())
    expect(await on.workspaces.present('slack')).toEqual(['T1'])
    expectTold(on)
  })

  it('and coming to one, while a session was lost, is noted when the next begins', async () => {
    const [left, found] = [idOn(0, 1), idOn(0, 2)]
    const on = await openProcess({ stand: { guilds: [{}, { id: left, ownerId: '9001' }] } })
    await until('the first welcome', () => toldTo(on, '9001').length === 1)
    on.discord.reconnect('op9-fresh')
    on.discord.removeGuild(left)
    on.discord.addGuild({ id: found, ownerId: '9002' })
    await until('a new session', () => on.discord.sessions.identifies === 2)
    await gone(on, left)
    await until('a welcome', () => toldTo(on, '9002').length === 1)
    on.discord.addGuild({ id: left, ownerId: '9001' })
    await until('another welcome', () => toldTo(on, '9001').length === 2)
    expect(await present(on)).toEqual(expect.arrayContaining([left, found]))
    expect(on.discord.violations).toEqual([])
  })
})
