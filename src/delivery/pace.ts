// When the next message may leave: as fast as a platform takes them, and never faster. Kept in memory; lanes that have
// rested a second are forgotten.

/** Milliseconds since some moment, by a clock that is never set: one set ahead would let more leave in a second. */
export type Elapsed = number

/** Messages a second: on the whole platform, in one workspace, in one place of it. */
export type Rates = {
  readonly all?: number
  readonly workspace?: number
  readonly destination?: number
}

/** A place on the platform. */
export type Spot = { readonly workspace: string; readonly destination: string }

/** The pace of one platform. */
export type Pace = {
  /** Takes the next turn for a message to a place: when it should leave. */
  turn(spot: Spot, now: Elapsed): Elapsed
  /** Lets a message leave whose turn has come. Gives `now`, or, where others left later than they should, when it may. */
  leave(spot: Spot, now: Elapsed): Elapsed
  /** Hears when a message really left that was let go at `letGo`: those behind it count from then. */
  left(spot: Spot, letGo: Elapsed, now: Elapsed): void
  /** A workspace is left alone until then: it asked to wait. */
  hold(workspace: string, until: Elapsed): void
  /** The workspaces that asked to wait. */
  held(now: Elapsed): readonly string[]
}

/** The last departures of a lane, as many as may leave in a second. */
type Lane = readonly Elapsed[]

const secondMs = 1000
/** Two may arrive so much closer together than they left (milliseconds). */
const arrivalMs = 10
/**
 * The least between two that leave, of what is between them when all goes as planned. Were all of a second to leave at once, a
 * network that brings some of them later would put more into a second; were there no room to catch up, what left late would
 * be lost.
 */
const catchingUp = 0.5

/** What each platform takes (messages a second), by what its documentation says. */
export const ratesOf: Readonly<Record<string, Rates>> = {
  // Discord, Rate Limits: 50 requests a second for a bot, of which answers to people need some. 5 in 5 s for a channel.
  discord: { all: 45, destination: 1 },
  // Slack, Rate Limits, chat.postMessage: 1 a second for a channel, "several hundred" a minute for a workspace.
  slack: { workspace: 4, destination: 1 },
}

export function createPace(rates: Rates): Pace {
  // Timers are late on a busy machine: what should have left evenly would leave at once, were nobody to look at what did.
  const planned = createLanes(rates, 1)
  const left = createLanes(rates, catchingUp)
  const holds = new Map<string, Elapsed>()

  return {
    turn(spot, now) {
      const at = Math.max(planned.free(spot, now), holds.get(spot.workspace) ?? 0)
      planned.take(spot, at)
      return at
    },
    leave(spot, now) {
      const at = left.free(spot, now)
      if (at <= now) left.take(spot, now)
      return at
    },
    left(spot, letGo, now) {
      if (now > letGo) left.move(spot, letGo, now)
    },
    hold(workspace, until) {
      holds.set(workspace, Math.max(until, holds.get(workspace) ?? 0))
    },
    held(now) {
      for (const [workspace, until] of holds) if (until <= now) holds.delete(workspace)
      return [...holds.keys()]
    },
  }
}

/** Departures of the whole platform, of each workspace and of each place. */
function createLanes(rates: Rates, leastGap: number) {
  const lanes = new Map<string, Lane>()

  /** The lanes a message leaves by, with their rates. */
  function lanesOf({ workspace, destination }: Spot): readonly (readonly [string, number])[] {
    const named: readonly (readonly [string, number | undefined])[] = [
      ['', rates.all],
      [workspace, rates.workspace],
      [`${workspace}/${destination}`, rates.destination],
    ]
    return named.flatMap(([name, rate]) => (rate === undefined ? [] : [[name, rate] as const]))
  }

  function forgetRested(now: Elapsed): void {
    if (lanes.size < 1000) return
    for (const [name, lane] of lanes) if ((lane.at(-1) ?? 0) < now - secondMs) lanes.delete(name)
  }

  function put(name: string, rate: number, lane: Lane, at: Elapsed): void {
    lanes.set(name, [...lane, at].toSorted((a, b) => a - b).slice(-rate))
  }

  const after = (before = Number.NEGATIVE_INFINITY, ms: number) => before + ms

  return {
    /** When a message may leave by all its lanes. */
    free(spot: Spot, now: Elapsed): Elapsed {
      forgetRested(now)
      const free = lanesOf(spot).flatMap(([name, rate]) => {
        const lane = lanes.get(name)
        // Within any second no more than the rate: the message that is that many before must be a second old.
        return [
          after(lane?.at(-rate), secondMs + arrivalMs),
          after(lane?.at(-1), (leastGap * secondMs) / rate),
        ]
      })
      return Math.max(now, ...free)
    },
    take(spot: Spot, at: Elapsed): void {
      for (const [name, rate] of lanesOf(spot)) put(name, rate, lanes.get(name) ?? [], at)
    },
    /** Instead of at one moment, one left at another. */
    move(spot: Spot, from: Elapsed, to: Elapsed): void {
      for (const [name, rate] of lanesOf(spot)) {
        const lane = lanes.get(name) ?? []
        const n = lane.indexOf(from)
        put(name, rate, n < 0 ? lane : lane.toSpliced(n, 1), to)
      }
    },
  }
}
