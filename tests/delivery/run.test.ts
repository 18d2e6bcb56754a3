// From being due to being settled: with the real store, on platforms that fail in every way they can.
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Address } from '../../src/bot/address.ts'
import { type Sayable, usualTimings } from '../../src/delivery/attempt.ts'
import { type Breaker, createBreaker } from '../../src/delivery/breaker.ts'
import type { Composed, NewDelivery } from '../../src/delivery/delivery.ts'
import { createNotices } from '../../src/delivery/notice.ts'
import { createPace } from '../../src/delivery/pace.ts'
import { createDeliveries, usualSlots } from '../../src/delivery/run.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { createDestinations } from '../../src/store/destinations.ts'
import { createLedger, enqueue } from '../../src/store/ledger.ts'
import { createTraffic } from '../../src/store/traffic.ts'
import { createPlatform, type Platform } from './platform.ts'

const noon = Date.parse('2025-03-10T12:00:00Z')
const hour = 3_600_000
const channel = (workspace: string, id = '10', platform = 'discord'): Address => ({
  platform,
  workspace,
  channel: id,
})
const owner: Address = { platform: 'discord', workspace: '1', user: '7' }

let database: Database
let now = noon
let logged: string[] = []
let composed: Partial<Record<string, Composed | Error>> = {}
let current = true
/** How long composing takes (milliseconds). */
let took = 0
/** What is waited for before it is known how much room there is. */
let asking = async () => {}
const { signal } = new AbortController()

beforeEach(async () => {
  database = await openDatabase('sqlite::memory:')
  now = noon
  logged = []
  composed = {}
  current = true
  took = 0
  asking = async () => {}
})
afterEach(() => database.close())

const due = (to: Address, more: Partial<NewDelivery> = {}): NewDelivery => ({
  kind: 'digest',
  to,
  subject: 's1',
  edition: '2025-03-10',
  dueAt: noon,
  expiresAt: noon + 4 * hour,
  version: 1,
  ...more,
})

const digests: Sayable = {
  async compose({ subject, to }) {
    now += took
    const made = composed[to.workspace]
    if (made instanceof Error) throw made
    return (
      made ?? { is: 'post', view: { title: subject, blocks: [] }, papers: [`paper of ${subject}`] }
    )
  },
  isCurrent: async () => current,
  ownerOf: async () => owner,
}

const slow = (breaker: Breaker): Breaker => ({
  ...breaker,
  async room(most, at) {
    await asking()
    return breaker.room(most, at)
  },
})

function open(...platforms: readonly Platform[]) {
  const waiting: NewDelivery[] = []
  const destinations = createDestinations(database)
  const at = (level: string) => (_: object, message: string) =>
    void logged.push(`${level} ${message}`)
  const deliveries = createDeliveries({
    ledger: createLedger(database),
    destinations,
    schedules: [{ enqueueDue: (at) => enqueue(database.db, waiting.splice(0), at) }],
    sayable: { digest: digests, notice: createNotices(destinations) },
    actions: { save: async () => {} },
    outlets: platforms.map((poster) => ({
      poster,
      pace: createPace({}),
      breaker: slow(createBreaker(poster.platform, createTraffic(database))),
      maySpeak: async () => true,
    })),
    timings: usualTimings,
    slots: usualSlots,
    now: () => now,
    elapsed: () => now,
    random: () => 0.5,
    sleep: async () => {},
    log: { info: at('info'), warn: at('warn'), error: at('error') },
  })
  return {
    deliveries,
    destinations,
    async beat(...rows: NewDelivery[]) {
      waiting.push(...rows)
      await deliveries.beat(signal)
    },
  }
}

const latest = async (to?: Address) =>
  (await createLedger(database).latest({ limit: 20, ...(to && { to }) })).map(
    ({ state, reason }) =>
      reason === undefined || state === 'sent' ? state : `${state}: ${reason}`,
  )
const failed = { status: 'failed', reason: 'busy', retryAt: noon + 60_000 } as const

