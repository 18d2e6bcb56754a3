// Which papers lie within the days that were asked for.
import type { PageRequest } from './engine.ts'

/** A paper nobody dated is within no limits. */
export function isWithin(day: string | undefined, { since, until }: PageRequest): boolean {
  if (since === undefined && until === undefined) return true
  if (day === undefined) return false
  return (since === undefined || day >= since) && (until === undefined || day <= until)
}
