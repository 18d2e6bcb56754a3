// When the next look at the upstreams is due, and what of it is worth a line in the log.
import type { Upstream, Upstreams } from '../store/upstreams.ts'
import type { Clock } from './http.ts'
import type { DayStep, Sync, SyncSource } from './sync.ts'

/** The part of a logger that is needed. */
export type RoundsLog = {
  info(details: object, message: string): void
}

export type RoundsParts = {
  readonly sync: Sync
  readonly upstreams: Upstreams
  readonly clock: Clock
  readonly log: RoundsLog
  /** Between two rounds that went well, in milliseconds. */
  readonly everyMs: number
}

/** The first pause after a failure; it doubles up to the ordinary pause. Milliseconds. */
const firstRetryMs = 60_000

/**
 * When a round is due: `everyMs` after the last one or after upstream's last good answer to anybody, give or take a
 * tenth; after failures sooner, doubling; never before upstream allows. `chance` is from 0 to 1.
 */
export function roundDueAt(
  state: Pick<Upstream, 'failures' | 'lastOkAt' | 'retryAt'>,
  lastRoundAt: number | undefined,
  everyMs: number,
  chance: number,
): number {
  const { failures, lastOkAt = 0, retryAt = 0 } = state
  if (failures > 0 && lastRoundAt !== undefined) {
    const pause = Math.min(everyMs, firstRetryMs * 2 ** (failures - 1))
    return Math.max(retryAt, lastRoundAt + pause * (0.5 + chance))
  }
  return Math.max(retryAt, Math.max(lastOkAt, lastRoundAt ?? 0) + everyMs * (0.9 + chance / 5))
}

export type Rounds = {
  /** Runs a round if one is due. Call it as often as you like, one call at a time. */
  beat(signal?: AbortSignal): Promise<void>
}

/** Puts it together. `beat` throws what the store throws. */
export function createRounds({ sync, upstreams, clock, log, everyMs }: RoundsParts): Rounds {
  let lastRoundAt: number | undefined
  let chance = clock.random()
  const tell = createTeller(log)

  return {
    async beat(signal) {
      const state = await upstreams.state('hugging-face')
      if (clock.now() < roundDueAt(state, lastRoundAt, everyMs, chance)) return
      lastRoundAt = clock.now()
      chance = clock.random()
      tell((await sync.round(signal)) ?? [])
    },
  }
}

/** Says what is new: counts when something came, each failure once until it ends, a bad record's reason once. */
function createTeller(log: RoundsLog): (steps: readonly DayStep[]) => void {
  const failing = new Map<SyncSource, Set<string>>()
  const told = new Set<string>()
  return (steps) => {
    const sum = (count: (step: DayStep) => number) => steps.reduce((all, s) => all + count(s), 0)
    const [added, changed] = [sum((s) => s.added), sum((s) => s.changed)]
    if (added + changed > 0) log.info({ added, changed, days: steps.length }, 'corpus updated')
    for (const { source, day, problems } of steps) {
      for (const { reason } of problems) {
        const kind = `${source} ${reason.replace(/“.*?”/g, '“…”')}`
        if (!told.has(kind)) log.info({ source, day, reason }, 'record left out')
        told.add(kind)
      }
    }
    // A source's round ends with its first failure, so its last day tells how it went.
    for (const { source, failure } of new Map(steps.map((s) => [s.source, s])).values()) {
      const reasons = failing.get(source)
      if (failure === undefined && failing.delete(source))
        log.info({ source }, 'upstream answers again')
      if (failure === undefined || reasons?.has(failure)) continue
      log.info({ source, reason: failure }, 'upstream fails')
      failing.set(source, new Set([...(reasons ?? []), failure]))
    }
  }
}
