// The best papers for a query, word after word with the most telling first. Once the words still to come cannot lift a paper
// that has none so far among the best, they only add to those it could still concern: MaxScore (Turtle and Flood, "Query
// Evaluation: Strategies and Optimizations", 1995).
import { firstOf } from './first.ts'
import type { Index } from './index.ts'
import { pointsOf } from './points.ts'
import type { Scoring } from './wanted.ts'

/** Scores by paper number, and the papers that may be among the best. */
export type Ranked = { readonly scores: Float64Array; readonly papers: readonly number[] }

/** Sums in another order differ in their last digits; nothing is left out for so little. */
const slack = 1e-9

/**
 * Scores the papers that are at the top level. Of those beyond the first `wanted`, only what is needed to tell that they are;
 * all get their scores when `wanted` is infinite.
 */
export function ranked(
  index: Index,
  scoring: readonly Scoring[],
  { level, top }: { readonly level: ArrayLike<number>; readonly top: number },
  wanted: number,
): Ranked {
  const scores = new Float64Array(index.papers.count())
  let papers: number[] = []
  let toCome = scoring.reduce((sum, { bound }) => sum + bound, 0)
  for (const [i, one] of scoring.entries()) {
    toCome -= one.bound
    const points = pointsOf(one, index)
    for (const row of one.rows)
      for (let at = 0; at < row.length; at++) {
        const posting = row[at] as number
        const paper = posting >>> 8
        if (level[paper] !== top) continue
        if (scores[paper] === 0) papers.push(paper)
        scores[paper] = (scores[paper] as number) + points(posting)
      }
    if (papers.length <= wanted || toCome === 0) continue
    const least = leastOf(papers, scores, wanted)
    if (toCome * (1 + slack) >= least) continue
    papers = papers.filter((paper) => (scores[paper] as number) + toCome * (1 + slack) >= least)
    addRest(
      index,
      scoring.slice(i + 1),
      papers.sort((a, b) => a - b),
      scores,
    )
    break
  }
  return { scores, papers }
}

/** The score of the last of the first so many. */
function leastOf(papers: readonly number[], scores: Float64Array, wanted: number): number {
  const first = firstOf(papers, wanted, (a, b) => (scores[b] as number) - (scores[a] as number))
  return scores[first.at(-1) as number] as number
}

/** Adds the points of words to papers, given by ascending number. */
function addRest(
  index: Index,
  rest: readonly Scoring[],
  papers: readonly number[],
  scores: Float64Array,
): void {
  for (const one of rest) {
    const points = pointsOf(one, index)
    for (const row of one.rows) {
      let at = 0
      for (const paper of papers) {
        at = seek(row, paper, at)
        if (at === row.length) break
        const posting = row[at] as number
        if (posting >>> 8 === paper) scores[paper] = (scores[paper] as number) + points(posting)
      }
    }
  }
}

/** The place of the first posting of the paper or a later one, by steps that double and then halve. */
export function seek(row: ArrayLike<number>, paper: number, from: number): number {
  let step = 1
  let low = from
  while (low + step < row.length && (row[low + step] as number) >>> 8 < paper) {
    low += step
    step *= 2
  }
  let high = Math.min(low + step, row.length)
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((row[middle] as number) >>> 8 < paper) low = middle + 1
    else high = middle
  }
  return low
}
