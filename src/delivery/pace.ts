// When the next message may leave: as fast as a platform takes them, and never faster. Kept in memory; lanes that have
// rested a second are forgotten.
import type { Instant } from '../bot/view.ts'

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
  /** Takes the next turn for a message to a place: when it may leave. */
  turn(spot: Spot, now: Instant): Instant
  /** A workspace is left alone until then: it asked to wait. */
  hold(workspace: string, until: Instant): void
  /** The workspaces that asked to wait. */
  held(now: Instant): readonly string[]
}

/** The last departures of a lane, as many as may leave in a second. */
type Lane = Instant[]

const secondMs = 1000

/** What each platform takes (messages a second), by what its documentation says. */
export const ratesOf: Readonly<Record<string, Rates>> = {
  // Discord, Rate Limits: 50 requests a second for a bot, of which answers to people need some; 5 in 5 s for a channel.
  discord: { all: 45, destination: 1 },
  // Slack, Rate Limits, chat.postMessage: 1 a second for a channel, "several hundred" a minute for a workspace.
  slack: { workspace: 4, destination: 1 },
}

export function createPace(rates: Rates): Pace {
  const lanes = new Map<string, Lane>()
  const holds = new Map<string, Instant>()

  /** The lanes a message leaves by, with their rates. */
  function lanesOf({ workspace, destination }: Spot): readonly (readonly [string, number])[] {
    const named: readonly (readonly [string, number | undefined])[] = [
      ['', rates.all],
      [workspace, rates.workspace],
      [`${workspace}/${destination}`, rates.destination],
    ]
    return named.flatMap(([name, rate]) => (rate === undefined ? [] : [[name, rate] as const]))
  }

  function forgetRested(now: Instant): void {
    if (lanes.size < 1000) return
    for (const [name, lane] of lanes) if ((lane.at(-1) ?? 0) < now - secondMs) lanes.delete(name)
  }

  return {
    turn(spot, now) {
      forgetRested(now)
      const taken = lanesOf(spot)
      // Within any second no more than the rate: the message that is that many before must be a second old.
      const free = taken.map(([name, rate]) => (lanes.get(name)?.at(-rate) ?? 0) + secondMs)
      const at = Math.max(now, holds.get(spot.workspace) ?? 0, ...free)
      for (const [name, rate] of taken)
        lanes.set(name, [...(lanes.get(name) ?? []), at].toSorted((a, b) => a - b).slice(-rate))
      return at
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
