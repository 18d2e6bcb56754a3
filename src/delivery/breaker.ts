// Stops before harm is done: when a platform answers nobody, when it refuses so much that it would shut the bot out, and when
// it does not take what we make.
import type { Outcome } from '../bot/adapter.ts'
import type { Address } from '../bot/address.ts'
import type { Instant } from '../bot/view.ts'
import type { Traffic } from '../store/traffic.ts'
import { createWindow } from './window.ts'

/** Watches one platform. */
export type Breaker = {
  /** Takes note of what came of a posting. */
  saw(to: Address, outcome: Outcome, now: Instant): void
  /** How many may be sent at once: `most`, one to see whether it works again, or none. */
  room(most: number, now: Instant): Promise<number>
  /** How long the next one has to wait for the one before it (milliseconds). */
  gapMs(now: Instant): number
}

/** Failures in a row, of so many workspaces, are the platform's. */
const trouble = { failures: 8, workspaces: 3 } as const
/** The first pause then, and the longest (milliseconds). */
const pauseMs = { first: 5000, longest: 60_000 } as const
/** Discord shuts an address out for 10,000 refused requests in ten minutes (Rate Limits: Invalid Request Limit). */
export const mostRefused = 1000
/** How old what processes share may be (milliseconds). */
const freshMs = 1000
/** More than so many of the last postings were forbidden (5 %): then one a second, for as long as that is so. */
const forbidden = { of: 200, most: 10, withinMs: 600_000, gapMs: 1000 } as const
/** More than so many of the last postings were made wrongly (0.5 %), in so many workspaces: then none for an hour. */
const malformed = { of: 1000, most: 5, workspaces: 3, withinMs: 3_600_000, haltMs: 3_600_000 }

type Log = { error(details: object, message: string): void }

export function createBreaker(platform: string, traffic: Traffic, log?: Log): Breaker {
  let failures = 0
  let pauses = 0
  let closedUntil = 0
  let lastAt = Number.NEGATIVE_INFINITY
  let shared = { at: Number.NEGATIVE_INFINITY, refused: 0, haltedUntil: 0 }
  /** Whether a message as we make them has been taken since the halt. */
  let isTaken = false
  const workspaces = new Set<string>()
  const forbiddens = createWindow(forbidden)
  const malformeds = createWindow(malformed)

  function reset(): void {
    failures = 0
    pauses = 0
    workspaces.clear()
  }

  function sawFailure({ workspace }: Address, now: Instant): void {
    failures++
    workspaces.add(workspace)
    // Of a single workspace it may be that workspace's own limit, which others need not wait for.
    if (failures < trouble.failures || workspaces.size < trouble.workspaces) return
    if (now < closedUntil) return
    closedUntil = now + Math.min(pauseMs.longest, pauseMs.first * 2 ** pauses)
    pauses++
  }

  async function look(now: Instant): Promise<void> {
    if (now - shared.at < freshMs && now >= shared.at) return
    const halt = await traffic.halted(platform)
    const refused = await traffic.refusedLately(platform, now)
    shared = { at: now, refused, haltedUntil: halt?.until ?? 0 }
  }

  /** Halts where too much was made wrongly, and lifts a halt that is over once a message was taken as it is. */
  async function judge(now: Instant): Promise<void> {
    const wrong = malformeds.marked(now)
    if (wrong.count > malformed.most && wrong.workspaces >= malformed.workspaces) {
      const reason = `${wrong.count} of the last ${wrong.of} messages were not taken as they were made`
      const until = now + malformed.haltMs
      log?.error(
        { platform, reason, until },
        'nothing is posted for an hour: our messages are malformed',
      )
      await traffic.halt(platform, { reason, since: now, until })
      malformeds.clear()
      shared = { ...shared, haltedUntil: until }
    } else if (shared.haltedUntil > 0 && now >= shared.haltedUntil && isTaken) {
      await traffic.lift(platform)
      shared = { ...shared, haltedUntil: 0 }
    }
    isTaken = false
  }

  const isForbidden = (now: Instant) => forbiddens.marked(now).count > forbidden.most

  return {
    saw(to, outcome, now) {
      lastAt = now
      const { status } = outcome
      if (status === 'failed' || status === 'unknown') {
        if (status === 'unknown' || outcome.alone !== true) sawFailure(to, now)
        return
      }
      reset()
      isTaken ||= status === 'sent'
      forbiddens.add(to, status === 'rejected' && outcome.forbidden === true, now)
      malformeds.add(to, status === 'rejected' && outcome.mend === 'plain', now)
    },
    async room(most, now) {
      await look(now)
      await judge(now)
      if (now < closedUntil || now < shared.haltedUntil || shared.refused >= mostRefused) return 0
      return pauses > 0 || shared.haltedUntil > 0 || isForbidden(now) ? Math.min(most, 1) : most
    },
    gapMs: (now) => (isForbidden(now) ? Math.max(0, lastAt + forbidden.gapMs - now) : 0),
  }
}
