// Sums of points for a few thousand papers at a time, word after word. Each word's rows are gone through once from window to window.
import { type Lengths, pointsOf } from './points.ts'
import { seek } from './rows.ts'
import type { Scoring } from './wanted.ts'

/** Papers in a window: their sums take half of the fastest memory that a processor has. */
export const windowSize = 2048

/** Looking a paper up among the postings of a window costs about as much as going through so many. */
const lookUpCost = 8

/** The window's sums, and the papers that have one, by their place in it: one place for all queries, one after the other. */
const sums = new Float64Array(windowSize)
const places = new Uint16Array(windowSize)

/** A window over the papers that moves on. */
export type Window = {
  /** Begins anew at a paper behind all windows before. */
  open(from: number): void
  /** Adds the points of a word, by its place in the query, to all papers allowed. */
  addAll(word: number, allowed: { readonly level: Uint16Array; readonly top: number }): void
  /** Keeps the papers with a sum of so much or more; gives how many. Other sums are no longer added to. */
  keep(least: number): number
  /** Adds the points of a word to the papers kept. */
  addToKept(word: number): void
  /** The papers kept, in no order, with their sums. */
  each(visit: (paper: number, sum: number) => void): void
}

/** The window for a query's words. */
export function createWindow(scoring: readonly Scoring[], lengths: Lengths): Window {
  /** Where the window begins in the rows of each word: in which, and at which place. */
  const rowAt = new Uint32Array(scoring.length)
  const placeAt = new Uint32Array(scoring.length)
  let start = 0
  let count = 0
  let needed = 0

  /** Calls back for each stretch of a word's rows that lies in the window. */
  function eachStretch(
    word: number,
    visit: (one: Scoring, row: Uint32Array, from: number, to: number) => void,
  ): void {
    const one = scoring[word] as Scoring
    for (let n = rowAt[word] as number; n < one.rows.length; n++) {
      const row = one.rows[n] as Uint32Array
      const from = seek(row, start, placeAt[word] as number)
      const to = seek(row, start + windowSize, from)
      if (from < to) visit(one, row, from, to)
      rowAt[word] = n
      placeAt[word] = to
      if (to < row.length) return
      placeAt[word] = 0
      rowAt[word] = n + 1
    }
  }

  function addStretch(one: Scoring, row: Uint32Array, from: number, to: number): void {
    if (to - from > count * lookUpCost)
      for (let i = 0; i < count; i++) {
        const place = places[i] as number
        const posting = row[seek(row, start + place, from)] ?? 0
        if (posting >>> 8 === start + place)
          sums[place] = (sums[place] as number) + pointsOf(one, posting, lengths)
      }
    else
      for (let at = from; at < to; at++) {
        const posting = row[at] as number
        const place = (posting >>> 8) - start
        const before = sums[place] as number
        if (before >= needed) sums[place] = before + pointsOf(one, posting, lengths)
      }
  }

  return {
    open(from) {
      start = from
      count = 0
      sums.fill(0)
    },
    addAll(word, { level, top }) {
      eachStretch(word, (one, row, from, to) => {
        for (let at = from; at < to; at++) {
          const posting = row[at] as number
          const paper = posting >>> 8
          if (level[paper] !== top) continue
          const before = sums[paper - start] as number
          if (before === 0) places[count++] = paper - start
          sums[paper - start] = before + pointsOf(one, posting, lengths)
        }
      })
    },
    keep(least) {
      let kept = 0
      for (let i = 0; i < count; i++) {
        const place = places[i] as number
        if ((sums[place] as number) >= least) places[kept++] = place
      }
      count = kept
      needed = least
      return count
    },
    addToKept(word) {
      eachStretch(word, addStretch)
    },
    each(visit) {
      for (let i = 0; i < count; i++) {
        const place = places[i] as number
        visit(start + place, sums[place] as number)
      }
    },
  }
}
