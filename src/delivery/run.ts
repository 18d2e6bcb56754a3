// What is said unasked, from being due to being settled. The ledger is the memory: whoever dies here is followed by another.
import type { Actions } from '../bot/action.ts'
import { incidentId } from '../bot/bot.ts'
import type { Instant } from '../bot/view.ts'
import type { Destinations } from '../store/destinations.ts'
import type { Ledger } from '../store/ledger.ts'
import { type Claimed, spotOf } from '../store/ledger-claim.ts'
import { placeOf } from '../store/ledger-rows.ts'
import {
  type AttemptParts,
  attempt,
  type Poster,
  type Result,
  type Sayable,
  type Timings,
} from './attempt.ts'
import { retryAt } from './backoff.ts'
import type { Breaker } from './breaker.ts'
import type { DeliveryKind, Schedule } from './delivery.ts'
import type { Elapsed, Pace } from './pace.ts'
import { write } from './settle.ts'
import { type DeliveriesLog, tell, tellRefused } from './telling.ts'
import { departure, takeTurn } from './turn.ts'

/** A platform as deliveries see it. */
export type Outlet = {
  readonly poster: Poster
  readonly pace: Pace
  readonly breaker: Breaker
  /** Whether this process may speak for the bot there. */
  maySpeak(): Promise<boolean>
}

export type DeliveriesParts = {
  readonly ledger: Ledger
  readonly destinations: Destinations
  readonly schedules: readonly Schedule[]
  readonly sayable: Readonly<Partial<Record<DeliveryKind, Sayable>>>
  readonly actions: Pick<Actions, 'save'>
  readonly outlets: readonly Outlet[]
  readonly timings: Timings
  /** `usualSlots` unless told. */
  readonly slots?: Slots
  readonly now: () => Instant
  /** What the pace goes by: a clock that is never set. */
  readonly elapsed: () => Elapsed
  readonly random: () => number
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<unknown>
  readonly log: DeliveriesLog
  /** Told of every delivery that was settled here. */
  readonly onSettled?: ((delivery: Claimed, result: Exclude<Result, 'lost'>) => void) | undefined
}

export type Deliveries = {
  /** Writes down what has become due. Gives how many; a schedule that fails is logged, and the others go on. */
  due(): Promise<number>
  /** Sends all that can be sent now, and ends what it began when the signal is aborted. Throws what the store throws. */
  drain(signal: AbortSignal): Promise<void>
  /** Both. */
  beat(signal: AbortSignal): Promise<void>
}

/** How many are sent at once on a platform, and of one workspace. */
export type Slots = { readonly all: number; readonly workspace: number }

/** Enough for 45 a second that take half a second each, and few that are in doubt when this process dies. */
export const usualSlots: Slots = { all: 32, workspace: 4 }

export function createDeliveries(parts: DeliveriesParts): Deliveries {
  const { ledger, schedules, outlets, timings, now, log } = parts

  async function due(): Promise<number> {
    let count = 0
    for (const schedule of schedules) {
      try {
        count += await schedule.enqueueDue(now())
      } catch (error) {
        log.error({ err: error }, 'what is due could not be written down')
      }
    }
    await ledger.expire(now())
    return count
  }

  async function drain(signal: AbortSignal): Promise<void> {
    await ledger.lapse(now(), timings.settleMs)
    await Promise.all(outlets.map((outlet) => drainOutlet(parts, outlet, signal)))
  }

  return {
    due,
    drain,
    async beat(signal) {
      await due()
      await drain(signal)
    },
  }
}

/** Sends what is due on one platform, a few at a time, until nothing more can be sent now. */
async function drainOutlet(
  parts: DeliveriesParts,
  outlet: Outlet,
  signal: AbortSignal,
): Promise<void> {
  const running = new Map<string, { readonly claimed: Claimed; readonly done: Promise<void> }>()
  const start = (claimed: Claimed) => {
    const done = deliver(parts, outlet, claimed, signal).finally(() => running.delete(claimed.key))
    running.set(claimed.key, { claimed, done })
  }
  try {
    while (!signal.aborted) {
      const before = [...running.values()].map(({ claimed }) => claimed)
      const claimed = await claimNext(parts, outlet, before)
      for (const each of claimed) start(each)
      // Those that were running while it was asked for more may have ended by now, and have left room.
      if (claimed.length === 0 && before.length === 0) return
      if (running.size > 0) await Promise.race([...running.values()].map(({ done }) => done))
    }
  } finally {
    await Promise.allSettled([...running.values()].map(({ done }) => done))
  }
}

