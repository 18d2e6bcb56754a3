// When rounds are due, and what of them reaches the log. The sync is the real one, its upstreams are on loopback.
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { roundDueAt } from '../../src/sources/rounds.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { friday, type LiveStand, openLiveStand } from '../stands/live.ts'
import { syntheticDay } from '../stands/upstreams/synthetic.ts'

const minute = 60_000
const every = 30 * minute

describe('a round is due', () => {
  const last = friday
  it.each<[string, Parameters<typeof roundDueAt>[0], number | undefined, number, number]>([
    ['at once when there never was one', { failures: 0 }, undefined, 0.5, every],
    ['half an hour after the last', { failures: 0 }, last, 0.5, last + every],
    ['a tenth sooner at the least', { failures: 0 }, last, 0, last + 27 * minute],
    ['a tenth later at the most', { failures: 0 }, last, 1, last + 33 * minute],
    [
      'half an hour after another process’s',
      { failures: 0, lastOkAt: last + minute },
      last,
      0.5,
      last + 31 * minute,
    ],
    [
      'half an hour after a good one before a restart',
      { failures: 0, lastOkAt: last },
      undefined,
      0.5,
      last + every,
    ],
    ['a minute after a first failure', { failures: 1, lastOkAt: last }, last, 0.5, last + minute],
    ['two after a second', { failures: 2 }, last, 0.5, last + 2 * minute],
    ['sixteen after a fifth', { failures: 5 }, last, 0.5, last + 16 * minute],
    ['no later than ever after more', { failures: 6 }, last, 0.5, last + every],
    ['no later after a thousand', { failures: 1_000 }, last, 0.5, last + every],
    [
      'not before upstream said',
      { failures: 1, retryAt: last + 50 * minute },
      last,
      0.5,
      last + 50 * minute,
    ],
    [
      'not before upstream said, after a restart either',
      { failures: 9, retryAt: last + 50 * minute },
      undefined,
      0.5,
      last + 50 * minute,
    ],
  ])('%s', (_, state, lastRoundAt, chance, due) => {
    expect(roundDueAt(state, lastRoundAt, every, chance)).toBe(due)
  })

  const instant = fc.integer({ min: friday - 1e9, max: friday + 1e9 })
  const interval = fc.integer({ min: minute, max: 1_440 * minute })
  const chance = fc.double({ min: 0, max: 1, noNaN: true })

  it('never before upstream allows', () => {
    const state = fc.record({
      failures: fc.nat(50),
      retryAt: instant,
      lastOkAt: fc.option(instant, { nil: 0 }),
    })
    fc.assert(
      fc.property(
        state,
        fc.option(instant, { nil: undefined }),
        interval,
        chance,
        (asked, lastRoundAt, everyMs, random) => {
          const due = roundDueAt(asked, lastRoundAt, everyMs, random)
          expect(due).toBeGreaterThanOrEqual(asked.retryAt)
        },
      ),
    )
  })

  it('within a tenth of the interval while all is well, from the newest round of anybody', () => {
    fc.assert(
      fc.property(instant, instant, interval, chance, (lastOkAt, lastRoundAt, everyMs, random) => {
        const due = roundDueAt({ failures: 0, lastOkAt }, lastRoundAt, everyMs, random)
        const pause = due - Math.max(lastOkAt, lastRoundAt)
        expect(Math.abs(pause - everyMs)).toBeLessThanOrEqual(everyMs / 10 + 1)
      }),
    )
  })

  it('after failures in pauses that double up to the interval, give or take a half', () => {
    const failures = fc.integer({ min: 1, max: 60 })
    fc.assert(
      fc.property(failures, instant, interval, chance, (count, lastRoundAt, everyMs, random) => {
        const pause = (n: number, by: number) =>
          roundDueAt({ failures: n }, lastRoundAt, everyMs, by) - lastRoundAt
        const [middle, next] = [pause(count, 0.5), pause(count + 1, 0.5)]
        expect(next).toBe(Math.min(everyMs, 2 * middle))
        expect(middle).toBeGreaterThanOrEqual(Math.min(everyMs, minute))
        const actual = pause(count, random)
        expect(actual).toBeGreaterThanOrEqual(middle / 2)
        expect(actual).toBeLessThanOrEqual(middle * 1.5)
      }),
    )
  })
})

