// Stops before harm is done: when a platform answers nobody, and when it refuses so much that it would shut the bot out.
import type { Outcome } from '../bot/adapter.ts'
import type { Instant } from '../bot/view.ts'
import type { Traffic } from '../store/traffic.ts'

/** Watches one platform. */
export type Breaker = {
  /** Takes note of what came of a posting. */
  saw(workspace: string, outcome: Outcome, now: Instant): void
  /** How many may be sent at once: `most`, one to see whether it works again, or none. */
  room(most: number, now: Instant): Promise<number>
}

/** Failures in a row, of so many workspaces, are the platform's. */
const trouble = { failures: 8, workspaces: 3 } as const
/** The first pause then, and the longest (milliseconds). */
const pauseMs = { first: 5000, longest: 60_000 } as const
/** Discord shuts an address out for 10,000 refused requests in ten minutes (Rate Limits: Invalid Request Limit). */
export const mostRefused = 1000
/** How old the shared count may be (milliseconds). */
const freshMs = 1000

export function createBreaker(platform: string, traffic: Traffic): Breaker {
  let failures = 0
  let pauses = 0
  let closedUntil = 0
  let counted = { at: Number.NEGATIVE_INFINITY, refused: 0 }
  const workspaces = new Set<string>()

  function reset(): void {
    failures = 0
    pauses = 0
    workspaces.clear()
  }

  async function refused(now: Instant): Promise<number> {
    if (now - counted.at >= freshMs || now < counted.at)
      counted = { at: now, refused: await traffic.refusedLately(platform, now) }
    return counted.refused
  }

  return {
    saw(workspace, { status }, now) {
      if (status === 'sent' || status === 'rejected') return reset()
      failures++
      workspaces.add(workspace)
      // Of a single workspace it may be that workspace's own limit, which others need not wait for.
      if (failures < trouble.failures || workspaces.size < trouble.workspaces) return
      if (now < closedUntil) return
      closedUntil = now + Math.min(pauseMs.longest, pauseMs.first * 2 ** pauses)
      pauses++
    },
    async room(most, now) {
      if (now < closedUntil || (await refused(now)) >= mostRefused) return 0
      return pauses > 0 ? 1 : most
    },
  }
}
