// The best papers for a query. Papers are gone through in windows so small that their sums stay in the processor's cache. In
// each window the words that tell most are added up first; those that could not by themselves lift a paper among the best so
// far are only added to papers that they could still lift there: MaxScore (Turtle and Flood, "Query Evaluation: Strategies
// and Optimizations", 1995).
import type { Allowed, Matching } from './allowed.ts'
import { createBest } from './best.ts'
import type { ImpactsOf } from './impacts.ts'
import type { Index } from './index.ts'
import { pointsOf } from './points.ts'
import { lengthOf, seek } from './rows.ts'
import { saturated } from './score.ts'
import type { Scoring } from './wanted.ts'
import { createWindow, windowSize } from './window.ts'

/** Scores by paper number, and the papers that may be among the best; others need not have their score. */
export type Ranked = { readonly scores: Float64Array; readonly papers: Uint32Array }

/** Sums in another order differ in their last digits; nothing is left out for so little. */
const slack = 1 + 1e-9
/** Looking a paper up in a row costs about as much as going through so many postings. */
const lookUpCost = 8

/** Where scores are put, and the papers that have one: one place for all, since a query is done with before the next begins. */
let scores = new Float64Array(1024)
let scored = new Uint32Array(1024)
let count = 0

/** What a window comes to: one place for all of them. */
const taken = { papers: new Uint32Array(windowSize), sums: new Float64Array(windowSize) }

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
  allowed: Allowed & Partial<Pick<Matching, 'total' | 'found'>>,
  wanted: number,
): Ranked {
  empty(index.papers.count())
  const { total = Number.POSITIVE_INFINITY, found } = allowed
  const postings = scoring.reduce((sum, { rows }) => sum + lengthOf(rows), 0)
  if (found !== undefined && total * scoring.length * lookUpCost < postings)
    scoreThese(found().slice().sort(), scoring)
  else
    scoreWindows(scoring, allowed, {
      peaks: peaksOf(scoring, index),
      impactsOf: index.impacts(index.scales().text),
      wanted,
      papers: index.papers.count(),
    })
  return { scores, papers: scored.subarray(0, count) }
}

/** Scores papers given in order, each looked up in the rows. */
function scoreThese(papers: Uint32Array, scoring: readonly Scoring[]): void {
  for (const one of scoring) {
    let next = 0
    for (const row of one.rows)
      for (let at = 0; next < papers.length; next++) {
        const paper = papers[next] as number
        at = seek(row, paper, at)
        if (at === row.length) break
        const posting = row[at] as number
        if (posting >>> 8 === paper) add(paper, pointsOf(one, posting))
      }
  }
}

function add(paper: number, points: number): void {
  const before = scores[paper] as number
  if (before === 0) scored[count++] = paper
  scores[paper] = before + points
}

/** The most that each word can add. */
function peaksOf(scoring: readonly Scoring[], { peaks }: Index): number[] {
  return scoring.map(
    ({ word, in: where, rows, scale, weight }) =>
      weight * saturated(peaks[where](word, rows, scale)) * slack,
  )
}

type Work = {
  readonly peaks: readonly number[]
  readonly impactsOf: ImpactsOf
  readonly wanted: number
  readonly papers: number
}

function scoreWindows(scoring: readonly Scoring[], allowed: Allowed, work: Work): void {
  const best = createBest(work.wanted)
  let least = 0
  const window = createWindow(scoring, restsFrom(work.peaks), work.papers, work.impactsOf)
  for (let from = 0; from < work.papers; from += windowSize) {
    window.open(from, Math.max(least, Number.MIN_VALUE))
    for (let i = 0; i < scoring.length; i++) window.add(i, allowed)
    const length = window.take(taken.papers, taken.sums)
    for (let i = 0; i < length; i++) {
      const paper = taken.papers[i] as number
      const score = taken.sums[i] as number
      if (score < least || !allowed.allows(paper)) continue
      least = best.put(score)
      add(paper, score)
    }
  }
  keepFrom(least)
}

/** By place, the most that the word there and all behind it can add. */
function restsFrom(peaks: readonly number[]): readonly number[] {
  const rests = peaks.map(() => 0)
  let rest = 0
  for (let i = peaks.length - 1; i >= 0; i--) {
    rest += peaks[i] as number
    rests[i] = rest
  }
  return rests
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
