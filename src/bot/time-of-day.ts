// Times of day as people write them, and as they are kept: `HH:MM` on a 24-hour clock.
import type { SettingsOf } from './settings.ts'

/** From when until when nothing comes. */
export type QuietHours = NonNullable<SettingsOf<'person'>['quiet']>

/** `HH:MM` for `9`, `9:30`, `09.30`, `0930`, `21h`, `7pm` or `7:15 p.m.`; undefined for what is no time of day. */
export function readTimeOfDay(typed: string): string | undefined {
  const [, hours = '', minutes = '00', half] =
    /^(\d{1,2})(?:(?:[:.h]|(?<=\d\d))([0-5]\d)|h)?\s*(?:([ap])\.?m\.?)?$/i.exec(typed.trim()) ?? []
  const hour = half === undefined ? Number(hours) : fromHalfDay(Number(hours), half.toLowerCase())
  if (hours === '' || hour === undefined || hour > 23) return undefined
  return `${String(hour).padStart(2, '0')}:${minutes}`
}

function fromHalfDay(hour: number, half: string): number | undefined {
  if (hour < 1 || hour > 12) return undefined
  return (hour % 12) + (half === 'p' ? 12 : 0)
}

/** The hours in `22-07`, `22:30–7:00`, `10pm to 7am`; undefined for anything else, and for hours that end as they begin. */
export function readQuietHours(typed: string): QuietHours | undefined {
  const [start = '', end = '', ...more] = typed.split(/\s*(?:[-–—]|\bto\b|\buntil\b)\s*/i)
  const from = readTimeOfDay(start)
  const to = readTimeOfDay(end)
  if (from === undefined || to === undefined || from === to || more.length > 0) return undefined
  return { from, to }
}

/** `22:00-07:00`, which `readQuietHours` reads back. */
export function printQuietHours({ from, to }: QuietHours): string {
  return `${from}-${to}`
}
