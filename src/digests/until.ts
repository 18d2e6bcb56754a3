// A day to come, as people type it: tomorrow, friday, 3d, 2 weeks, 2026-12-24.
import { Temporal } from 'temporal-polyfill'
import { addDays, type Day, dayOf, daysBetween } from '../papers/paper.ts'
import { readDays } from './days.ts'

/** The furthest ahead, in days. */
const furthest = 366

const unitDays: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30 }

/** The day meant, at most a year ahead, on the calendar of a zone; undefined for what is no day to come. */
export function readUntil(typed: string, zone: string, now: number): Day | undefined {
  const today = dateIn(zone, now)
  const day = dayMeant(typed.trim().toLowerCase(), today)
  if (day === undefined) return undefined
  const ahead = daysBetween(today, day)
  return ahead > 0 && ahead <= furthest ? day : undefined
}

function dayMeant(typed: string, today: Day): Day | undefined {
  if (typed === 'tomorrow') return addDays(today, 1)
  if (typed === 'next week') return nextDay(today, 1)
  const [, count, unit = ''] =
    /^(?:in |for )?(\d{1,3})\s*([dwm])(?:ays?|eeks?|onths?)?$/.exec(typed) ?? []
  if (count !== undefined) return addDays(today, Number(count) * (unitDays[unit] ?? 1))
  if (/^\d{4}-\d{2}-\d{2}$/.test(typed)) return dayOf(typed)
  const weekday = readDays(typed.replace(/^(until|next) /, ''))
  return weekday?.length === 1 && !typed.startsWith('week')
    ? nextDay(today, Number(weekday))
    : undefined
}

/** The next such day after today; 1 is Monday. */
function nextDay(today: Day, weekday: number): Day {
  const now = new Date(`${today}T12:00:00Z`).getUTCDay()
  return addDays(today, ((weekday - now + 6) % 7) + 1)
}

/** The date on the calendar of a zone; UTC's where nobody knows the zone. */
export function dateIn(zone: string, now: number): Day {
  const instant = Temporal.Instant.fromEpochMilliseconds(now)
  try {
    return instant.toZonedDateTimeISO(zone).toPlainDate().toString()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return instant.toZonedDateTimeISO('UTC').toPlainDate().toString()
  }
}