describe('what is due', () => {
  it('is said once, however often it is looked for', async () => {
    const discord = createPlatform('discord')
    const { beat } = open(discord)
    for (let n = 0; n < 3; n++) await beat(due(channel('1')), due(channel('2')))
    expect(discord.shown.map(({ to }) => to).toSorted()).toEqual(['discord:1/10', 'discord:2/10'])
    expect(await latest()).toEqual(['sent', 'sent'])
  })

  it('is said all at once, though what is being said ends while it is asked for more', async () => {
    const discord = createPlatform('discord')
    asking = () => setTimeout(5)
    const { beat } = open(discord)
    await beat(...Array.from({ length: 100 }, (_, n) => due(channel(String(n)))))
    expect(discord.shown).toHaveLength(100)
  })

  it('is said with its thread, in order, under the message', async () => {
    const discord = createPlatform('discord')
    const view = (title: string) => ({ title, blocks: [] })
    composed['1'] = { is: 'post', view: view('head'), thread: ['a', 'b'].map(view), papers: [] }
    const { beat, deliveries } = open(discord)
    await beat(due(channel('1')))
    for (let n = 0; n < 3; n++) {
      now += 1000
      await deliveries.drain(signal)
    }
    expect(discord.shown.map(({ title, under }) => [title, under])).toEqual([
      ['head', undefined],
      ['a', 'm1'],
      ['b', 'm1'],
    ])
  })

  it('says nothing where there is nothing, and waits where it is not ready', async () => {
    const discord = createPlatform('discord')
    composed['1'] = { is: 'nothing', reason: 'no papers matched' }
    composed['2'] = { is: 'wait', until: noon + hour, reason: 'the day is half read' }
    const { beat, deliveries } = open(discord)
    await beat(due(channel('1')), due(channel('2')))
    expect(await latest(channel('1'))).toEqual(['cancelled: no papers matched'])
    expect(await latest(channel('2'))).toEqual(['pending: the day is half read'])
    composed['2'] = undefined
    now = noon + hour
    await deliveries.drain(signal)
    expect(discord.shown).toHaveLength(1)
  })

  it('that cannot be composed is tried again, and its fault can be found', async () => {
    const discord = createPlatform('discord')
    composed['1'] = new Error('no such paper')
    const { beat, deliveries } = open(discord)
    await beat(due(channel('1')), due(channel('2')))
    expect(discord.shown).toHaveLength(1)
    expect(await latest(channel('1'))).toEqual([
      expect.stringMatching(/^pending: incident [2-9A-Z]{8}$/),
    ])
    expect(logged).toEqual(['error a delivery failed'])
    composed['1'] = undefined
    now += 60_000
    await deliveries.drain(signal)
    expect(discord.shown).toHaveLength(2)
  })

  it('of older settings is cancelled before it is sent', async () => {
    const discord = createPlatform('discord')
    current = false
    await open(discord).beat(due(channel('1')))
    expect(discord.asked).toEqual([])
    expect(await latest()).toEqual(['cancelled: its settings were changed'])
  })

  it('is written down although another schedule fails', async () => {
    const discord = createPlatform('discord')
    const { deliveries } = open(discord)
    await enqueue(database.db, [due(channel('1'))], noon)
    await deliveries.beat(signal)
    expect(discord.shown).toHaveLength(1)
  })

  it('is not said when it cannot be written down', async () => {
    const discord = createPlatform('discord')
    const { deliveries } = open(discord)
    await enqueue(database.db, [due(channel('1'))], noon)
    const { sql } = await import('kysely')
    await sql`pragma query_only = on`.execute(database.db)
    await expect(deliveries.drain(signal)).rejects.toThrow(/readonly/)
    expect(discord.asked).toEqual([])
    await sql`pragma query_only = off`.execute(database.db)
    await deliveries.drain(signal)
    expect(discord.shown).toHaveLength(1)
  })
})