describe('the beat', () => {
  let database: Database
  let stand: LiveStand
  beforeEach(async () => {
    database = await openDatabase('sqlite::memory:')
    stand = await openLiveStand(database)
    for (const day of ['2025-01-10', '2025-01-09', '2025-01-08', '2025-01-07'])
      stand.days.set(day, syntheticDay(day, 2))
  })
  afterEach(async () => {
    await stand.close()
    await database.close()
  })

  const beatAfter = async (ms: number) => {
    stand.clock.advance(ms)
    const before = stand.huggingFace.asked.length
    await stand.rounds.beat()
    return stand.huggingFace.asked.length - before
  }
  const messages = () => stand.logged.map(({ message }) => message)

  it('runs a round when one is due, and asks nobody anything when not', async () => {
    expect(await beatAfter(0)).toBe(15)
    for (let n = 0; n < 29; n++) expect(await beatAfter(minute)).toBe(0)
    expect(await beatAfter(minute)).toBe(2)
    expect(await beatAfter(minute)).toBe(0)
    expect(messages()).toEqual(['corpus updated'])
    expect(stand.logged[0]?.details).toMatchObject({ added: 8, changed: 0 })
  })

  it('waits when another process has just read', async () => {
    await stand.live('other').sync.round()
    expect(await beatAfter(10 * minute)).toBe(0)
    expect(await beatAfter(21 * minute)).toBe(2)
  })

  it('comes back sooner after a failure, and says it once, and its end once', async () => {
    await beatAfter(0)
    await stand.huggingFace.down()
    await beatAfter(every)
    for (let n = 0; n < 100; n++) await beatAfter(every)
    expect((await stand.upstreams.state('hugging-face')).failures).toBeGreaterThan(200)
    const reason = 'refused the connection'
    expect(stand.logged.slice(1)).toEqual([
      { details: { source: 'hugging-face', reason }, message: 'upstream fails' },
    ])
    await stand.huggingFace.up()
    await beatAfter(every)
    await beatAfter(every)
    expect(messages()).toEqual(['corpus updated', 'upstream fails', 'upstream answers again'])
    await stand.huggingFace.down()
    await beatAfter(every)
    expect(messages().at(-1)).toBe('upstream fails')
    await stand.huggingFace.up()
    // Two days failed: the first pause has doubled once.
    expect(await beatAfter(90_000)).toBe(0)
    expect(await beatAfter(31_000)).toBeGreaterThan(0)
    expect(messages().at(-1)).toBe('upstream answers again')
  })

  it('says each reason once while failures take turns, and nothing of days that are well', async () => {
    await beatAfter(0)
    for (let n = 0; n < 6; n++) {
      // Today is read each time; it is yesterday that fails.
      stand.huggingFace.fail('2025-01-09', n % 2 === 0 ? { status: 400 } : { status: 403 })
      await beatAfter(every)
    }
    expect(stand.logged.slice(1)).toMatchObject([
      { message: 'upstream fails', details: { reason: 'answered 400' } },
      { message: 'upstream fails', details: { reason: 'answered 403' } },
    ])
    stand.huggingFace.heal()
    await beatAfter(every)
    expect(messages()).toHaveLength(4)
    expect(messages().at(-1)).toBe('upstream answers again')
  })

  it('says of records left out each kind once', async () => {
    const bad = (id: string) => ({ paper: { id }, title: 'Bad', summary: '' })
    stand.days.set('2025-01-10', [bad('one'), bad('two')])
    await beatAfter(0)
    stand.days.set('2025-01-10', [bad('three'), { paper: { id: '2501.10001' } } as never])
    await beatAfter(every)
    const left = stand.logged.filter(({ message }) => message === 'record left out')
    expect(left.map(({ details }) => (details as { reason: string }).reason)).toEqual([
      'id “one” is not an arXiv id',
      'has no title',
    ])
  })

  it('throws what the store throws', async () => {
    const broken = await openDatabase('sqlite::memory:')
    const other = await openLiveStand(broken)
    await broken.close()
    await expect(other.rounds.beat()).rejects.toThrow()
    await other.close()
  })
})
