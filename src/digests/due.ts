// When a digest is due: pure arithmetic of calendars. What a firing is called is its date in the digest's own zone, never an
// instant: where clocks skip an hour late in the evening, two dates have their instants on one day, and each is still itself.
import { Temporal } from 'temporal-polyfill'
import { addDays, type Day } from '../papers/paper.ts'
import type { Days } from './days.ts'

/** When a digest comes: `HH:MM` in a zone (IANA name), on these days. */
export type Timetable = { readonly time: string; readonly zone: string; readonly days: Days }

/** One time it comes: the date it is called by, and the instant (epoch milliseconds). */
export type Firing = { readonly date: Day; readonly at: number }

/** How late a digest may still come, in milliseconds. */
export type Grace = { readonly daily: number; readonly weekly: number }

/** A weekly digest may always be so late (milliseconds). */
export const weeklyGraceMs = 24 * 3_600_000

/** Dates on which nothing came, and how many were due among them. */
export type Missed = { readonly from: Day; readonly until: Day; readonly count: number }

/** After a change of zone, two digests are at least so far apart (milliseconds). */
const leastAfterMoveMs = 12 * 3_600_000

/** Whether a date is one of the days. */
export function isDueOn({ days }: Pick<Timetable, 'days'>, date: Day): boolean {
  const weekday = new Date(`${date}T12:00:00Z`).getUTCDay()
  return days.includes(String(weekday === 0 ? 7 : weekday))
}

/**
 * The instant of a date's digest. A time that the clocks skip gives the first instant after the gap, one they show twice the
 * first of both. In a zone that this runtime does not know (any more) the time is UTC's: late is better than lost.
 */
export function firingOn({ time, zone }: Timetable, date: Day): Firing {
  const wanted = Temporal.PlainDateTime.from(`${date}T${time}`)
  const zoned = inZone(wanted, zone)
  if (zoned.toPlainDateTime().equals(wanted)) return { date, at: zoned.epochMilliseconds }
  // `previous` is before its own instant, which may be the one looked for.
  const end = zoned.add({ milliseconds: 1 }).getTimeZoneTransition('previous')
  return { date, at: (end ?? zoned).epochMilliseconds }
}

function inZone(time: Temporal.PlainDateTime, zone: string): Temporal.ZonedDateTime {
  try {
    return time.toZonedDateTime(zone, { disambiguation: 'compatible' })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return time.toZonedDateTime('UTC')
  }
}

/** The first firing whose date is later than `date`. */
export function nextAfter(timetable: Timetable, date: Day): Firing {
  for (let next = addDays(date, 1); ; next = addDays(next, 1))
    if (isDueOn(timetable, next)) return firingOn(timetable, next)
}

/** The last firing whose date is before `date`. */
export function previousBefore(timetable: Timetable, date: Day): Firing {
  for (let previous = addDays(date, -1); ; previous = addDays(previous, -1))
    if (isDueOn(timetable, previous)) return firingOn(timetable, previous)
}

/** The first firing after an instant, and, where given, whose date is later than that of the last one. */
export function firstAfter(timetable: Timetable, now: number, last?: Pick<Firing, 'date'>): Firing {
  // No zone is a day and a half from UTC, and a skipped hour moves a firing by less than a day.
  const early = addDays(new Date(now).toISOString().slice(0, 10), -3)
  let firing = nextAfter(timetable, last !== undefined && last.date > early ? last.date : early)
  while (firing.at <= now) firing = nextAfter(timetable, firing.date)
  return firing
}

/** Where a digest stands: the firing it waits for, and the last that came. */
export type Standing = {
  readonly timetable: Timetable
  /** Absent while it is paused without an end. */
  readonly next?: Firing | undefined
  readonly last?: Firing | undefined
}

/**
 * The firing to wait for once the timetable is another. A date that came does not come again; one that was still to come, is
 * a day of the new timetable and has its new time behind it already, comes at the old time, once more.
 */
export function rescheduled(
  { timetable: old, next, last }: Standing,
  timetable: Timetable,
  now: number,
): Firing {
  const moved = old.zone !== timetable.zone
  const apart = (firing: Firing, before: Firing | undefined) =>
    !moved || before === undefined || firing.at - before.at >= leastAfterMoveMs
  let firing = firstAfter(timetable, now, last)
  while (!apart(firing, last)) firing = nextAfter(timetable, firing.date)
  const isLost = next !== undefined && next.date < firing.date && isDueOn(timetable, next.date)
  const fits = isLost && apart(next, last) && apart(nextAfter(timetable, next.date), next)
  return fits ? next : firing
}

/** What has become due, what was missed before it, and what comes after. */
export type Due = {
  /** Absent where it is too late. */
  readonly firing?: Firing
  readonly missed?: Missed
  readonly next: Firing
}

/** What a digest that waited for `next` has to do now; undefined while it has to wait. However long nobody looked, one firing at most. */
export function dueNow(
  timetable: Timetable,
  next: Firing,
  now: number,
  grace: Grace,
): Due | undefined {
  if (next.at > now) return undefined
  const skipped: Firing[] = []
  let firing = next
  let following = nextAfter(timetable, firing.date)
  while (following.at <= now) {
    skipped.push(firing)
    firing = following
    following = nextAfter(timetable, firing.date)
  }
  const late = now - firing.at
  const isTooLate = late > graceOf(timetable, grace)
  return {
    ...(isTooLate ? {} : { firing }),
    ...missedIn(isTooLate ? [...skipped, firing] : skipped),
    next: following,
  }
}

/** How late a digest of these days may come, in milliseconds. */
export function graceOf({ days }: Pick<Timetable, 'days'>, grace: Grace): number {
  return days.length === 1 ? grace.weekly : grace.daily
}

function missedIn(firings: readonly Firing[]): { missed?: Missed } {
  const [first] = firings
  const last = firings.at(-1)
  if (first === undefined || last === undefined) return {}
  return { missed: { from: first.date, until: last.date, count: firings.length } }
}
