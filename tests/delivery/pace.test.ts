// How fast messages leave: never faster than a platform takes them, and hardly slower.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createClock } from '../../src/delivery/clock.ts'
import { createPace } from '../../src/delivery/pace.ts'

/** The most departures within any second. */
function mostInASecond(departures: readonly number[]): number {
  const sorted = departures.toSorted((a, b) => a - b)
  return Math.max(
    0,
    ...sorted.map((at, n) => n + 1 - sorted.findIndex((other) => other > at - 1000)),
  )
}

describe('a pace', () => {
  it('lets no more than its rates leave in any second, whoever asks when', () => {
    const arrivals = fc.array(
      fc.record({ after: fc.nat(200), workspace: fc.nat(3), destination: fc.nat(3) }),
      { maxLength: 200 },
    )
    fc.assert(
      fc.property(arrivals, (asked) => {
        const pace = createPace({ all: 9, workspace: 4, destination: 1 })
        let now = 0
        const left = asked.map(({ after, workspace, destination }) => {
          now += after
          const spot = { workspace: String(workspace), destination: String(destination) }
          const at = pace.turn(spot, now)
          expect(at).toBeGreaterThanOrEqual(now)
          return { ...spot, at }
        })
        const most = (of: typeof left) => mostInASecond(of.map(({ at }) => at))
        expect(most(left)).toBeLessThanOrEqual(9)
        for (const group of Map.groupBy(left, ({ workspace }) => workspace).values()) {
          expect(most(group)).toBeLessThanOrEqual(4)
          for (const place of Map.groupBy(group, ({ destination }) => destination).values())
            expect(most(place)).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('lets no more leave in any second though all wake up late, and then uses what there is', () => {
    // How late each wakes up, and how often nobody wakes up for a while.
    const lateness = fc.array(fc.oneof({ weight: 9, arbitrary: fc.nat(20) }, fc.nat(900)), {
      minLength: 300,
      maxLength: 300,
    })
    fc.assert(
      fc.property(lateness, (late) => {
        const pace = createPace({ all: 45 })
        const spot = (n: number) => ({ workspace: '', destination: String(n) })
        // Thirty-two wait at a time, as many as are sent at once.
        const waiting = late.slice(0, 32).map((ms, n) => ({ n, at: pace.turn(spot(n), 0) + ms }))
        const left: number[] = []
        let next = 32
        for (let woken = waiting.shift(); woken !== undefined; woken = waiting.shift()) {
          const { n, at: now } = woken
          const at = pace.leave(spot(n), now)
          if (at > now) waiting.push({ n, at: at + 1 })
          else {
            left.push(now)
            if (next < late.length)
              waiting.push({ n: next, at: pace.turn(spot(next), now) + (late[next] ?? 0) })
            next++
          }
          waiting.sort((a, b) => a.at - b.at)
        }
        expect(left).toHaveLength(late.length)
        expect(mostInASecond(left)).toBeLessThanOrEqual(45)
      }),
      { endOnFailure: true },
    )
  })

  it('counts from when each really left, where a connection kept it', () => {
    const kept = fc.array(fc.oneof({ weight: 9, arbitrary: fc.nat(2) }, fc.nat(300)), {
      minLength: 150,
      maxLength: 150,
    })
    fc.assert(
      fc.property(kept, (all) => {
        const pace = createPace({ all: 20 })
        let now = 0
        const left = all.map((ms, n) => {
          const spot = { workspace: '', destination: String(n) }
          for (let at = pace.leave(spot, now); at > now; at = pace.leave(spot, now)) now = at
          const letGo = now
          now += ms
          pace.left(spot, letGo, now)
          return now
        })
        expect(mostInASecond(left)).toBeLessThanOrEqual(20)
      }),
    )
  })

  it('uses what there is', () => {
    const pace = createPace({ all: 45 })
    const turns = Array.from({ length: 450 }, (_, n) =>
      pace.turn({ workspace: '', destination: String(n) }, 0),
    )
    const rate = 450 / ((turns.at(-1) ?? 0) / 1000)
    expect(rate).toBeGreaterThan(0.96 * 45)
    // Evenly, and not all of a second at once.
    const gaps = turns.slice(1).map((at, n) => at - (turns[n] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThan(0.9 * (1000 / 45))
  })

  it('holds a workspace for as long as it asked', () => {
    const pace = createPace({})
    pace.hold('1', 500)
    pace.hold('1', 300)
    expect(pace.held(499)).toEqual(['1'])
    expect(pace.turn({ workspace: '1', destination: '' }, 0)).toBe(500)
    expect(pace.turn({ workspace: '2', destination: '' }, 0)).toBe(0)
    expect(pace.held(500)).toEqual([])
  })
})

describe('the clock', () => {
  it('that leaps ahead is not believed at once, and one that is set back harms nothing', async () => {
    let wall = 1_000_000
    let elapsed = 0
    const warned: object[] = []
    const log = { warn: (details: object) => void warned.push(details) }
    const clock = createClock({ now: () => wall, elapsed: () => elapsed, log })
    const pass = (byClock: number, really = 60_000) => {
      wall += byClock
      elapsed += really
      return clock.look()
    }
    expect(await clock.look()).toBe(true)
    expect(await pass(60_000)).toBe(true)
    expect(warned).toEqual([])
    expect(await pass(60_000 + 3_600_000)).toBe(false)
    expect(await pass(60_000)).toBe(true)
    expect(await pass(60_000 - 3_600_000)).toBe(true)
    expect(warned).toEqual([{ drift: 3_600_000 }, { drift: -3_600_000 }])
  })

  it('is the server’s where there is one', async () => {
    const log = { warn() {} }
    const clock = createClock({ now: () => 5, elapsed: () => 0, log, shared: async () => 300_005 })
    await clock.look()
    expect(clock.now()).toBe(300_005)
  })
})
