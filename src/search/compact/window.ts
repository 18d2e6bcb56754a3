// Sums of points for a few thousand papers at a time, word after word. Each word's rows are gone through once from window to window.
// Nothing that cannot be foretold is asked of a posting while it is added: that would cost more than the sum.
import type { Allowed, Levels } from './allowed.ts'
import type { Impacts } from './impacts.ts'
import { pointsOf } from './points.ts'
import { lengthOf, seek } from './rows.ts'
import { bm25, most, step } from './score.ts'
import type { Scoring } from './wanted.ts'

/** Papers in a window: their sums take three quarters of the fastest memory that a processor has. */
export const windowSize = 3072

/** Looking a paper up among the postings of a window costs about as much as going through so many. */
const lookUpCost = 24
/** Looking whether a paper has the points it needs, in postings gone through. */
const listCost = 0.3

/** The window's sums, and the papers listed, by their place in it: one place for all queries, one after the other. */
const sums = new Float64Array(windowSize)
const places = new Uint16Array(windowSize)

/** A window over the papers that moves on. */
export type Window = {
  /** Begins anew at a paper behind all windows before. Papers that come to a sum of `least`, which must be above 0, are listed as they do. */
  open(from: number, least: number): void
  /** Adds the points of the next word, by its place in the query, to all papers allowed that may come to the least sum; to others it may. Gives about how many postings were gone through for it. */
  add(word: number, allowed: Allowed): number
  /** Puts the papers that came to the least sum, and their sums, into places for as many as a window has; gives how many. In no order, allowed or not. */
  take(papers: Uint32Array, sums: Float64Array): number
}

/** The window for a query's words, with the most that each and all behind it can add, and what their postings are worth, where that is kept. */
export function createWindow(
  scoring: readonly Scoring[],
  rests: readonly number[],
  papers: number,
  impacts: readonly Impacts[],
): Window {
  /** Where the papers behind the last window begin in the rows of each word, or before that: in which, and at which place. */
  const rowAt = scoring.map(() => 0)
  const placeAt = scoring.map(() => 0)
  /** About how many postings a word has in a window. */
  const perWindow = scoring.map(({ rows }) => (lengthOf(rows) * windowSize) / papers)
  let start = 0
  let least = 0
  let count = 0
  /** Whether all that may still come to the least sum are listed, and not only those that have it. */
  let isListed = false

  /** Adds points up to the end of the window, from a place in a row; gives the place behind. */
  function addFrom(
    row: Uint32Array,
    from: number,
    one: Scoring,
    impacts: Uint16Array | undefined,
  ): number {
    return impacts === undefined
      ? addMentions(row, from, one)
      : addImpacts(row, from, one.weight * step, impacts)
  }

  function addImpacts(row: Uint32Array, from: number, each: number, impacts: Uint16Array): number {
    const first = start
    const enough = isListed ? Number.POSITIVE_INFINITY : least
    let at = from
    for (; at < row.length; at++) {
      const place = ((row[at] as number) >>> 8) - first
      if (place >= windowSize) break
      const before = sums[place] as number
      const sum = before + each * (impacts[at] as number)
      sums[place] = sum
      // Rare once some good papers are known, and so foretold.
      if (sum >= enough && before < enough) places[count++] = place
    }
    return at
  }

  /** The formula is that of `pointsOf`, with all it needs at hand. */
  function addMentions(row: Uint32Array, from: number, { weight, scale }: Scoring): number {
    const { narrow, wide, perNarrow, perWide } = scale
    const [first, each, { k }] = [start, weight * step, bm25]
    const enough = isListed ? Number.POSITIVE_INFINITY : least
    let at = from
    for (; at < row.length; at++) {
      const posting = row[at] as number
      const paper = posting >>> 8
      const place = paper - first
      if (place >= windowSize) break
      const mentions =
        ((posting >>> 5) & 7) * (perNarrow[narrow[paper] as number] as number) +
        (posting & 31) * (perWide[wide[paper] as number] as number)
      const steps = Math.ceil(((mentions * most) / (mentions + k)) * (1 / step))
      const before = sums[place] as number
      const sum = before + each * steps
      sums[place] = sum
      if (sum >= enough && before < enough) places[count++] = place
    }
    return at
  }

  /** The same for the papers listed alone. */
  function lookUpFrom(row: Uint32Array, from: number, one: Scoring): number {
    let at = from
    for (let i = 0; i < count && at < row.length; i++) {
      const place = places[i] as number
      at = seek(row, start + place, at)
      const posting = row[at] ?? 0
      if (posting >>> 8 === start + place)
        sums[place] = (sums[place] as number) + pointsOf(one, posting)
    }
    return at
  }

  /** Lists the papers with a sum of so much or more, without those known not to be allowed. Those not listed before are not looked at. */
  function list(needed: number, { levels }: Allowed): void {
    if (isListed) {
      keep(needed)
      return
    }
    isListed = true
    let first = 0
    // Four at a time, so that a place need not wait until all before it are counted.
    for (let place = 0; place < windowSize; place += 4) {
      const second = first + Number((sums[place] as number) >= needed)
      const third = second + Number((sums[place + 1] as number) >= needed)
      const fourth = third + Number((sums[place + 2] as number) >= needed)
      places[first] = place
      places[second] = place + 1
      places[third] = place + 2
      places[fourth] = place + 3
      first = fourth + Number((sums[place + 3] as number) >= needed)
    }
    count = first
    if (levels !== undefined) keepAllowed(levels)
  }

  function keepAllowed({ level, top }: Levels): void {
    let kept = 0
    for (let i = 0; i < count; i++) {
      const place = places[i] as number
      places[kept] = place
      kept += Number(level[start + place] === top)
    }
    count = kept
  }

  function keep(needed: number): void {
    let kept = 0
    for (let i = 0; i < count; i++) {
      const place = places[i] as number
      places[kept] = place
      kept += Number((sums[place] as number) >= needed)
    }
    count = kept
  }

  return {
    open(from, enough) {
      start = from
      least = enough
      count = 0
      isListed = false
      sums.fill(0)
    },
    add(word, allowed) {
      const needed = least - (rests[word] as number)
      const one = scoring[word] as Scoring
      const postings = perWindow[word] as number
      if (needed > 0 && postings > listCost * (isListed ? count : windowSize)) list(needed, allowed)
      const isFew = isListed && count * lookUpCost < postings
      for (let n = rowAt[word] as number; n < one.rows.length; n++) {
        const row = one.rows[n] as Uint32Array
        const from = seek(row, start, placeAt[word] as number)
        const to = isFew ? lookUpFrom(row, from, one) : addFrom(row, from, one, impacts[word]?.[n])
        rowAt[word] = n
        placeAt[word] = to
        if (to < row.length) break
        placeAt[word] = 0
        rowAt[word] = n + 1
      }
      return isFew ? count * lookUpCost : postings
    },
    take(papers, taken) {
      let kept = 0
      for (let i = 0; i < count; i++) {
        const place = places[i] as number
        const sum = sums[place] as number
        papers[kept] = start + place
        taken[kept] = sum
        kept += Number(sum >= least)
      }
      return kept
    },
  }
}
