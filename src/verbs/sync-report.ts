// What a sync says while it goes on, and what it came to.
import type { DayStep } from '../sources/sync.ts'
import { counted, plural } from '../views/paper-lines.ts'

/** How far a span has come: its latest step, when that came, and when the span began (epoch milliseconds). */
export type SyncProgress = {
  readonly step: DayStep & { readonly done: number; readonly of: number }
  readonly days: number
  readonly startedAt: number
  readonly steppedAt: number
}

/** Without news for so long, upstream has asked for a pause or is slow. Milliseconds. */
const longWait = 3_000

/** One line: where it is, its rate and the time left, or how long it has been waiting. */
export function progressLine(
  { step, days, startedAt, steppedAt }: SyncProgress,
  now: number,
): string {
  const { source, day, done, of } = step
  const place = `${source}  ${day}  ${done} of ${of} days`
  const waited = now - steppedAt
  if (waited >= longWait)
    return `${place}  waiting for upstream, ${Math.round(waited / 1000)} s so far`
  const perDay = Math.max(steppedAt - startedAt, 1) / days
  const left = Math.ceil(((of - done) * perDay) / 1000)
  return `${place}  ${(1000 / perDay).toFixed(1)} days/s  ${left} s left`
}

/** What to complain of, what to print, and whether all went well. */
export function syncReport(steps: readonly DayStep[]): {
  readonly problems: readonly string[]
  readonly summary: string
  readonly ok: boolean
} {
  const sum = (count: (step: DayStep) => number) => steps.reduce((all, s) => all + count(s), 0)
  const failures = steps.filter(({ failure }) => failure !== undefined)
  const leftOut = steps.flatMap(({ source, day, problems }) =>
    problems.map(({ place, reason }) => `${source} ${day}: ${place} ${reason}`),
  )
  const failed = failures.map(
    ({ source, day, failure }) => `${source} ${day}: upstream ${failure}. Run it again to go on.`,
  )
  const read = plural(steps.length - failures.length, 'day')
  const added = plural(
    sum((step) => step.added),
    'paper',
  )
  const summary = `${read} read: ${added} new, ${counted(sum((step) => step.changed))} changed.`
  return { problems: [...leftOut, ...failed], summary, ok: failures.length === 0 }
}
