// When a platform is left alone, or spoken to more slowly, and when that ends.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Outcome } from '../../src/bot/adapter.ts'
import type { Address } from '../../src/bot/address.ts'
import { type Breaker, createBreaker } from '../../src/delivery/breaker.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { createDestinations } from '../../src/store/destinations.ts'
import { createTraffic } from '../../src/store/traffic.ts'

const noon = Date.parse('2025-03-10T12:00:00Z')
const hour = 3_600_000
const most = 32

let database: Database
let breaker: Breaker
let logged: object[]
const open = () =>
  createBreaker('discord', createTraffic(database), { error: (details) => logged.push(details) })
beforeEach(async () => {
  database = await openDatabase('sqlite::memory:')
  logged = []
  breaker = open()
})
afterEach(() => database.close())

const at = (n: number): Address => ({ platform: 'discord', workspace: String(n), channel: '1' })
const sent: Outcome = { status: 'sent', receipt: { channel: '1', message: '2' } }
const rejected = { status: 'rejected', reason: 'no' } as const
const forbidden: Outcome = { ...rejected, scope: 'destination', forbidden: true }
const malformed: Outcome = { ...rejected, scope: 'message', mend: 'plain' }
/** That many postings, in a workspace each. */
function see(count: number, outcome: Outcome, now = noon): void {
  for (let n = 0; n < count; n++) breaker.saw(at(n), outcome, now)
}

describe('forbidden requests', () => {
  it('of more than 5 % of the last 200 slow it to one a second, until they are fewer', async () => {
    see(189, sent)
    see(10, forbidden)
    expect(await breaker.room(most, noon)).toBe(most)
    expect(breaker.gapMs(noon)).toBe(0)
    see(1, forbidden)
    expect(await breaker.room(most, noon)).toBe(1)
    expect(breaker.gapMs(noon)).toBe(1000)
    expect(breaker.gapMs(noon + 400)).toBe(600)
    expect(breaker.gapMs(noon + 1000)).toBe(0)
    see(189, sent)
    expect(await breaker.room(most, noon + 1)).toBe(1)
    see(1, sent)
    expect(await breaker.room(most, noon + 1)).toBe(most)
    expect(breaker.gapMs(noon + 1)).toBe(0)
  })

  it('that are ten minutes old count no more', async () => {
    see(50, forbidden)
    expect(await breaker.room(most, noon + 599_999)).toBe(1)
    expect(await breaker.room(most, noon + 600_000)).toBe(most)
  })
})

describe('malformed messages', () => {
  it('of more than 0.5 % of the last 1,000 stop it for an hour, for every process, and the log says so', async () => {
    see(990, sent)
    see(5, malformed)
    expect(await breaker.room(most, noon)).toBe(most)
    see(1, malformed)
    expect(await breaker.room(most, noon)).toBe(0)
    expect(await open().room(most, noon + hour - 1)).toBe(0)
    expect(logged).toMatchObject([{ platform: 'discord', until: noon + hour }])
    expect(await createTraffic(database).halted('discord')).toMatchObject({ since: noon })
    expect(await createTraffic(database).halted('slack')).toBeUndefined()
  })

  it('spread over more are not too many', async () => {
    for (let n = 0; n < 6; n++) {
      see(200, sent)
      see(1, malformed)
    }
    expect(await breaker.room(most, noon)).toBe(most)
  })

  it('of one workspace stop nobody', async () => {
    for (let n = 0; n < 50; n++) breaker.saw(at(1), malformed, noon)
    expect(await breaker.room(most, noon)).toBe(most)
  })

  it('are tried one at a time after the hour, and all goes on once one is taken as it is', async () => {
    see(6, malformed)
    expect(await breaker.room(most, noon)).toBe(0)
    expect(await breaker.room(most, noon + hour)).toBe(1)
    see(1, malformed, noon + hour)
    expect(await breaker.room(most, noon + hour)).toBe(1)
    see(1, sent, noon + hour)
    expect(await breaker.room(most, noon + hour)).toBe(most)
    expect(await createTraffic(database).halted('discord')).toBeUndefined()
  })

  it('are tried at once when the bot is started anew', async () => {
    see(6, malformed)
    expect(await breaker.room(most, noon)).toBe(0)
    await createDestinations(database).resume({ platform: 'discord' })
    expect(await open().room(most, noon)).toBe(most)
  })
})

describe('what concerns one person', () => {
  it('is no sign of trouble', async () => {
    see(100, { status: 'failed', reason: 'wait', retryAt: noon + hour, alone: true })
    expect(await breaker.room(most, noon)).toBe(most)
    see(8, { status: 'failed', reason: 'wait', retryAt: noon + hour })
    expect(await breaker.room(most, noon)).toBe(0)
  })
})