describe('what fails', () => {
  it('is tried again when it is time, until nobody wants it any more', async () => {
    const discord = createPlatform('discord')
    discord.trouble(channel('1'), failed, 'always')
    const { beat } = open(discord)
    await beat(due(channel('1')))
    await beat()
    expect(discord.asked).toHaveLength(1)
    now = noon + 2 * 60_000
    await beat()
    expect(discord.asked).toHaveLength(2)
    now = noon + 4 * hour
    await beat()
    expect(discord.asked).toHaveLength(2)
    expect(await latest()).toEqual(['expired: busy'])
  })

  it('holds up nobody else', async () => {
    const discord = createPlatform('discord')
    discord.trouble(channel('1'), failed, 'always')
    const others = Array.from({ length: 50 }, (_, n) => due(channel(String(n + 2))))
    const mine = Array.from({ length: 50 }, (_, n) => due(channel('1', String(100 + n))))
    for (const { to } of mine) discord.trouble(to, failed, 'always')
    await open(discord).beat(...mine, ...others)
    expect(discord.shown).toHaveLength(50)
    // Few of the many were tried: the workspace asked to wait.
    expect(discord.asked.length).toBeLessThan(60)
  })

  it('of a whole platform is left alone for a while', async () => {
    const discord = createPlatform('discord')
    const rows = Array.from({ length: 100 }, (_, n) => due(channel(String(n))))
    const down = { status: 'unknown', reason: 'HTTP 503' } as const
    for (const { to } of rows) discord.trouble(to, down, 'always')
    const { beat, deliveries } = open(discord)
    await beat(...rows)
    expect(discord.asked.length).toBeLessThan(50)
    for (const { to } of rows) discord.trouble(to, undefined)
    for (let n = 0; n < 20; n++) {
      now += 10_000
      await deliveries.drain(signal)
    }
    expect(discord.shown).toHaveLength(100)
    expect(new Set(discord.shown.map(({ key }) => key)).size).toBe(100)
  })
})

