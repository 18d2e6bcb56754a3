// The best papers for a query. Papers are gone through in windows so small that their sums stay in the processor's cache. In
// each window the words that tell most are added up first; those that could not by themselves lift a paper among the best so
// far are only added to papers that they could still lift there: MaxScore (Turtle and Flood, "Query Evaluation: Strategies
// and Optimizations", 1995).
import type { Allowed, Matching } from './allowed.ts'
import { createBest } from './best.ts'
import type { Impacts } from './impacts.ts'
import type { Index } from './index.ts'
import type { Pausing } from './pausing.ts'
import { pointsOf } from './points.ts'
import { lengthOf, seek } from './rows.ts'
import { saturated } from './score.ts'
import type { Scoring } from './wanted.ts'
import { createWindow, windowSize } from './window.ts'

/**
 * Scores by paper number, and the papers that may be among the best; others need not have their score. `done` gives back where
 * they are put, for the next query.
 */
export type Ranked = {
  readonly scores: Float64Array
  readonly papers: Uint32Array
  done(): void
}

/** Sums in another order differ in their last digits; nothing is left out for so little. */
const slack = 1 + 1e-9
/** Looking a paper up in a row costs about as much as going through so many postings. */
const lookUpCost = 8

/** Where scores are put, and the papers that have one. */
type Place = { readonly scores: Float64Array; readonly scored: Uint32Array; count: number }

/** A place that no query is at: fresh memory costs more than most queries. Its scores are 0. */
let free: Place | undefined

function takePlace(papers: number): Place {
  const taken = free
  free = undefined
  if (taken !== undefined && taken.scores.length >= papers) return taken
  const room = Math.ceil(papers * 1.2)
  return { scores: new Float64Array(room), scored: new Uint32Array(room), count: 0 }
}

function giveBack(place: Place): void {
  const { scores, scored, count } = place
  for (let i = 0; i < count; i++) scores[scored[i] as number] = 0
  place.count = 0
  free = place
}

/** What a window comes to: one place for all of them, since nothing is interrupted in the middle of one. */
const taken = { papers: new Uint32Array(windowSize), sums: new Float64Array(windowSize) }

/**
 * The first `wanted` of the papers allowed, all that score when it is infinite, with what has the same score as the last of
 * them.
 */
export function* ranked(
  index: Index,
  scoring: readonly Scoring[],
  allowed: Allowed & Partial<Pick<Matching, 'total' | 'found'>>,
  wanted: number,
): Pausing<Ranked> {
  const place = takePlace(index.papers.count())
  const { total = Number.POSITIVE_INFINITY, found } = allowed
  const postings = scoring.reduce((sum, { rows }) => sum + lengthOf(rows), 0)
  if (found !== undefined && total * scoring.length * lookUpCost < postings)
    scoreThese(found().slice().sort(), scoring, place)
  else
    yield* scoreWindows(scoring, allowed, {
      ...(yield* knownOf(scoring, index)),
      wanted,
      papers: index.papers.count(),
      place,
    })
  const { scores, scored, count } = place
  return { scores, papers: scored.subarray(0, count), done: () => giveBack(place) }
}

/** Windows of rare words are not worth a yield each. */
const muchWork = 2 ** 17

/** Scores papers given in order, each looked up in the rows. */
function scoreThese(papers: Uint32Array, scoring: readonly Scoring[], place: Place): void {
  for (const one of scoring) {
    let next = 0
    for (const row of one.rows)
      for (let at = 0; next < papers.length; next++) {
        const paper = papers[next] as number
        at = seek(row, paper, at)
        if (at === row.length) break
        const posting = row[at] as number
        if (posting >>> 8 === paper) add(paper, pointsOf(one, posting), place)
      }
  }
}

function add(paper: number, points: number, place: Place): void {
  const { scores, scored } = place
  const before = scores[paper] as number
  if (before === 0) scored[place.count++] = paper
  scores[paper] = before + points
}

/** What is known of each word before its postings are gone through. */
type Known = {
  /** The most that it can add. */
  readonly peaks: readonly number[]
  readonly impacts: readonly Impacts[]
}

/** What was not known yet is worked out, which takes as long as ranking does. */
function* knownOf(scoring: readonly Scoring[], index: Index): Pausing<Known> {
  const impactsOf = index.impacts(index.scales().text)
  const work = { postings: 0 }
  const [peaks, impacts]: [number[], Impacts[]] = [[], []]
  for (const one of scoring) {
    const peak = index.peaks[one.in](one.word, one.rows, one.scale, work)
    peaks.push(one.weight * saturated(peak) * slack)
    impacts.push(one.rows.map((row) => impactsOf(one, row, work)))
    if (work.postings > 0) yield work.postings
    work.postings = 0
  }
  return { peaks, impacts }
}

type Task = Known & { readonly wanted: number; readonly papers: number; readonly place: Place }

function* scoreWindows(scoring: readonly Scoring[], allowed: Allowed, task: Task): Pausing<void> {
  const { papers, place, impacts, peaks } = task
  const best = createBest(task.wanted)
  let least = 0
  const window = createWindow(scoring, restsFrom(peaks), papers, impacts)

  /** Gives how many postings were gone through. */
  function scoreFrom(from: number): number {
    window.open(from, Math.max(least, Number.MIN_VALUE))
    let postings = 0
    for (let i = 0; i < scoring.length; i++) postings += window.add(i, allowed)
    const length = window.take(taken.papers, taken.sums)
    for (let i = 0; i < length; i++) {
      const paper = taken.papers[i] as number
      const score = taken.sums[i] as number
      if (score < least || !allowed.allows(paper)) continue
      least = best.put(score)
      add(paper, score, place)
    }
    return postings
  }

  let postings = 0
  for (let from = 0; from < papers; from += windowSize) {
    postings += scoreFrom(from)
    if (postings < muchWork) continue
    yield postings
    postings = 0
  }
  keepFrom(least, place)
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
function keepFrom(least: number, place: Place): void {
  const { scores, scored, count } = place
  let kept = 0
  for (let i = 0; i < count; i++) {
    const paper = scored[i] as number
    if ((scores[paper] as number) >= least) scored[kept++] = paper
    else scores[paper] = 0
  }
  place.count = kept
}
