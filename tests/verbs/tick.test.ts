// The beat and the look at how things are, from a shell: real processes, real databases, a Discord on loopback.
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { Address } from '../../src/bot/address.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { createDestinations } from '../../src/store/destinations.ts'
import { createLeases } from '../../src/store/leases.ts'
import { createLedger, enqueue } from '../../src/store/ledger.ts'
import { createTraffic } from '../../src/store/traffic.ts'
import { describeOnEachDatabase } from '../contracts/databases.ts'
import { type DiscordStand, openDiscord } from '../stands/discord/discord.ts'
import { textOf } from '../stands/discord/exchange.ts'

// Every verb is a process that opens a new database.
vi.setConfig({ testTimeout: 300_000 })

const noon = Date.parse('2025-03-10T12:00:00Z')
const hour = 3_600_000

let discord: DiscordStand
let folder: string
beforeAll(async () => {
  discord = await openDiscord()
  folder = await mkdtemp(join(tmpdir(), 'paperboy-tick-'))
})
afterAll(async () => {
  await discord.close()
  await rm(folder, { recursive: true, force: true })
})

type Ended = { readonly code: number | null; readonly out: string; readonly err: string }

/** Runs a verb to its end. */
function cli(database: string, args: readonly string[], more: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, ['src/cli.ts', ...args], {
    cwd: new URL('../..', import.meta.url),
    env: {
      ...process.env,
      PAPERBOY_DATABASE: database,
      PAPERBOY_INDEX: join(folder, 'index'),
      PAPERBOY_LOG_LEVEL: 'error',
      PAPERBOY_SYNC: 'off',
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.api,
      ...more,
    },
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (text) => (out += text))
  child.stderr.on('data', (text) => (err += text))
  return new Promise<Ended>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, out, err }))
  })
}

const at = (instant: number) => new Date(instant).toISOString()
const words = /I cannot post there any more/

/** Everybody is another one: the two databases share a Discord. */
let users = 0

