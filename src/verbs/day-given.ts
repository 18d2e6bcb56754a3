// A day given to a verb: a date, or a time back from today.
import { ConfigError } from '../../config/config.ts'
import type { Day } from '../papers/paper.ts'
import { type Edge, parseDay } from '../papers/period.ts'

/** The day an option says, undefined when it was not given. @throws ConfigError */
export function dayGiven(edge: Edge, text: string | undefined, today: Day): Day | undefined {
  if (text === undefined) return undefined
  const day = parseDay(text, today, edge)
  if (day === undefined)
    throw new ConfigError(
      `--${edge} takes a date such as 2025-03-01, or a time back such as 4w; “${text}” is neither.`,
    )
  return day
}
