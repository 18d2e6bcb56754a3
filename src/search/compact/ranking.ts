// The best papers for a query, word after word with the most telling first. Once the words still to come cannot lift a paper
// that has none so far among the best, they only add to those it could still concern: MaxScore (Turtle and Flood, "Query
// Evaluation: Strategies and Optimizations", 1995).
import type { Index } from './index.ts'
import { pointsOf } from './points.ts'
import { lengthOf, visitBoth } from './rows.ts'
import type { Scoring } from './wanted.ts'

/** Scores by paper number, and the papers that may be among the best. */
export type Ranked = { readonly scores: Float64Array; readonly papers: readonly number[] }

/** Sums in another order differ in their last digits; nothing is left out for so little. */
const slack = 1e-9

/** Where scores are added up: one place for all, since a query is done with before the next begins. */
let scores = new Float64Array(1024)
/** The papers that have a score there. */
let scored: number[] = []

function emptied(count: number): Float64Array {
  if (count > scores.length) scores = new Float64Array(Math.ceil(count * 1.5))
  else for (const paper of scored) scores[paper] = 0
  scored = []
  return scores
}

/** Looking a paper up in a row costs about as much as going through so many postings. */
const lookUpCost = 8

/** Papers that may be ranked: those at the top level, which `found` are, if they are known. */
export type Allowed = {
  readonly level: ArrayLike<number>
  readonly top: number
  readonly found?: readonly number[]
}

/**
 * Scores the papers allowed. Of those beyond the first `wanted`, only what is needed to tell that they are; all get their
 * scores when `wanted` is infinite. What is given must be used before the next call.
 */
export function ranked(
  index: Index,
  scoring: readonly Scoring[],
  { level, top, found }: Allowed,
  wanted: number,
): Ranked {
  const scores = emptied(index.papers.count())
  let inOrder: Uint32Array | undefined
  let toCome = scoring.reduce((sum, { bound }) => sum + bound, 0)
  for (const [i, one] of scoring.entries()) {
    toCome -= one.bound
    const points = pointsOf(one, index)
    const add = (paper: number, posting: number) => {
      if (scores[paper] === 0) scored.push(paper)
      scores[paper] = (scores[paper] as number) + points(posting)
    }
    if (found !== undefined && found.length * lookUpCost < lengthOf(one.rows)) {
      inOrder ??= new Uint32Array(found).sort()
      for (const row of one.rows) visitBoth(inOrder, row, add)
    } else
      for (const row of one.rows)
        for (let at = 0; at < row.length; at++) {
          const posting = row[at] as number
          if (level[posting >>> 8] === top) add(posting >>> 8, posting)
        }
    if (scored.length <= wanted) continue
    const least = leastOf(scored, scores, wanted)
    if (toCome * (1 + slack) >= least) continue
    const left = atLeast(new Uint32Array(scored), least - toCome * (1 + slack), scores).sort()
    return { scores, papers: addRest(index, scoring.slice(i + 1), left, { scores, wanted }) }
  }
  return { scores, papers: scored }
}

/** Adds the points of the other words to papers, given in order; leaves out those that can no longer be among the first. */
function addRest(
  index: Index,
  rest: readonly Scoring[],
  papers: Uint32Array,
  { scores, wanted }: { readonly scores: Float64Array; readonly wanted: number },
): readonly number[] {
  let left = papers
  let toCome = rest.reduce((sum, { bound }) => sum + bound, 0)
  for (const one of rest) {
    if (left.length > wanted) {
      const least = leastOf(left, scores, wanted) - toCome * (1 + slack)
      left = atLeast(left, least, scores)
    }
    const points = pointsOf(one, index)
    for (const row of one.rows)
      visitBoth(left, row, (paper, posting) => {
        scores[paper] = (scores[paper] as number) + points(posting)
      })
    toCome -= one.bound
  }
  return Array.from(left)
}

/** Those with this score or more, in the same place. */
function atLeast(papers: Uint32Array, least: number, scores: Float64Array): Uint32Array {
  let kept = 0
  for (let i = 0; i < papers.length; i++) {
    const paper = papers[i] as number
    if ((scores[paper] as number) >= least) papers[kept++] = paper
  }
  return papers.subarray(0, kept)
}

/** The score of the last of the first so many: the least of the highest, kept in a heap with the least on top. */
function leastOf(papers: ArrayLike<number>, scores: Float64Array, wanted: number): number {
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
