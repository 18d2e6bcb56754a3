// The checks Discord makes of single fields, and how it words what it finds.
import type { Flaw } from './refusal.ts'

/** What Discord says of one field. */
export const flaw = {
  required: (at: string): Flaw => ({
    at,
    code: 'BASE_TYPE_REQUIRED',
    message: 'This field is required',
  }),
  length: (at: string, min: number, max: number): Flaw => ({
    at,
    code: 'BASE_TYPE_BAD_LENGTH',
    message: `Must be between ${min} and ${max} in length.`,
  }),
  choices: (at: string, allowed: readonly (string | number)[]): Flaw => ({
    at,
    code: 'BASE_TYPE_CHOICES',
    message: `Value must be one of {${allowed.join(', ')}}.`,
  }),
  range: (at: string, min: number, max: number): Flaw => ({
    at,
    code: 'NUMBER_TYPE_RANGE',
    message: `int value should be between ${min} and ${max}.`,
  }),
} as const

/** A text within bounds; an absent one passes where `min` is 0. Whitespace alone is no text. */
export function textFlaws(at: string, value: unknown, min: number, max: number): Flaw[] {
  if (value === undefined || value === null) return min === 0 ? [] : [flaw.required(at)]
  if (typeof value !== 'string')
    return [{ at, code: 'STRING_TYPE_CONVERT', message: 'Could not interpret as string.' }]
  if (value.length > max || value.length < min) return [flaw.length(at, min, max)]
  return min > 0 && value.trim() === '' ? [flaw.required(at)] : []
}

/** A list within bounds; an absent one passes where `min` is 0. */
export function listFlaws(at: string, value: unknown, min: number, max: number): Flaw[] {
  if (value === undefined || value === null) return min === 0 ? [] : [flaw.required(at)]
  if (!Array.isArray(value))
    return [{ at, code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' }]
  return value.length < min || value.length > max ? [flaw.length(at, min, max)] : []
}

/** A whole number within bounds, if it is given at all. */
export function rangeFlaws(at: string, value: unknown, min: number, max: number): Flaw[] {
  if (value === undefined || value === null) return []
  const fits = Number.isInteger(value) && Number(value) >= min && Number(value) <= max
  return fits ? [] : [flaw.range(at, min, max)]
}

/** An address of at most so many characters, with one of these schemes. */
export function urlFlaws(
  at: string,
  value: unknown,
  max: number,
  schemes: readonly string[],
): Flaw[] {
  const bounds = textFlaws(at, value, 1, max)
  if (bounds.length > 0) return bounds
  const text = String(value)
  if (!URL.canParse(text) || /\s/.test(text))
    return [{ at, code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' }]
  const scheme = new URL(text).protocol.slice(0, -1)
  if (schemes.includes(scheme)) return []
  const allowed = schemes.map((name) => `'${name}'`).join(', ')
  const message = `Scheme "${scheme}" is not supported. Scheme must be one of (${allowed}).`
  return [{ at, code: 'URL_TYPE_INVALID_SCHEME', message }]
}

/** What occurs more than once. */
export function repeated<T>(values: readonly T[]): readonly T[] {
  return values.filter((value, index) => values.indexOf(value) !== index)
}
