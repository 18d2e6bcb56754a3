// Moments in words, always in UTC, so that the same view reads the same everywhere.
import type { Instant } from '../../bot/view.ts'

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

const minute = 60_000

// The largest unit that fits is told, from this many milliseconds on.
const units = [
  ['year', 365 * 24 * 60 * minute],
  ['month', 30 * 24 * 60 * minute],
  ['day', 24 * 60 * minute],
  ['hour', 60 * minute],
  ['minute', minute],
] as const

/** `12 Mar 2025`, `12 Mar 2025, 09:30 UTC` or `3 days ago`. A number that is no moment reads `at an unknown time`. */
export function timeWords(
  time: Instant,
  as: 'date' | 'dateTime' | 'relative',
  now: Instant,
): string {
  const date = new Date(time)
  if (Number.isNaN(date.getTime())) return 'at an unknown time'
  if (as === 'relative') return relativeWords(time - now)
  const day = `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`
  if (as === 'date') return day
  return `${day}, ${twoDigits(date.getUTCHours())}:${twoDigits(date.getUTCMinutes())} UTC`
}

function relativeWords(distance: number): string {
  const [unit, size] = units.find(([, size]) => Math.abs(distance) >= size) ?? []
  if (unit === undefined || size === undefined) return distance > 0 ? 'in a moment' : 'just now'
  const count = Math.floor(Math.abs(distance) / size)
  const words = `${count} ${unit}${count === 1 ? '' : 's'}`
  return distance > 0 ? `in ${words}` : `${words} ago`
}

function twoDigits(n: number): string {
  return String(n).padStart(2, '0')
}