describe('what got no answer', () => {
  it('is posted again under its key while the platform keeps it', async () => {
    const discord = createPlatform('discord', { keepsKeysMs: 90_000 })
    discord.trouble(channel('1'), 'shown, no answer')
    const { beat, deliveries } = open(discord)
    await beat(due(channel('1')))
    expect(await latest()).toEqual(['unknown: no answer'])
    now += 5000
    await deliveries.drain(signal)
    expect(discord.asked).toHaveLength(2)
    expect(discord.shown).toHaveLength(1)
    expect(await latest()).toEqual(['sent'])
  })

  it.each([
    ['shown, no answer', 1],
    [{ status: 'unknown', reason: 'no answer' }, 2],
  ] as const)('is looked for before anything is said again (%j)', async (what, asked) => {
    const slack = createPlatform('slack')
    const to = channel('1', '10', 'slack')
    slack.trouble(to, what)
    const { beat, deliveries } = open(slack)
    await beat(due(to))
    await deliveries.drain(signal)
    expect(slack.asked).toHaveLength(1)
    now += 5000
    await deliveries.drain(signal)
    expect(slack.asked).toHaveLength(asked)
    expect(slack.shown).toHaveLength(1)
    expect(await latest()).toEqual(['sent'])
  })

  it('and cannot be looked for is never said again, and shown as such', async () => {
    const slack = createPlatform('slack')
    slack.history = 'closed'
    const to = channel('1', '10', 'slack')
    slack.trouble(to, { status: 'unknown', reason: 'no answer' })
    const { beat, deliveries } = open(slack)
    await beat(due(to))
    for (let n = 0; n < 20; n++) {
      now += 60_000
      await deliveries.drain(signal)
    }
    expect(slack.asked).toHaveLength(1)
    expect(await latest()).toEqual([
      'unconfirmed: nobody can tell whether it was posted: missing_scope',
    ])
  })

  it('is looked for with patience that begins with the first look, however late that is', async () => {
    const slack = createPlatform('slack')
    const to = channel('1', '10', 'slack')
    slack.trouble(to, 'shown, no answer')
    const { beat, deliveries } = open(slack)
    await beat(due(to))
    now += 3 * hour
    slack.history = 'closed'
    await deliveries.drain(signal)
    now += 9 * 60_000
    await deliveries.drain(signal)
    expect(await latest()).toEqual([expect.stringMatching(/^unknown/)])
    slack.history = 'readable'
    now += 9 * 60_000
    await deliveries.drain(signal)
    expect(await latest()).toEqual(['sent'])
    expect(slack.shown).toHaveLength(1)
  })

  it('has all the patience again when it is in doubt another time', async () => {
    const slack = createPlatform('slack')
    const to = channel('1', '10', 'slack')
    slack.trouble(to, { status: 'unknown', reason: 'no answer' }, 'always')
    const { beat, deliveries } = open(slack)
    await beat(due(to))
    slack.history = 'closed'
    now += 5000
    await deliveries.drain(signal)
    slack.history = 'readable'
    now += 9 * 60_000
    // Not there: it is said again, and again nobody hears of it.
    await deliveries.drain(signal)
    slack.history = 'closed'
    now += 9 * 60_000
    await deliveries.drain(signal)
    expect(slack.asked).toHaveLength(2)
    expect(await latest()).toEqual([expect.stringMatching(/^unknown/)])
    for (const _ of [1, 2]) {
      now += 9 * 60_000
      await deliveries.drain(signal)
    }
    expect(await latest()).toEqual([expect.stringMatching(/^unconfirmed/)])
  })

  it('is not posted again once the platform may have forgotten its key on the way', async () => {
    const discord = createPlatform('discord', { keepsKeysMs: 90_000 })
    discord.trouble(channel('1'), 'shown, no answer')
    const { beat, deliveries } = open(discord)
    await beat(due(channel('1')))
    now += 85_000
    took = 10_000
    await deliveries.drain(signal)
    expect(discord.asked).toHaveLength(1)
    expect(discord.shown).toHaveLength(1)
    expect(await latest()).toEqual(['sent'])
  })

  /** A process that claims a delivery and is never heard of again. */
  async function claimAndDie(to: Address) {
    await enqueue(database.db, [due(to)], noon)
    const [claimed] = await createLedger(database).claim({
      ...{ platform: to.platform, now, limit: 1, perWorkspace: 1, leaseMs: 60_000 },
      ...{ full: new Set(), busy: new Set() },
    })
    return { key: claimed?.key ?? '' }
  }

  it.each([
    ['slack', 'before it was said'],
    ['slack', 'after'],
    ['discord', 'before it was said'],
    ['discord', 'after'],
  ])('because the process died is taken up by the next: on %s, %s', async (name, died) => {
    const keys = name === 'discord' ? { keepsKeysMs: 90_000 } : {}
    const platform = createPlatform(name, keys)
    const to = channel('1', '10', name)
    const posting = await claimAndDie(to)
    if (died === 'after') await platform.post(to, { title: 's1', blocks: [] }, posting)
    const { deliveries } = open(platform)
    for (const wait of [59_999, 1, 5000]) {
      now += wait
      await deliveries.drain(signal)
    }
    expect(platform.shown).toHaveLength(1)
    expect(await latest()).toEqual(['sent'])
  })

  it.each([
    ['readable', 'sent'],
    ['closed', expect.stringMatching(/^unconfirmed/)],
  ] as const)(
    'for longer than a key is kept is looked for where the history is %s, and never said again',
    async (history, state) => {
      const discord = createPlatform('discord', { keepsKeysMs: 90_000 })
      discord.history = history
      const posting = await claimAndDie(channel('1'))
      await discord.post(channel('1'), { title: 's1', blocks: [] }, posting)
      now += 10 * 60_000
      const { deliveries } = open(discord)
      for (let n = 0; n < 20; n++) {
        await deliveries.drain(signal)
        now += 60_000
      }
      expect(discord.asked).toHaveLength(1)
      expect(await latest()).toEqual([state])
    },
  )

  it.each(['slack', 'discord'])(
    'is answered, and cannot be written down: on %s it is said once all the same',
    async (name) => {
      const keys = name === 'discord' ? { keepsKeysMs: 90_000 } : {}
      const platform = createPlatform(name, keys)
      const { sql } = await import('kysely')
      const full = async (is: 'on' | 'off') => {
        await sql.raw(`pragma query_only = ${is}`).execute(database.db)
      }
      const posting: Platform = {
        ...platform,
        async post(...how) {
          const outcome = await platform.post(...how)
          if (platform.asked.length === 1) await full('on')
          return outcome
        },
      }
      const { beat, deliveries } = open(posting)
      await expect(beat(due(channel('1', '10', name)))).rejects.toThrow(/readonly/)
      expect(logged).toContain('error what came of a delivery could not be kept')
      await full('off')
      for (const wait of [60_000, 5000]) {
        now += wait
        await deliveries.drain(signal)
      }
      expect(platform.shown).toHaveLength(1)
      expect(await latest()).toEqual(['sent'])
    },
  )
})

