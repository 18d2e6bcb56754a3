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
  let toCome = boundOf(scoring)
  for (const [i, one] of scoring.entries()) {
    toCome -= one.bound
    const { found } = allowed
    if (found !== undefined && found.length * lookUpCost < lengthOf(one.rows)) {
      inOrder ??= found.slice().sort()
      for (const row of one.rows) addWhereBoth(inOrder, row, one, lengths)
    } else for (const row of one.rows) addAll(row, one, lengths, allowed)
    if (count <= wanted) continue
    const papers = reached.subarray(0, count)
    const least = leastOf(papers, wanted)
    if (toCome * slack >= least) continue
    const left = atLeast(papers.slice(), least - toCome * slack).sort()
    return { scores, papers: addRest(scoring.slice(i + 1), left, lengths, wanted) }
  }
  return { scores, papers: reached.subarray(0, count) }
}

/** Adds the points of a row to all papers allowed. */
function addAll(row: Uint32Array, one: Scoring, lengths: Lengths, { level, top }: Allowed): void {
  for (let at = 0; at < row.length; at++) {
    const posting = row[at] as number
    const paper = posting >>> 8
    if (level[paper] === top) add(paper, pointsOf(one, posting, lengths))
  }
}

/** Adds the points of a row to papers given in order. */
function addWhereBoth(papers: Uint32Array, row: Uint32Array, one: Scoring, lengths: Lengths): void {
  for (let i = 0, at = 0; i < papers.length; i++) {
    const paper = papers[i] as number
    at = seek(row, paper, at)
    if (at === row.length) return
    const posting = row[at] as number
    if (posting >>> 8 === paper) add(paper, pointsOf(one, posting, lengths))
  }
}

function add(paper: number, points: number): void {
  const before = scores[paper] as number
  if (before === 0) reached[count++] = paper
  scores[paper] = before + points
}

/** Adds the points of the other words to papers, given in order; leaves out those that can no longer be among the first. */
function addRest(
  rest: readonly Scoring[],
  papers: Uint32Array,
  lengths: Lengths,
  wanted: number,
): Uint32Array {
  let left = papers
  let toCome = boundOf(rest)
  for (const one of rest) {
    if (left.length > wanted) left = atLeast(left, leastOf(left, wanted) - toCome * slack)
    for (const row of one.rows) addWhereBoth(left, row, one, lengths)
    toCome -= one.bound
  }
  return left
}

function boundOf(scoring: readonly Scoring[]): number {
  return scoring.reduce((sum, { bound }) => sum + bound, 0)
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
