// The best papers for a query. Papers are gone through in windows so small that their sums stay in the processor's cache. In
// each window the words that tell most are added up first; those that could not by themselves lift a paper among the best so
// far are only added to papers that they could still lift there: MaxScore (Turtle and Flood, "Query Evaluation: Strategies
// and Optimizations", 1995).
import { createBest } from './best.ts'
import type { Index } from './index.ts'
import { type Lengths, lengthsOf, pointsOf } from './points.ts'
import { lengthOf, seek } from './rows.ts'
import type { Scoring } from './wanted.ts'
import { createWindow, windowSize } from './window.ts'

/** Scores by paper number, and the papers that may be among the best; others need not have their score. */
export type Ranked = { readonly scores: Float64Array; readonly papers: Uint32Array }

/** Papers that may be ranked: those at the top level, which `found` are, if they are known. */
export type Allowed = {
  readonly level: Uint16Array
  readonly top: number
  readonly found?: Uint32Array
}

/** Sums in another order differ in their last digits; nothing is left out for so little. */
const slack = 1 + 1e-9
/** Looking a paper up in a row costs about as much as going through so many postings. */
const lookUpCost = 8

/** Where scores are put, and the papers that have one: one place for all, since a query is done with before the next begins. */
let scores = new Float64Array(1024)
let scored = new Uint32Array(1024)
let count = 0

function empty(papers: number): void {
  if (papers > scores.length) {
    scores = new Float64Array(Math.ceil(papers * 1.2))
    scored = new Uint32Array(scores.length)
  } else for (let i = 0; i < count; i++) scores[scored[i] as number] = 0
  count = 0
}

/**
 * The first `wanted` of the papers allowed, all that score when it is infinite, with what has the same score as the last of
 * them. What is given must be used before the next call.
 */
export function ranked(
  index: Index,
  scoring: readonly Scoring[],
  allowed: Allowed,
  wanted: number,
): Ranked {
  empty(index.papers.count())
  const lengths = lengthsOf(index)
  const { found } = allowed
  const postings = scoring.reduce((sum, { rows }) => sum + lengthOf(rows), 0)
  if (found !== undefined && found.length * scoring.length * lookUpCost < postings)
    scoreThese(found.slice().sort(), scoring, lengths)
  else scoreWindows(scoring, allowed, { lengths, wanted, papers: index.papers.count() })
  return { scores, papers: scored.subarray(0, count) }
}

/** Scores papers given in order, each looked up in the rows. */
function scoreThese(papers: Uint32Array, scoring: readonly Scoring[], lengths: Lengths): void {
  for (const one of scoring) {
    let next = 0
    for (const row of one.rows)
      for (let at = 0; next < papers.length; next++) {
        const paper = papers[next] as number
        at = seek(row, paper, at)
        if (at === row.length) break
        const posting = row[at] as number
        if (posting >>> 8 === paper) add(paper, pointsOf(one, posting, lengths))
      }
  }
}

function add(paper: number, points: number): void {
  const before = scores[paper] as number
  if (before === 0) scored[count++] = paper
  scores[paper] = before + points
}

type Work = { readonly lengths: Lengths; readonly wanted: number; readonly papers: number }

function scoreWindows(
  scoring: readonly Scoring[],
  allowed: Allowed,
  { lengths, wanted, papers }: Work,
): void {
  const bounds = boundsFrom(scoring)
  const best = createBest(wanted)
  const window = createWindow(scoring, lengths)
  for (let from = 0; from < papers; from += windowSize) {
    const least = best.least()
    window.open(from)
    let i = 0
    for (; i < scoring.length && (bounds[i] as number) * slack >= least; i++)
      window.addAll(i, allowed)
    for (; i < scoring.length && window.keep(least - (bounds[i] as number) * slack) > 0; i++)
      window.addToKept(i)
    window.keep(least)
    window.each((paper, score) => {
      if (score < best.least()) return
      best.put(score)
      add(paper, score)
    })
  }
  keepFrom(best.least())
}

/** By place, the most that the word there and all behind it can add; 0 behind the last. */
function boundsFrom(scoring: readonly Scoring[]): Float64Array {
  const bounds = new Float64Array(scoring.length + 1)
  for (let i = scoring.length - 1; i >= 0; i--)
    bounds[i] = (bounds[i + 1] as number) + (scoring[i] as Scoring).bound
  return bounds
}

/** Leaves out the papers that others have pushed from among the best since. */
function keepFrom(least: number): void {
  let kept = 0
  for (let i = 0; i < count; i++) {
    const paper = scored[i] as number
    if ((scores[paper] as number) >= least) scored[kept++] = paper
    else scores[paper] = 0
  }
  count = kept
}
