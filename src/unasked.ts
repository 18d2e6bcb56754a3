// Composition of what is said unasked: schedules, what they say, and the platforms it is said on.
import type { Logger } from 'pino'
import type { Actions } from './bot/action.ts'
import type { Instant } from './bot/view.ts'
import { type Poster, type Sayable, usualTimings } from './delivery/attempt.ts'
import { createBreaker } from './delivery/breaker.ts'
import { createClock } from './delivery/clock.ts'
import type { DeliveryKind, Schedule } from './delivery/delivery.ts'
import { createFloor, type Floor } from './delivery/floor.ts'
import { createNotices } from './delivery/notice.ts'
import { createPace, ratesOf } from './delivery/pace.ts'
import {
  createDeliveries,
  type Deliveries,
  type DeliveriesParts,
  type Outlet,
} from './delivery/run.ts'
import type { Database } from './store/database.ts'
import { createDestinations } from './store/destinations.ts'
import { createInstance } from './store/instance.ts'
import { createLeases } from './store/leases.ts'
import { createLedger } from './store/ledger.ts'
import { serverClock } from './store/server-clock.ts'
import { createTraffic } from './store/traffic.ts'

/** What there is to say: what becomes due, and what it says. */
export type Subjects = {
  readonly schedules: readonly Schedule[]
  readonly sayable: Readonly<Partial<Record<DeliveryKind, Sayable>>>
}

export type UnaskedParts = Subjects & {
  readonly database: Database
  readonly actions: Pick<Actions, 'save'>
  readonly posters: readonly Poster[]
  /** What the operator calls this place: a copy of the database in another says nothing. */
  readonly environment: string
  /** This process's own name. */
  readonly holder: string
  readonly log: Logger
  readonly now: () => Instant
  /** The clock that processes share; the database server's unless told. */
  readonly shared?: () => Promise<Instant>
  /** Milliseconds that have passed, whatever the clock is set to. */
  readonly elapsed: () => number
  readonly random: () => number
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<unknown>
  /** Told of every delivery that was settled here. */
  readonly onSettled?: DeliveriesParts['onSettled']
}

/** What is said unasked, and this process's part in it. */
export type Unasked = Deliveries & {
  /** Forgets what is old. */
  tidy(): Promise<void>
  /** After a backup was put back: what was due by now counts as said. Gives how many. */
  skipPastDue(): Promise<number>
  /** Leaves the platforms to other processes. */
  end(): Promise<void>
}

/** Looked at so often within a drain, a platform's speaker does not change (milliseconds). */
const speakerKnownMs = 60_000

/** Puts it together. */
export function createUnasked(parts: UnaskedParts): Unasked {
  const { database, log, now, elapsed, random, sleep } = parts
  const { shared = serverClock(database) } = parts
  const ledger = createLedger(database)
  const destinations = createDestinations(database)
  const clock = createClock({ now, elapsed, log, shared })
  const outlets = parts.posters.map((poster) => outletOf(parts, poster, clock.now))
  const deliveries = createDeliveries({
    ledger,
    destinations,
    schedules: parts.schedules,
    sayable: { notice: createNotices(destinations), ...parts.sayable },
    actions: parts.actions,
    outlets,
    timings: usualTimings,
    now: clock.now,
    elapsed,
    random,
    sleep,
    log,
    onSettled: parts.onSettled,
  })
  return {
    drain: deliveries.drain,
    async due() {
      return (await clock.look()) ? deliveries.due() : 0
    },
    async beat(signal) {
      if (await clock.look()) await deliveries.due()
      await deliveries.drain(signal)
    },
    async tidy() {
      while ((await ledger.forget(clock.now())) > 0) await sleep(100)
    },
    async skipPastDue() {
      await clock.look()
      await deliveries.due()
      return ledger.skipPastDue(clock.now())
    },
    async end() {
      await Promise.all(outlets.map(({ leave }) => leave()))
    },
  }
}

function outletOf(
  { database, environment, holder, log, now, sleep }: UnaskedParts,
  poster: Poster,
  shared: () => Instant,
): Outlet & Pick<Floor, 'leave'> {
  const { platform } = poster
  const instance = createInstance(database)
  const leases = createLeases(database)
  const floor = createFloor(platform, { leases, holder, now: shared, sleep })
  let last: { readonly at: Instant; readonly may: boolean } | undefined
  let isFirst = true

  async function ask(): Promise<boolean> {
    const bot = await poster.identity?.()
    if (bot === undefined) return poster.identity === undefined
    const held = await instance.claim({ platform, bot, environment })
    if (held === 'same') return true
    log.error(
      { platform, bot, environment, belongs: held },
      'this database speaks for another bot: nothing is posted (cli.ts adopt makes it this one’s)',
    )
    return false
  }

  async function speaks(): Promise<boolean> {
    if (last?.may !== true || now() - last.at > speakerKnownMs)
      last = { at: now(), may: await ask() }
    if (!last.may) return false
    // What has no account of its own, as a console, is no other process's either.
    const has = poster.identity === undefined || (await floor.has())
    if (!has && isFirst) log.info({ platform }, 'another process says here what is due')
    isFirst = has
    return has
  }

  return {
    poster,
    pace: createPace(ratesOf[platform] ?? { destination: 1 }),
    breaker: createBreaker(platform, createTraffic(database), log),
    async maySpeak() {
      try {
        return await speaks()
      } catch (error) {
        log.warn({ platform, err: error }, 'who posts here cannot be told: nothing is posted')
        return false
      }
    },
    async leave() {
      try {
        await floor.leave()
      } catch (error) {
        // Whoever comes next waits until it runs out; everything else here is to be ended all the same.
        log.warn({ platform, err: error }, 'the platform could not be left to other processes')
      }
    },
  }
}
