// Single fields of a record from outside, read leniently: a value we cannot use makes that field absent, not the record unusable.
import { z } from 'zod'
import { dayOf } from '../papers/paper.ts'
import { cleanOrAbsent, limits } from './clean.ts'

/** Clean text of at most `limit` characters. */
export function textField(limit: number) {
  return z
    .string()
    .transform((text) => cleanOrAbsent(text, limit))
    .optional()
    .catch(undefined)
}

/** A count: a whole number from 0. */
export const countField = z.int().nonnegative().optional().catch(undefined)

/** The day of a time or a day as it is written. */
export const dayField = z
  .string()
  .transform((text) => dayOf(text.trim()))
  .optional()
  .catch(undefined)

/** An http or https address. */
export const urlField = z.string().transform(webAddress).optional().catch(undefined)

/** An https address: for pictures, which platforms fetch and show. */
export const secureUrlField = urlField.transform((url) =>
  url?.startsWith('https:') ? url : undefined,
)

/** A list of short texts, in order; entries that are no text are left out. */
export function textsField(most: number) {
  return z
    .array(z.unknown())
    .transform((entries) => {
      const texts = entries.filter((entry) => typeof entry === 'string')
      const clean = texts.map((text) => cleanOrAbsent(text, limits.name))
      return clean.filter((text) => text !== undefined).slice(0, most)
    })
    .optional()
    .catch(undefined)
}

const authorEntry = z.union([
  z.string(),
  z.object({ name: z.string(), hidden: z.unknown().optional() }).transform(({ name, hidden }) =>
    // A person can ask Hugging Face not to be listed.
    hidden === true ? '' : name,
  ),
])

/** Author names in order, from names or from Hugging Face's author objects; hidden authors are left out. */
export const authorsField = z
  .array(authorEntry.catch(''))
  .transform((names) => {
    const clean = names.map((name) => cleanOrAbsent(name, limits.name))
    return clean.filter((name) => name !== undefined).slice(0, limits.authors)
  })
  .catch([])

/** The address in its normal form when it is plain http(s), else undefined. One with a user name in it hides where it leads. */
function webAddress(text: string): string | undefined {
  const url = URL.parse(text.trim())
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined
  if (url.username !== '' || url.password !== '' || url.href.length > limits.url) return undefined
  return url.href
}

/** The bare DOI (`10.1000/182`) of a DOI or its address, in lower case since DOIs are compared without case; or undefined. */
export function bareDoi(text: string): string | undefined {
  const bare = text.trim().replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/i, '')
  return /^10\.\d{4,9}(?:\.\d{1,9})*\/\S{1,200}$/.test(bare) ? bare.toLowerCase() : undefined
}

type Known<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K]
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** The same fields without those that are undefined or an empty list: nobody told us, so the key is not there. */
export function onlyKnown<T extends object>(fields: T): Known<T> {
  const known = Object.entries(fields).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  )
  return Object.fromEntries(known) as Known<T>
}
