// How a paper's votes went: readings over time, and the small picture of them.

/** A paper's counts when they were seen to have changed: at `at` (epoch milliseconds), and until the next reading. */
export type VoteReading = {
  readonly at: number
  readonly votes?: number
  readonly comments?: number
}

const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const

/**
 * Votes as bars, ▁ for the fewest and █ for the most, from the first reading to `until` (epoch milliseconds). Every cell
 * stands for the same span of time; the first shows the first reading, the last what was known at `until`. Later readings
 * and readings without votes are left out. '' when fewer than 3 remain or all agree. `cells` is a whole number from 2.
 */
export function sparkline(readings: readonly VoteReading[], until: number, cells = 16): string {
  const steps = readings
    .flatMap(({ at, votes }) => (votes === undefined || at > until ? [] : { at, votes }))
    .toSorted((a, b) => a.at - b.at)
  const counts = steps.map(({ votes }) => votes)
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  const start = steps[0]?.at
  if (steps.length < 3 || start === undefined || least === most) return ''
  const bar = (votes: number) =>
    bars[Math.round(((votes - least) / (most - least)) * (bars.length - 1))] ?? ''
  return Array.from({ length: cells }, (_, cell) => {
    // The end is `until` itself, not what rounding makes of it.
    const at = cell === cells - 1 ? until : start + ((until - start) * cell) / (cells - 1)
    return bar(steps.findLast((step) => step.at <= at)?.votes ?? least)
  }).join('')
}
