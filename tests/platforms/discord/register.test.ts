// Telling Discord what can be typed: once, again when it changes, and not at the price of the bot's answers.
import { afterAll, describe, expect, it } from 'vitest'
import { commands } from '../../../commands/index.ts'
import { describeCommands } from '../../../src/bot/describe.ts'
import { DiscordRefusal } from '../../../src/platforms/discord/connect.ts'
import { registerCommands } from '../../../src/platforms/discord/register.ts'
import { until } from '../../stands/discord/until.ts'
import {
  ask,
  closeProcesses,
  identifyPause,
  openProcess,
  openProcesses,
} from './lifecycle-processes.ts'

afterAll(closeProcesses)

const put = /^\/applications\/\d+\/commands$/

describe.concurrent('at the start', () => {
  it('the commands are told once, and again when they change', async () => {
    const on = await openProcess()
    expect(on.asked('PUT', put)).toHaveLength(1)
    expect(on.discord.commands().map(({ name }) => name)).toEqual(['paper', 'Find papers'])
    expect(on.logged.map(({ message }) => message)).toContain('Discord: commands registered')
    await on.adapter.stop()
    await identifyPause()
    const second = await on.start()
    expect(on.asked('PUT', put)).toHaveLength(1)
    await second.stop()
    await identifyPause()
    const fewer = { ...on.bot, commands: on.bot.commands.slice(1) }
    await on.create().start(fewer)
    expect(on.asked('PUT', put)).toHaveLength(2)
    const [paper] = on.discord.commands()
    expect(paper?.options?.map(({ name }) => name)).not.toContain(on.bot.commands[0]?.name)
    expect(on.discord.violations).toEqual([])
  }, 30_000)

  it('they are told as soon as Discord takes them', async () => {
    const on = await openProcesses()
    on.discord.fault({ method: 'PUT', path: put, do: '503' })
    on.discord.fault({ method: 'PUT', path: put, do: '429' })
    await on.start()
    expect(on.asked('PUT', put).map(({ status }) => status)).toEqual([503, 429, 200])
    expect((await ask(on)).answer).toContain('Attention')
    expect(on.discord.violations).toEqual([])
  })

  it('those it knows go on working where Discord does not take them', async () => {
    const on = await openProcesses()
    await registerCommands(on.discord, on.bot.commands)
    on.discord.fault({
      method: 'PUT',
      path: put,
      do: { status: 400, code: 50035, message: 'Invalid Form Body' },
    })
    await on.start()
    expect(on.logged.filter(({ level }) => level === 'error')).toEqual([
      {
        level: 'error',
        details: { reason: 'Discord did not take the commands: Invalid Form Body.' },
        message: 'Discord: the commands are as they were',
      },
    ])
    expect((await ask(on)).answer).toContain('Attention')
  })

  it('is given up when stopped while Discord says nothing', async () => {
    const on = await openProcesses()
    on.discord.fault({ method: 'PUT', path: put, do: 'hang' })
    const adapter = on.create({ graceMs: 100 })
    const started = on.startOf(adapter)
    await until('the commands to be told', () => on.asked('PUT', put)[0])
    await adapter.stop()
    expect(await started).toBe('stopping')
    expect(on.discord.sessions.connected).toBe(0)
  })
})

describe.concurrent('from the shell', () => {
  const described = describeCommands(commands)

  it('a server alone is told, or all', async () => {
    const { discord } = await openProcesses()
    const guild = discord.guild.id
    expect(await registerCommands(discord, described, { guild })).toBe(discord.applicationId)
    expect(discord.commands()).toEqual([])
    expect(discord.commands(guild).map(({ name }) => name)).toEqual(['paper', 'Find papers'])
    await registerCommands(discord, described)
    expect(discord.commands()).toHaveLength(2)
    expect(discord.violations).toEqual([])
  })

  it.each([
    ['a wrong token', { token: 'aGVsbG8.not.the-token' }, {}, 'Discord refuses DISCORD_TOKEN'],
    ['a server the bot is not in', {}, { guild: '700000000000000001' }, 'Missing Access'],
    ['a Discord that is not there', { api: 'http://127.0.0.1:1/api' }, {}, 'ECONNREFUSED'],
  ])('%s is told in a line', async (_, wrong, where, words) => {
    const { discord } = await openProcesses()
    const connection = { token: discord.token, api: discord.api, ...wrong }
    const refused = registerCommands(connection, described, where)
    await expect(refused).rejects.toThrow(DiscordRefusal)
    await expect(refused).rejects.toThrow(words)
    await expect(refused).rejects.not.toThrow(connection.token)
  })
})
