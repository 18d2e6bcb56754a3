// The one codec for JSON kept in TEXT columns, the same on both engines.
import type { z } from 'zod'
import { StoreError } from './errors.ts'

/** What may be kept as JSON. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json }

/** The text kept for a value. */
export function toJson(value: Json): string {
  return JSON.stringify(value)
}

/** The value a text was kept for. Throws StoreError, naming `column`, when the text is damaged. */
export function fromJson<T>(schema: z.ZodType<T>, text: string, column: string): T {
  const parsed = schema.safeParse(parse(text, column))
  if (!parsed.success) throw damaged(column, parsed.error)
  return parsed.data
}

function parse(text: string, column: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw damaged(column, error)
  }
}

function damaged(column: string, cause: unknown): StoreError {
  return new StoreError(
    `The database holds a value in ${column} that Paperboy did not write. Restore it from a backup.`,
    { cause },
  )
}
