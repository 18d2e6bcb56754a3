// Whether one engine is better than another, or only luckier with these queries: the paired bootstrap
// (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13: the percentile interval).
import { percentile } from '../measure.ts'
import { between, type Random } from '../random.ts'
import { mean } from './metrics.ts'

/** A mean difference, and the interval it falls in for 95 of 100 sets of queries drawn like this one. */
export type Difference = { readonly mean: number; readonly low: number; readonly high: number }

const draws = 10_000

/** How much better `ours` is than `theirs`, query by query in the same order. Throws RangeError when there is not one of each. */
export function pairedDifference(
  ours: readonly number[],
  theirs: readonly number[],
  random: Random,
): Difference {
  if (ours.length !== theirs.length || ours.length === 0)
    throw new RangeError('Pairs take as many figures of one as of the other, and at least one.')
  const differences = ours.map((value, i) => value - (theirs[i] as number))
  const means = Array.from({ length: draws }, () => meanOfDrawn(differences, random))
  return {
    mean: mean(differences),
    low: percentile(means, 0.025),
    high: percentile(means, 0.975),
  }
}

/** The mean of as many values, drawn with putting back. */
function meanOfDrawn(values: readonly number[], random: Random): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[between(random, 0, values.length - 1)] ?? 0
  return sum / values.length
}
