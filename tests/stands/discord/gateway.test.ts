// The gateway of the loopback Discord: it breaks and is resumed, guilds come and go, shards share them.
import { once } from 'node:events'
import { type Client, Events } from 'discord.js'
import { describe, it, type TestContext } from 'vitest'
import { WebSocket } from 'ws'
import { type DiscordOptions, type DiscordStand, openDiscord } from './discord.ts'
import { openTinyBot, type TinyBot } from './tiny-bot.ts'
import { until } from './until.ts'

const list = { group: 'follow', subcommand: 'list' }

async function opened(
  { onTestFinished }: TestContext,
  options: DiscordOptions = {},
  client: Parameters<typeof openTinyBot>[1] = {},
): Promise<[DiscordStand, TinyBot]> {
  const discord = await openDiscord(options)
  onTestFinished(() => discord.close())
  const bot = await openTinyBot(discord, client)
  onTestFinished(() => bot.close())
  await bot.register()
  return [discord, bot]
}

const arrived = (bot: TinyBot, id: string) =>
  until('the interaction', () => bot.heard.some((one) => one.id === id))

// Together, because two IDENTIFYs lie five seconds apart.
describe.concurrent('the gateway', () => {
  it.for(['op7', 'op9-resumable', 'close-4000', 'drop', 'zombie'] as const)(
    'after %s is resumed, and what was missed is told once',
    async (how, context) => {
      const { expect } = context
      // Where beats are quick, a machine that stalls for as long as one loses the connection once more.
      const heartbeatMs = how === 'zombie' ? 500 : 41_250
      const [discord, bot] = await opened(context, { heartbeatMs })
      discord.reconnect(how)
      const { id } = discord.slash(list)
      const guild = discord.addGuild({ name: 'Missed' })
      await arrived(bot, id)
      await until('the guild', () => bot.client.guilds.cache.has(guild.id))
      const { id: next } = discord.slash(list)
      await arrived(bot, next)
      expect(bot.heard.map((one) => one.id)).toEqual([id, next])
      expect(discord.sessions).toMatchObject({ identifies: 1, connected: 1 })
      if (how === 'zombie') expect(discord.sessions.resumes).toBeGreaterThan(0)
      else expect(discord.sessions.resumes).toBe(1)
      expect(discord.violations).toEqual([])
    },
  )

  it('beats, and guilds come, go and are down for a while', async (context) => {
    const { expect } = context
    const [discord, bot] = await opened(context, { heartbeatMs: 500 })
    await until('heartbeats', () => discord.sessions.heartbeats > 2)
    const events = eventsOf(bot.client)
    const guild = discord.addGuild()
    await until('it', () => events.includes('guildCreate'))
    discord.removeGuild(guild.id, { unavailable: true })
    await until('it', () => events.includes('guildUnavailable'))
    discord.addGuild({ id: guild.id })
    await until('it', () => events.includes('guildAvailable'))
    discord.removeGuild(guild.id)
    await until('it', () => events.includes('guildDelete'))
    expect(discord.sessions.identifies).toBe(1)
  })

  it('two shards share the guilds', async (context) => {
    const { expect } = context
    const id = (time: bigint) => String(time << 22n)
    const guilds = [{ id: id(8n) }, { id: id(9n) }]
    const [discord, bot] = await opened(context, { shards: 2, guilds }, { shards: 'auto' })
    expect(discord.sessions).toMatchObject({ identifies: 2, connected: 2 })
    const shards = [
      [0, 2],
      [1, 2],
    ]
    expect(discord.sessions.shards).toEqual(shards)
    for (const guildId of [id(8n), id(9n), null])
      await arrived(bot, discord.slash(list, { guildId }).id)
    expect(bot.client.guilds.cache.map((guild) => guild.shardId)).toEqual([0, 1])
    expect(discord.violations).toEqual([])
  })

  it('a session that is not resumable begins anew', async (context) => {
    const { expect } = context
    const [discord, bot] = await opened(context)
    let isReady = false
    bot.client.on(Events.ShardReady, () => {
      isReady = true
    })
    discord.reconnect('op9-fresh')
    expect(() => discord.slash(list)).toThrow('not connected')
    // To destroy a client that is between IDENTIFY and READY never ends.
    await until('the client to be ready again', () => isReady)
    expect(discord.sessions).toMatchObject({ identifies: 2, resumes: 0, connected: 1 })
    expect(discord.violations).toEqual([])
  })

  it('refuses intents it did not grant, and notes those nobody needs', async (context) => {
    const { expect } = context
    const discord = await openDiscord()
    context.onTestFinished(() => discord.close())
    const greedy = openTinyBot(discord, { intents: ['Guilds', 'MessageContent'] })
    await expect(greedy).rejects.toThrow('disallowed intents')
    expect(discord.violations).toEqual([expect.stringContaining('intents 32769')])
  })

  it.for<[string, closed: number, event: (token: string) => object]>([
    ['a token', 4004, () => ({ op: 2, d: { token: 'x', intents: 1 } })],
    ['a shard', 4010, (token) => ({ op: 2, d: { token, intents: 1, shard: [2, 2] } })],
    ['an opcode', 4001, () => ({ op: 99 })],
    ['what is no JSON', 4001, () => ({ toJSON: () => undefined })],
  ])('closes on %s it does not know', async ([, closed, event], { expect, onTestFinished }) => {
    const discord = await openDiscord()
    onTestFinished(() => discord.close())
    const socket = await knock(discord)
    socket.send(String(JSON.stringify(event(discord.token))))
    const [code] = await once(socket, 'close')
    expect(code).toBe(closed)
  })

  it('takes one IDENTIFY in five seconds, and no session it does not know', async (context) => {
    const { expect } = context
    const discord = await openDiscord()
    context.onTestFinished(() => discord.close())
    const { token } = discord
    const answers: number[] = []
    for (const event of [
      { op: 2, d: { token, intents: 1 } },
      { op: 2, d: { token, intents: 1 } },
      { op: 6, d: { token, session_id: 'x', seq: 1 } },
    ]) {
      const socket = await knock(discord)
      socket.on('message', (text) => answers.push(JSON.parse(String(text)).op))
      const before = answers.length
      socket.send(JSON.stringify(event))
      await until('an answer', () => answers.length > before)
    }
    expect(answers.filter((op) => op === 9)).toHaveLength(2)
    expect(discord.violations).toEqual([expect.stringContaining('identified within')])
  })
})

/** A connection of our own, greeted. */
async function knock(discord: DiscordStand): Promise<WebSocket> {
  const address = discord.api.replace(/^http(.*)api$/, 'ws$1gateway?v=10&encoding=json')
  const socket = new WebSocket(address)
  await once(socket, 'message')
  return socket
}

/** The names of what happens to guilds from now on. */
function eventsOf(client: Client): readonly string[] {
  const names: string[] = []
  client.on(Events.GuildCreate, () => names.push('guildCreate'))
  client.on(Events.GuildDelete, () => names.push('guildDelete'))
  client.on(Events.GuildUnavailable, () => names.push('guildUnavailable'))
  client.on(Events.GuildAvailable, () => names.push('guildAvailable'))
  return names
}
