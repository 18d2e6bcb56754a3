// Dates as people type them: 2025-03-01, 2025-03, 2025, today, yesterday, 7d, 4w, 3m, 1y.
import { addDays, type Day, dayOf } from './paper.ts'

/** Which end of a period a date stands for: `2025-03` begins on the 1st and ends on the 31st. */
export type Edge = 'since' | 'until'

const unitDays: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30, y: 365 }

/** The day meant, or undefined when it cannot be read. `today` is the asker's calendar day; periods count back from it. */
export function parseDay(text: string, today: Day, edge: Edge): Day | undefined {
  const typed = text.trim().toLowerCase()
  if (typed === 'today') return today
  if (typed === 'yesterday') return addDays(today, -1)
  const [, count, unit = ''] =
    /^(\d{1,4})\s*([dwmy])(?:ays?|eeks?|onths?|ears?)?$/.exec(typed) ?? []
  if (count !== undefined) return addDays(today, -Number(count) * (unitDays[unit] ?? 1))
  const [, year, month, day] = /^(\d{4})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?$/.exec(typed) ?? []
  if (year === undefined) return undefined
  if (day !== undefined) return dayOf(`${year}-${twoDigits(month)}-${twoDigits(day)}`)
  return edge === 'since' ? firstDay(year, month) : lastDay(year, month)
}

function firstDay(year: string, month = '1'): Day | undefined {
  return dayOf(`${year}-${twoDigits(month)}-01`)
}

function lastDay(year: string, month = '12'): Day | undefined {
  const first = firstDay(year, month)
  return first && addDays(addDays(first, 31).slice(0, 8).concat('01'), -1)
}

function twoDigits(number = ''): string {
  return number.padStart(2, '0')
}
