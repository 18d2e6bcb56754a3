// The calendar of Daily Papers: which feed day an instant belongs to, and which days are worth reading again.
import { addDays, type Day, daysBetween } from '../papers/paper.ts'

/** The first day of the archive. */
export const firstFeedDay: Day = '2023-05-04'

/** Votes go on changing for about two weeks; after that a day is read no more. */
export const settlesAfterDays = 14

const dayMs = 86_400_000
const minuteMs = 60_000

/** The feed day rolls at 21:30 in New York: two and a half hours before its midnight. */
const rollsBeforeMidnightMs = 150 * minuteMs

const newYork = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/New_York',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** The feed day that is being filled at an instant (epoch milliseconds). Weekends have one too, and it stays empty. */
export function feedDayAt(instant: number): Day {
  return newYork.format(instant + rollsBeforeMidnightMs)
}

/** Saturday or Sunday, when nothing is submitted. */
export function isWeekend(day: Day): boolean {
  return [0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay())
}

/** What is known of a feed day: when it was last read, how many papers it had, and whether that was its last reading. */
export type DayRead = {
  readonly day: Day
  readonly readAt: number
  readonly papers: number
  readonly settled: boolean
}

/**
 * The days to read now, newest first: today's and yesterday's; days not settled and not read for a day, or still empty
 * though not a weekend; and days missed while nobody was reading. `known` may leave out settled days.
 */
export function daysDue(now: number, known: readonly DayRead[]): readonly Day[] {
  const today = feedDayAt(now)
  const reads = new Map(known.map((read) => [read.day, read]))
  const from = since(today, known)
  const left = known.filter(({ day, settled }) => !settled && day < from).map(({ day }) => day)
  return [...days(from, today), ...left.sort().reverse()].filter((day) =>
    isDue(day, today, now, reads.get(day)),
  )
}

/** A longer gap than this is the archive, which is read on request alone. */
const longestGapDays = 60

function since(today: Day, known: readonly DayRead[]): Day {
  const fortnight = addDays(today, -settlesAfterDays)
  const newest = known.reduce<Day | undefined>(
    (max, { day }) => (max === undefined || day > max ? day : max),
    undefined,
  )
  const longestGap = addDays(today, -longestGapDays)
  const from = newest !== undefined && newest < fortnight ? newest : fortnight
  return [from, longestGap, firstFeedDay].sort().at(-1) ?? from
}

function isDue(day: Day, today: Day, now: number, read: DayRead | undefined): boolean {
  if (read === undefined) return true
  if (daysBetween(day, today) <= 1) return true
  if (now - read.readAt >= dayMs) return !read.settled
  return read.papers === 0 && !isWeekend(day) && daysBetween(day, today) <= 3
}

/** Every day from one to another, both included, newest first. */
export function days(from: Day, until: Day): readonly Day[] {
  const count = Math.max(daysBetween(from, until) + 1, 0)
  return Array.from({ length: count }, (_, i) => addDays(until, -i))
}

/** Whether a day read at this instant needs no further reading. */
export function isSettled(day: Day, readAt: number): boolean {
  return daysBetween(day, feedDayAt(readAt)) > settlesAfterDays
}

/** Fewer papers than this share of what was there before is a fault upstream, not news: nothing is concluded from it. */
const plausibleShare = 0.4

/** Whether a day's answer is too small to be believed, given how many papers it had when read before. */
export function isSuspect(papers: number, before: number): boolean {
  return before > 0 && papers < before * plausibleShare
}

/**
 * The feed days whose papers arXiv should be asked about, newest first: days with papers it was not asked about, and
 * settled days once more, for versions and withdrawals since. Both lists hold days as last read.
 */
export function arxivDue(featured: readonly DayRead[], asked: readonly DayRead[]): readonly Day[] {
  const askedOn = new Map(asked.map((read) => [read.day, read]))
  return featured
    .filter(({ day, papers, settled }) => {
      const before = askedOn.get(day)
      return papers > (before?.papers ?? 0) || (papers > 0 && settled && before?.settled !== true)
    })
    .map(({ day }) => day)
    .sort()
    .reverse()
}