describe('what is held up', () => {
  it('may not go any more in the last part of its lease, and goes with the next', async () => {
    const slack = createPlatform('slack')
    const to = channel('1', '10', 'slack')
    const answers: (boolean | undefined)[] = []
    const { post } = slack
    slack.post = async (_to, _view, posting) => {
      answers.push(posting.mayGo?.())
      now += 45_000
      answers.push(posting.mayGo?.())
      slack.post = post
      return { status: 'failed', reason: 'TOO_LATE', retryAt: now }
    }
    const { beat } = open({ ...slack, post: (...how) => slack.post(...how) })
    await beat(due(to))
    now += 60_000
    await beat()
    expect(answers).toEqual([true, false])
    expect(slack.shown).toHaveLength(1)
  })

  it('before it was sent is not sent under a lease that ends', async () => {
    const slack = createPlatform('slack')
    took = 45_000
    const { beat } = open(slack)
    await beat(due(channel('1', '10', 'slack')))
    expect(slack.asked).toEqual([])
    took = 44_999
    await beat(due(channel('2', '10', 'slack'), { dueAt: now, expiresAt: now + hour }))
    expect(slack.shown).toHaveLength(1)
  })
})

describe('what is refused', () => {
  const refused = { status: 'rejected', reason: 'no access', scope: 'destination' } as const

  it('for its words is over, and the place stays open', async () => {
    const discord = createPlatform('discord')
    discord.trouble(channel('1'), { ...refused, scope: 'message', reason: 'malformed' })
    const { beat } = open(discord)
    await beat(due(channel('1')))
    expect(await latest()).toEqual(['dead: malformed'])
    await beat(due(channel('1'), { edition: 'next' }))
    expect(discord.shown).toHaveLength(1)
  })

  it('closes the place at once, and whoever set it up is told once, in private', async () => {
    const discord = createPlatform('discord')
    discord.trouble(channel('1'), refused, 'always')
    const { beat, deliveries } = open(discord)
    await beat(due(channel('1')), due(channel('1'), { subject: 's2' }))
    await beat(due(channel('1'), { edition: 'next' }))
    await deliveries.drain(signal)
    expect(discord.asked).toEqual(['discord:1/10', 'discord:1/@7'])
    expect(discord.shown).toMatchObject([
      { to: 'discord:1/@7', title: 'I cannot post there any more' },
    ])
    // A day later it is tried, and closed again without a word.
    now = noon + 24 * hour
    await beat(due(channel('1'), { edition: 'tomorrow', dueAt: now, expiresAt: now + hour }))
    await deliveries.drain(signal)
    expect(discord.asked).toEqual(['discord:1/10', 'discord:1/@7', 'discord:1/10'])
  })

  it('opens again when a try succeeds', async () => {
    const discord = createPlatform('discord')
    discord.trouble(channel('1'), refused)
    const { beat, destinations } = open(discord)
    await beat(due(channel('1')))
    now = noon + 24 * hour
    await beat(due(channel('1'), { edition: 'tomorrow', dueAt: now, expiresAt: now + hour }))
    expect(discord.shown.map(({ to }) => to)).toContain('discord:1/10')
    expect(await destinations.read(channel('1'))).toBeUndefined()
  })

  it('with the token stops the platform at once, and no other', async () => {
    const discord = createPlatform('discord')
    const slack = createPlatform('slack')
    const rows = Array.from({ length: 200 }, (_, n) => due(channel(String(n))))
    const stop = { ...refused, scope: 'platform', reason: '401' } as const
    for (const { to } of rows) discord.trouble(to, stop, 'always')
    const { beat, destinations } = open(discord, slack)
    await beat(...rows, due(channel('1', '10', 'slack')))
    expect(discord.asked.length).toBeLessThanOrEqual(usualSlots.all)
    expect(slack.shown).toHaveLength(1)
    expect(await destinations.stopped('discord')).toMatchObject({ reason: '401' })
    const asked = discord.asked.length
    await beat()
    expect(discord.asked).toHaveLength(asked)
  })

  it('too often stops the platform before it shuts the bot out', async () => {
    const discord = createPlatform('discord')
    await createTraffic(database).refused('discord', 1000, now)
    const { beat } = open(discord)
    await beat(due(channel('1')))
    expect(discord.asked).toEqual([])
    now += 11 * 60_000
    await beat()
    expect(discord.shown).toHaveLength(1)
  })
})
