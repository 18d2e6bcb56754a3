// When what a follow found is told: at the person's hour, and never in quiet hours or at a weekend that is theirs.
import { Temporal } from 'temporal-polyfill'
import { everyDay, weekdays } from '../digests/days.ts'
import { type Firing, firingOn, firstAfter, nextAfter } from '../digests/due.ts'
import { addDays } from '../papers/paper.ts'
import type { Often } from './follow.ts'

/** A person's times: `HH:MM` on the clock of a zone (IANA name). */
export type Rhythm = {
  readonly zone: string
  readonly hour: string
  readonly weekends: boolean
  /** Over midnight where `to` is earlier. */
  readonly quiet?: { readonly from: string; readonly to: string } | undefined
}

/** The day of what comes once a week. */
const monday = '1'

/**
 * When what was found at an instant is told. Of several times that have passed (nobody was there to tell it), the last: what
 * waited comes together. Epoch milliseconds.
 */
export function tellingTime(
  often: Often,
  rhythm: Rhythm,
  { foundAt, now }: { readonly foundAt: number; readonly now: number },
): number {
  if (often === 'instant') return openFrom(rhythm, Math.max(foundAt, now))
  const days = often === 'weekly' ? monday : rhythm.weekends ? everyDay : weekdays
  const timetable = { time: rhythm.hour, zone: rhythm.zone, days }
  let firing: Firing = firstAfter(timetable, foundAt)
  for (let next = nextAfter(timetable, firing.date); next.at <= now; ) {
    firing = next
    next = nextAfter(timetable, firing.date)
  }
  return openFrom(rhythm, firing.at)
}

/** The next time something may come after `now`. */
export function nextTelling(often: Often, rhythm: Rhythm, now: number): number {
  return tellingTime(often, rhythm, { foundAt: now, now })
}

/** The first instant from `at` on that is neither quiet nor on a weekend that is kept free. */
function openFrom(rhythm: Rhythm, at: number): number {
  const { zone, weekends, quiet } = rhythm
  const { date, time, weekday } = localTime(at, zone)
  if (!weekends && weekday >= 6)
    return openFrom(rhythm, firingOn(at0(zone), addDays(date, 8 - weekday)).at)
  if (quiet === undefined || !isWithin(time, quiet)) return at
  const end = time < quiet.to ? date : addDays(date, 1)
  const until = firingOn({ ...at0(zone), time: quiet.to }, end).at
  return until <= at ? at : openFrom(rhythm, until)
}

const at0 = (zone: string) => ({ time: '00:00', zone, days: everyDay })

function isWithin(time: string, { from, to }: { readonly from: string; readonly to: string }) {
  return from < to ? time >= from && time < to : time >= from || time < to
}

function localTime(at: number, zone: string) {
  const local = inZone(Temporal.Instant.fromEpochMilliseconds(at), zone)
  return {
    date: local.toPlainDate().toString(),
    time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
    weekday: local.dayOfWeek,
  }
}

function inZone(instant: Temporal.Instant, zone: string): Temporal.ZonedDateTime {
  try {
    return instant.toZonedDateTimeISO(zone)
  } catch (error) {
    // A zone that this runtime does not know any more: UTC, as for digests.
    if (!(error instanceof RangeError)) throw error
    return instant.toZonedDateTimeISO('UTC')
  }
}