async function claimNext(
  { ledger, destinations, timings, slots = usualSlots, now, elapsed }: DeliveriesParts,
  { poster: { platform }, pace, breaker, maySpeak }: Outlet,
  running: readonly Claimed[],
): Promise<readonly Claimed[]> {
  const most = await breaker.room(slots.all, now())
  const limit = most - running.length
  // A few at a time: every claim is a write.
  if (limit < 1 || (limit < slots.all / 4 && most > 1)) return []
  if (!(await maySpeak()) || (await destinations.stopped(platform)) !== undefined) return []
  const places = running.map(({ to }) => placeOf(to))
  const counts = Map.groupBy(places, ({ workspace }) => workspace)
  const full = [...counts].filter(([, all]) => all.length >= slots.workspace)
  return ledger.claim({
    platform,
    now: now(),
    limit,
    leaseMs: timings.leaseMs,
    perWorkspace: slots.workspace,
    full: new Set([...full.map(([workspace]) => workspace), ...pace.held(elapsed())]),
    busy: new Set(places.map(spotOf)),
  })
}

/** Brings one claimed delivery to its settlement. Never throws: what cannot be written down is in doubt when its lease ends. */
async function deliver(
  parts: DeliveriesParts,
  outlet: Outlet,
  claimed: Claimed,
  signal: AbortSignal,
): Promise<void> {
  const { log, now } = parts
  const about = { platform: claimed.to.platform, kind: claimed.kind, key: claimed.key }
  try {
    const result = await attemptOrRetry(parts, outlet, claimed, signal)
    if (result === 'lost') return log.warn(about, 'a delivery was lost to another process')
    const settled = await write(parts, outlet.poster, claimed, result)
    if (settled === 'lost') log.warn(about, 'what came of a delivery was settled elsewhere')
    else {
      tell(log, about, result)
      parts.onSettled?.(claimed, result)
    }
  } catch (error) {
    log.error({ ...about, err: error, at: now() }, 'what came of a delivery could not be kept')
  }
}

async function attemptOrRetry(
  parts: DeliveriesParts,
  outlet: Outlet,
  claimed: Claimed,
  signal: AbortSignal,
): Promise<Result> {
  const { ledger, actions, timings, now, random, log } = parts
  try {
    const sayable = parts.sayable[claimed.kind]
    if (sayable === undefined) throw new Error(`nobody composes a ${claimed.kind}`)
    const poster = watched(outlet, parts)
    const turn = () => takeTurn({ ...parts, ...outlet }, placeOf(claimed.to), signal)
    const refused: AttemptParts['refused'] = (refusal, outcome) =>
      tellRefused(log, claimed, refusal, outcome)
    const given = { ledger, actions, sayable, poster, timings, now, random }
    return await attempt({ ...given, turn, refused }, claimed)
  } catch (error) {
    const incident = incidentId(random)
    log.error({ err: error, incident, kind: claimed.kind, key: claimed.key }, 'a delivery failed')
    const runAt = retryAt(claimed.attempt, now() + timings.settleMs, {
      firstMs: timings.pauseMs,
      chance: random(),
    })
    return { state: claimed.inDoubt ? 'unknown' : 'pending', runAt, reason: `incident ${incident}` }
  }
}

/** The poster, each of whose requests leaves in its turn, with an eye on how the platform answers. */
function watched(
  { poster, pace, breaker }: Outlet,
  { now, elapsed, sleep }: DeliveriesParts,
): Poster {
  return {
    ...poster,
    async post(to, view, posting) {
      const leaving = departure({ pace, elapsed, sleep }, placeOf(to))
      const outcome = await poster.post(to, view, { ...posting, ...leaving })
      // What is said in words alone tells nothing of what we make.
      if (posting.plain !== true) breaker.saw(to, outcome, now())
      if (outcome.status === 'failed' && outcome.alone !== true)
        pace.hold(to.workspace, elapsed() + outcome.retryAt - now())
      return outcome
    },
  }
}
