// What is trending: the votes a paper gained in a window, weighted down with its age.
//
//   score = gained · 2^(−age / half-life)        [votes]   [days / days]
//
//   gained     votes at the end of the window − votes at its start (0 for a paper featured within it)
//   age        whole days since the paper's feed day, from 0 to the window's length
//   half-life  half the window's length, and at least one day, the step in which ages are counted
//
// Exponential decay is the usual weight for "recent counts more": G. Cormode et al., "Forward Decay", ICDE 2009. Half the
// window makes a week's or month's oldest paper need four times a new paper's votes, and one day old in the day's window two.
import { type Day, daysBetween, type PaperId, type VoteGain } from './paper.ts'

export type TrendingWindow = 'day' | 'week' | 'month'

/** A window's length in days. */
export const windowDays: Readonly<Record<TrendingWindow, number>> = { day: 1, week: 7, month: 30 }

/** The age, in days, at which a vote counts half. */
export const halfLifeDays: Readonly<Record<TrendingWindow, number>> = {
  day: 1,
  week: 3.5,
  month: 15,
}

/** A paper's place in a ranking with everything that gave it: `score = gained × weight`. */
export type Trend = {
  readonly id: PaperId
  /** Votes gained in the window; above 0. */
  readonly gained: number
  /** Age that was weighed: whole days, at most the window's length. */
  readonly ageDays: number
  /** From 0.25 to 1. */
  readonly weight: number
  /** Weighted votes. */
  readonly score: number
  readonly feedDay: Day
  /** All votes, at the window's end. */
  readonly votes: number
}

/**
 * Papers with votes gained in the window that ends on `asOf`, highest score first. Ties go to more votes, then the newer
 * feed day, then the id, so the order is always the same.
 */
export function rankTrending(
  gains: readonly VoteGain[],
  window: TrendingWindow,
  asOf: Day,
): readonly Trend[] {
  return gains
    .filter((gain) => gainIsKnown(gain, window, asOf))
    .map((gain) => weigh(gain, window, asOf))
    .filter((trend) => trend.gained > 0)
    .sort(compare)
}

/** Without a reading from the window's start, all the votes of an older paper would pass for new ones. */
function gainIsKnown(gain: VoteGain, window: TrendingWindow, asOf: Day): boolean {
  return gain.before !== undefined || daysBetween(gain.feedDay, asOf) <= windowDays[window]
}

function weigh({ id, feedDay, votes, before }: VoteGain, window: TrendingWindow, asOf: Day): Trend {
  const gained = votes - (before ?? 0)
  // A late riser is aged at the window's length and no further, so that it can win.
  const ageDays = Math.min(Math.max(daysBetween(feedDay, asOf), 0), windowDays[window])
  const weight = 2 ** (-ageDays / halfLifeDays[window])
  return { id, gained, ageDays, weight, score: gained * weight, feedDay, votes }
}

function compare(a: Trend, b: Trend): number {
  return (
    b.score - a.score ||
    b.votes - a.votes ||
    ascending(b.feedDay, a.feedDay) ||
    ascending(a.id, b.id)
  )
}

function ascending(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/**
 * Whether a ranking says next to nothing: fewer than 3 papers, or fewer than 5 votes gained by all of them. Below that one
 * person's votes decide the order; the limits are our choice.
 */
export function tooFewVotes(trends: readonly Trend[]): boolean {
  return trends.length < 3 || trends.reduce((sum, { gained }) => sum + gained, 0) < 5
}
