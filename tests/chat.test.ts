// `npm start` on a chat platform: a real process, logged in to a Discord on loopback, and ended as a service is.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type DiscordStand, openDiscord } from './stands/discord/discord.ts'
import { until } from './stands/discord/until.ts'

let folder: string
let discord: DiscordStand
const children: ChildProcess[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-chat-'))
  discord = await openDiscord()
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(async () => {
  await discord.close()
  await rm(folder, { recursive: true, force: true })
})

/** Starts a program of ours where `token` is the bot's. */
function start(program: string, args: readonly string[], token: string) {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: new URL('..', import.meta.url),
    env: {
      PATH: process.env.PATH,
      PAPERBOY_DATABASE: `sqlite:${join(folder, 'chat.db')}`,
      PAPERBOY_INDEX: join(folder, 'index'),
      PAPERBOY_SYNC: 'off',
      DISCORD_TOKEN: token,
      DISCORD_API_URL: discord.api,
    },
  })
  children.push(child)
  const said = { out: '', err: '' }
  child.stdout.on('data', (text) => (said.out += text))
  child.stderr.on('data', (text) => (said.err += text))
  const code = new Promise<number | null>((resolve) => child.on('close', resolve))
  return { child, said, code }
}

describe('npm start with a Discord token', () => {
  it('logs in, says how to invite it, answers, and ends when told to', async () => {
    const { child, said, code } = start('src/main.ts', [], discord.token)
    await until('the greeting', () => said.out.includes('\n') || undefined)
    expect(said.out).toMatch(
      /^Paperboy is on Discord\. To bring it to a server: https:\/\/discord\.com\/oauth2\/authorize\?client_id=\d+&scope=bot\+applications\.commands&permissions=309237664768\n$/,
    )
    const exchange = discord.slash({ subcommand: 'show', options: { paper: '1706.03762' } })
    expect(JSON.stringify((await exchange.reply()).components)).toContain(
      'Attention Is All You Need',
    )
    child.kill('SIGTERM')
    expect(await code).toBe(0)
    expect(said.err).not.toContain(discord.token)
    expect(discord.violations).toEqual([])
  }, 40_000)

  it('says what is wrong with a token that is refused, without it', async () => {
    const { said, code } = start('src/main.ts', [], 'not-the-token')
    expect(await code).toBe(1)
    expect(said.err).toContain('Discord refuses DISCORD_TOKEN')
    expect(said.err).not.toContain('not-the-token')
    expect(said.err).not.toContain('    at ')
  }, 40_000)
})

describe('register', () => {
  it('tells Discord the commands, and how to invite the bot', async () => {
    const { said, code } = start(
      'src/cli.ts',
      ['register', '--guild', discord.guild.id],
      discord.token,
    )
    expect(await code).toBe(0)
    expect(said.out).toMatch(/^\d+ commands registered in the server \d+\.\nInvite: https:/)
    expect(discord.commands(discord.guild.id).map(({ name }) => name)).toEqual([
      'paper',
      'Find papers',
    ])
  }, 40_000)

  it.each([
    ['a wrong token', 'not-the-token', [], 'Discord refuses DISCORD_TOKEN'],
    ['a guild that is none', 'x', ['--guild', 'home'], '--guild takes the id of a server'],
  ])(
    'refuses %s in a line',
    async (_, token, args, words) => {
      const { said, code } = start('src/cli.ts', ['register', ...args], token)
      expect(await code).toBe(1)
      expect(said.err).toContain(words)
      expect(said.err).not.toContain('    at ')
    },
    40_000,
  )
})
