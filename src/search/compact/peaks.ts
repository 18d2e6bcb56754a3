// The most that each word is worth in any paper: much less than the formula could give, for no paper is nothing but that word.
// What common words can still add is known from it without a look at their postings (the maximal scores of Turtle and Flood).

import type { Work } from './pausing.ts'
import { mentionsOf, type Scale } from './points.ts'
import type { Rows } from './rows.ts'

/** The most mentions, evened out, in any of a word's postings; those of papers no longer held may be among them. */
export type Peaks = (word: number, rows: Rows, scale: Scale, work: Work) => number

/** Shorter rows are gone through in no time. */
const longRow = 32
/** When texts have become this much longer in the mean, peaks are looked for anew. */
const outgrown = 1.1

type Known = {
  /** What a mention counted in a text of some length when these were found. */
  readonly perNarrow: number
  readonly perWide: number
  /** By the buffer of a sealed piece, whose rows never change, and by word. */
  readonly by: WeakMap<ArrayBufferLike, Map<number, number>>
}

/** None known yet; each is found when it is first asked for, one for all words of a kind. */
export function createPeaks(): Peaks {
  let known: Known = { perNarrow: 0, perWide: 0, by: new WeakMap() }

  /** How much more a mention may count now. It grows with the mean, at most as much, and most in the longest texts. */
  function growth({ perNarrow, perWide }: Scale): number {
    const [narrow, wide] = [perNarrow.at(-1) as number, perWide.at(-1) as number]
    const grown = Math.max(1, narrow / known.perNarrow, wide / known.perWide)
    if (grown < outgrown) return grown
    known = { perNarrow: narrow, perWide: wide, by: new WeakMap() }
    return 1
  }

  function peakOf(word: number, row: Uint32Array, scale: Scale, work: Work): number {
    const peaks = known.by.get(row.buffer) ?? new Map<number, number>()
    if (peaks.size === 0) known.by.set(row.buffer, peaks)
    const found = peaks.get(word)
    if (found !== undefined) return found
    const peak = highest(row, scale)
    peaks.set(word, peak)
    work.postings += row.length
    return peak
  }

  /** One query has one scale for all its words. */
  let last: Scale | undefined
  let grown = 1

  return (word, rows, scale, work) => {
    if (scale !== last) grown = growth(scale)
    last = scale
    let peak = 0
    for (const row of rows)
      peak = Math.max(
        peak,
        row.length < longRow ? highest(row, scale) : grown * peakOf(word, row, scale, work),
      )
    return peak
  }
}

function highest(row: Uint32Array, scale: Scale): number {
  let peak = 0
  for (let i = 0; i < row.length; i++) peak = Math.max(peak, mentionsOf(scale, row[i] as number))
  return peak
}
