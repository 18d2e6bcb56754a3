// The days of the week a digest comes on, as they are kept and as people write them.

/** ISO weekday numbers in order, at least one: `12345` is Monday to Friday. */
export type Days = string

export const weekdays: Days = '12345'
export const everyDay: Days = '1234567'

const names = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const

/** Whether a digest comes once a week: it may then be later, and covers the week. */
export function isWeekly(days: Days): boolean {
  return days.length === 1
}

/**
 * The days in `weekdays`, `every day`, `weekly`, `weekly on friday`, `mon, wed and fri`, `tue-thu`, `weekends`; `weekly`
 * alone is Monday. Undefined for what names no days.
 */
export function readDays(typed: string): Days | undefined {
  const words = typed
    .toLowerCase()
    .replace(/[-–—]|\bto\b|\buntil\b|\bthrough\b/g, ' - ')
    .split(/[\s,;/&+]+/)
    .filter((word) => word !== '' && !['on', 'and', 'every', 'each', 'the'].includes(word))
  const numbers = words.flatMap((word, i) => numbersOf(word, words[i - 1], words[i + 1]))
  if (words.length === 0 || numbers.includes(undefined)) return undefined
  const named = new Set(numbers)
  if (named.size === 0)
    return words.every((word) => word === 'weekly' || word === 'week') ? '1' : undefined
  return [...everyDay].filter((day) => named.has(Number(day))).join('')
}

/** The days a word adds; [undefined] when it is none that is known here. */
function numbersOf(word: string, before = '', after = ''): readonly (number | undefined)[] {
  if (['weekly', 'week'].includes(word)) return []
  if (/^(weekdays?|workdays?|working|business)$/.test(word)) return [1, 2, 3, 4, 5]
  if (/^weekends?$/.test(word)) return [6, 7]
  if (/^(daily|days?|all)$/.test(word))
    return word === 'all' || before === '' ? [1, 2, 3, 4, 5, 6, 7] : []
  if (word === '-') return range(dayNamed(before), dayNamed(after))
  return [dayNamed(word)]
}

/** `fri`, `friday`, `fridays` → 5. */
function dayNamed(word: string): number | undefined {
  const index = names.findIndex((name) => {
    const lower = name.toLowerCase()
    return word.length >= 2 && `${lower}s`.startsWith(word)
  })
  return index < 0 ? undefined : index + 1
}

/** From one day to another, round the week's end where need be. */
function range(from: number | undefined, to: number | undefined): readonly (number | undefined)[] {
  if (from === undefined || to === undefined) return [undefined]
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, i) => ((from - 1 + i) % 7) + 1)
}

/** `Monday to Friday`, `every day`, `every Monday`, `Monday, Wednesday and Friday`. */
export function daysWords(days: Days): string {
  if (days === everyDay) return 'every day'
  if (days === weekdays) return 'Monday to Friday'
  const named = [...days].map((day) => names[Number(day) - 1] ?? day)
  return named.length === 1 ? `every ${named[0]}` : new Intl.ListFormat('en').format(named)
}