describeOnEachDatabase('tick', (stand) => {
  let url: string
  let user: string

  /** Opens the database to do something with it. */
  async function within<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const database = await openDatabase(url)
    try {
      return await work(database)
    } finally {
      await database.close()
    }
  }
  const told = () => discord.messages(discord.dm(user)).map(textOf)
  const states = () =>
    within(async (database) =>
      (await createLedger(database).latest({ limit: 10 })).map(({ kind, state }) => [kind, state]),
    )

  // Somebody is to be told at noon that a channel is closed to the bot.
  beforeEach(async () => {
    url = await stand.place()
    user = String(700_000_000_000_000_000n + BigInt(++users))
    const place = { platform: 'discord', workspace: discord.guild.id }
    const closed: Address = { ...place, channel: discord.channelId }
    await within(async (database) => {
      const ledger = createLedger(database)
      const digest = { kind: 'digest', to: closed, subject: 's1', edition: '2025-03-10' } as const
      const times = { dueAt: noon, expiresAt: noon + hour, version: 1 }
      await enqueue(database.db, [{ ...digest, ...times }], noon)
      const [claimed] = await ledger.claim({
        ...{ platform: 'discord', now: noon, limit: 1, leaseMs: 60_000, perWorkspace: 1 },
        ...{ full: new Set<string>(), busy: new Set<string>() },
      })
      if (claimed === undefined) throw new Error('nothing could be claimed')
      const refusal = { scope: 'destination', reason: '50001', gone: false, state: 'dead' } as const
      await createDestinations(database).suspend(claimed, refusal, noon, (since) => ({
        ...{ kind: 'notice', subject: `discord:${discord.guild.id}/${discord.channelId}` },
        ...{ to: { ...place, user }, edition: String(since), version: 0 },
        ...{ dueAt: since, expiresAt: since + 72 * hour },
      }))
    })
  })

  it('says nothing before it is due, and what is due once, as of the instant it is told', async () => {
    const early = await cli(url, ['tick', '--at', at(noon - hour)])
    expect(early).toEqual({ code: 0, err: '', out: '0 became due, 0 worked on.\n' })
    const first = await cli(url, ['tick', '--at', at(noon + 1000)])
    expect({ code: first.code, err: first.err }).toEqual({ code: 0, err: '' })
    expect(first.out).toMatch(
      new RegExp(`^sent +discord:${discord.guild.id}/@${user}  notice ${noon}\n0 became due, 1 `),
    )
    expect(told()).toEqual([expect.stringMatching(words)])
    const again = await cli(url, ['tick', '--at', at(noon + 2000)])
    expect(again).toEqual(early)
    expect(told()).toHaveLength(1)
    expect(await states()).toContainEqual(['notice', 'sent'])
    expect(discord.violations).toEqual([])
  })

  it('only tells with --dry-run, and changes nothing', async () => {
    const before = discord.requests.length
    for (const _ of [1, 2]) {
      const { code, out, err } = await cli(url, ['tick', '--dry-run', '--at', at(noon + 1000)])
      expect({ code, err }).toEqual({ code: 0, err: '' })
      expect(out).toMatch(new RegExp(`^would post +discord:${discord.guild.id}/@${user}  notice`))
      expect(out).toMatch(/0 became due, 1 worked on\.\n$/)
    }
    expect(discord.requests).toHaveLength(before)
    expect(await states()).toContainEqual(['notice', 'pending'])
  })

  it('takes what was due for said after a backup was put back', async () => {
    const { code, out } = await cli(url, ['tick', '--after-restore', '--at', at(noon + 1000)])
    expect(code).toBe(0)
    expect(out).toBe('1 delivery skipped, 0 became due, 0 worked on.\n')
    expect(told()).toEqual([])
    expect(await states()).toContainEqual(['notice', 'expired'])
  })

  it('leaves it to a process that speaks already, until that is gone', async () => {
    await within((database) =>
      createLeases(database).take('speaking on discord', 'another', noon + 1000, 15_000),
    )
    const beside = { PAPERBOY_LOG_LEVEL: 'info' }
    const held = await cli(url, ['tick', '--at', at(noon + 1000)], beside)
    expect(held.out).toBe('0 became due, 0 worked on.\n')
    expect(held.err).toContain('another process says here what is due')
    expect(told()).toEqual([])
    await cli(url, ['tick', '--at', at(noon + 60_000)])
    expect(told()).toHaveLength(1)
  })

  it('speaks again on a platform that had stopped the bot, once that takes the token', async () => {
    const whole = { platform: 'discord', workspace: '', destination: '' }
    const stopped = { reason: '401', since: noon - hour, probes: 0, probe_at: null }
    await within(({ db }) =>
      db
        .insertInto('suspension')
        .values({ ...whole, ...stopped })
        .execute(),
    )
    const wrong = { DISCORD_TOKEN: 'not.the.token' }
    const held = await cli(url, ['tick', '--at', at(noon + 1000)], wrong)
    expect(held.out).toBe('0 became due, 0 worked on.\n')
    expect(held.err).toContain('does not let the bot in')
    expect(held.err).not.toContain('not.the.token')
    expect(told()).toEqual([])
    await cli(url, ['tick', '--at', at(noon + 2000)])
    expect(told()).toHaveLength(1)
  })

  it('says nothing from a copy that belongs to another place, until it is adopted', async () => {
    await cli(url, ['tick', '--at', at(noon - hour)], { PAPERBOY_ENVIRONMENT: 'elsewhere' })
    const held = await cli(url, ['tick', '--at', at(noon + 1000)])
    expect(held.out).toBe('0 became due, 0 worked on.\n')
    expect(held.err).toContain('adopt')
    expect(told()).toEqual([])
    expect((await cli(url, ['adopt'])).code).toBe(0)
    await cli(url, ['tick', '--at', at(noon + 2000)])
    expect(told()).toHaveLength(1)
  })

  it('and doctor tells what waits, what is closed, and what was said lately', async () => {
    const waiting = await cli(url, ['doctor'])
    expect(waiting.err).toBe('')
    expect(waiting.out).toMatch(/^ok {3}the database can be opened: (a SQLite file|PostgreSQL)$/m)
    expect(waiting.out).toContain(`discord:${discord.guild.id}/${discord.channelId}  since`)
    expect(waiting.out).toMatch(/^ {7}2025-03-10 12:00 {2}dead .*digest: 50001$/m)
    await cli(url, ['tick', '--at', at(noon + 1000)])
    const { code, out } = await cli(url, ['doctor'])
    expect(code).toBe(0)
    expect(out).not.toContain('LOOK')
    expect(out).toMatch(/^ {7}2025-03-10 12:00 {2}sent .*notice$/m)
  })
})

it('tick refuses what it cannot read, with how it is to be written', async () => {
  const { code, err } = await cli(`sqlite:${join(folder, 'words.db')}`, ['tick', '--at', 'noon'])
  expect(code).toBe(1)
  expect(err).toContain('“noon” is none')
  expect(err).toContain('Usage: npx node src/cli.ts tick')
})

it('doctor fails where something needs a person', async () => {
  const url = `sqlite:${join(folder, 'late.db')}`
  const database = await openDatabase(url)
  const to: Address = { platform: 'discord', workspace: discord.guild.id, channel: '1' }
  const times = { dueAt: Date.now() - hour, expiresAt: Date.now() + hour, version: 1 }
  const digest = { kind: 'digest', to, subject: 's1', edition: 'e', ...times } as const
  await enqueue(database.db, [digest], Date.now())
  const since = Date.parse('2025-03-10T12:00Z')
  const halt = { reason: '6 of the last 90 messages', since, until: since + hour }
  await createTraffic(database).halt('discord', halt)
  await database.close()
  const { code, out } = await cli(url, ['doctor'])
  expect(code).toBe(1)
  expect(out).toMatch(
    /^LOOK nothing was posted on discord from 2025-03-10 12:00 to 2025-03-10 13:00: 6 of the last 90/m,
  )
  expect(out).toMatch(/^LOOK 1 deliveries wait, the first since/m)
})
