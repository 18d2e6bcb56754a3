// The best papers for a query, word after word with the most telling first. Once the words still to come cannot lift a paper
// that has none so far among the best, they only add to those it could still concern: MaxScore (Turtle and Flood, "Query
// Evaluation: Strategies and Optimizations", 1995).
import type { Index } from './index.ts'
import { type Lengths, lengthsOf, pointsOf } from './points.ts'
import { lengthOf, seek } from './rows.ts'
import type { Scoring } from './wanted.ts'

/** Scores by paper number, and the papers that may be among the best. */
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

/** Where scores are added up, and the papers that have one: one place for all, since a query is done with before the next begins. */
let scores = new Float64Array(1024)
let reached = new Uint32Array(1024)
let count = 0

function empty(papers: number): void {
  if (papers > scores.length) {
    scores = new Float64Array(Math.ceil(papers * 1.5))
    reached = new Uint32Array(scores.length)
  } else for (let i = 0; i < count; i++) scores[reached[i] as number] = 0
  count = 0
}

/**
 * Scores the papers allowed. Of those beyond the first `wanted`, only what is needed to tell that they are; all get their
 * scores when `wanted` is infinite. What is given must be used before the next call.
 */
export function ranked(
  index: Index,
  scoring: readonly Scoring[],
  allowed: Allowed,
  wanted: number,
): Ranked {
  empty(index.papers.count())
  const lengths = lengthsOf(index)
  let inOrder: Uint32Array | undefined
  const bounds = boundsFrom(scoring)
  for (const [i, one] of scoring.entries()) {
    const toCome = bounds[i + 1] as number
    const { found } = allowed
    if (found !== undefined && found.length * lookUpCost < lengthOf(one.rows)) {
      inOrder ??= found.slice().sort()
      addToThese(inOrder, one, lengths)
    } else addToAllowed(allowed, one, lengths)
    // No paper can have more so far than all words so far give.
    if (count <= wanted || toCome * 2 >= (bounds[0] as number)) continue
    const least = leastOf(reached.subarray(0, count), wanted)
    if (toCome * slack >= least) continue
    return { scores, papers: addRest(scoring.slice(i + 1), least, lengths, wanted) }
  }
  return { scores, papers: reached.subarray(0, count) }
}

/**
 * Adds the points of the other words to papers that have a score, but to none that can no longer be among the first, of which
 * the last has at least so much already. Gives the first, and what has the same score as the last of them.
 */
function addRest(
  rest: readonly Scoring[],
  leastNow: number,
  lengths: Lengths,
  wanted: number,
): Uint32Array {
  const bounds = boundsFrom(rest)
  let needed = leastNow - (bounds[0] as number) * slack
  let left = inOrderFrom(needed)
  for (const [i, one] of rest.entries()) {
    if (i > 0 && left.length > wanted) {
      needed = leastOf(left, wanted) - (bounds[i] as number) * slack
      left = atLeast(left, needed)
    }
    if (left.length * lookUpCost < lengthOf(one.rows)) addToThese(left, one, lengths)
    else addFrom(needed, one, lengths)
  }
  return left.length > wanted ? atLeast(left, leastOf(left, wanted)) : left
}

/** By place, the most that the word there and all behind it can add; 0 behind the last. */
function boundsFrom(scoring: readonly Scoring[]): Float64Array {
  const bounds = new Float64Array(scoring.length + 1)
  for (let i = scoring.length - 1; i >= 0; i--)
    bounds[i] = (bounds[i + 1] as number) + (scoring[i] as Scoring).bound
  return bounds
}

/** Adds a word's points to all papers allowed. */
function addToAllowed({ level, top }: Allowed, one: Scoring, lengths: Lengths): void {
  for (const row of one.rows)
    for (let at = 0; at < row.length; at++) {
      const posting = row[at] as number
      const paper = posting >>> 8
      if (level[paper] === top) add(paper, pointsOf(one, posting, lengths))
    }
}

/** Adds a word's points to papers that have a score of so much or more. */
function addFrom(needed: number, one: Scoring, lengths: Lengths): void {
  for (const row of one.rows)
    for (let at = 0; at < row.length; at++) {
      const posting = row[at] as number
      const paper = posting >>> 8
      const before = scores[paper] as number
      if (before >= needed) scores[paper] = before + pointsOf(one, posting, lengths)
    }
}

/** Adds a word's points to these papers, given in order. */
function addToThese(papers: Uint32Array, one: Scoring, lengths: Lengths): void {
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

function add(paper: number, points: number): void {
  const before = scores[paper] as number
  if (before === 0) reached[count++] = paper
  scores[paper] = before + points
}

/** The papers with a score of so much or more, in order. Going through all there are is less work than putting many in order. */
function inOrderFrom(least: number): Uint32Array {
  if (count < scores.length / 64) return atLeast(reached.slice(0, count), least).sort()
  const papers = new Uint32Array(count)
  let kept = 0
  for (let paper = 0; paper < scores.length; paper++)
    if ((scores[paper] as number) >= least) papers[kept++] = paper
  return papers.subarray(0, kept)
}

/** Those with this score or more, in the same place. */
function atLeast(papers: Uint32Array, least: number): Uint32Array {
  let kept = 0
  for (let i = 0; i < papers.length; i++) {
    const paper = papers[i] as number
    if ((scores[paper] as number) >= least) papers[kept++] = paper
  }
  return papers.subarray(0, kept)
}

/** The score of the last of the first so many: the least of the highest, kept in a heap with the least on top. */
function leastOf(papers: Uint32Array, wanted: number): number {
  const heap = new Float64Array(wanted)
  for (let i = 0; i < wanted; i++) heap[i] = scores[papers[i] as number] as number
  heap.sort()
  for (let i = wanted; i < papers.length; i++) {
    const score = scores[papers[i] as number] as number
    if (score > (heap[0] as number)) replaceLeast(heap, score)
  }
  return heap[0] as number
}

function replaceLeast(heap: Float64Array, score: number): void {
  let at = 0
  for (let below = 1; below < heap.length; below = 2 * at + 1) {
    if (below + 1 < heap.length && (heap[below + 1] as number) < (heap[below] as number)) below++
    if ((heap[below] as number) >= score) break
    heap[at] = heap[below] as number
    at = below
  }
  heap[at] = score
}
