// How the words of all titles begin, a byte for each word: initials are looked for in them, and only titles that have some are read.
import { columnOf } from './numbers.ts'
import { type Packed, titleWords } from './packing.ts'
import type { Words } from './words.ts'

/** The titles as they are. */
type Titles = {
  count(): number
  packedAt(paper: number): Packed
  /** How many words each has; of a very long one at least so many. */
  readonly columns: { readonly titleWords: { readonly all: ArrayLike<number> } }
}

export type Beginnings = {
  /** Reads titles that came since the last time, no more than so many; true if any are left. */
  read(most: number): boolean
  /** Visits all words of titles that, with those behind them, begin with these letters from a to z: each paper's number, and the place in its title. */
  each(letters: string, visit: (paper: number, place: number) => void): void
}

/** A title once written stays as it is, so that only those that came since are read: ahead, or else when they are asked for. */
export function createBeginnings(titles: Titles, words: Words): Beginnings {
  /** The titles by number, a 0 behind each. First signs other than letters are 1. */
  let letters = Buffer.alloc(4096)
  /** Where the title of each paper begins that a block of them begins with. */
  const starts = columnOf(Uint32Array)
  let [used, known] = [0, 0]

  function read(most: number): boolean {
    const { units, ends } = words.written()
    for (const last = Math.min(titles.count(), known + most); known < last; known++) {
      const title = titleWords(titles.packedAt(known))
      if (used + title.length >= letters.length)
        letters = widened(letters, used + Math.max(roomFrom(known), title.length + 1))
      if (known % perBlock === 0) starts.set(known / perBlock, used)
      for (let i = 0; i < title.length; i++) {
        const unit = units[ends[(title[i] as number) - 1] as number] as number
        letters[used++] = unit >= letterA && unit <= letterZ ? unit : 1
      }
      letters[used++] = 0
    }
    return known < titles.count()
  }

  /** What the titles from one on take. */
  function roomFrom(paper: number): number {
    const { all } = titles.columns.titleWords
    let room = 0
    for (let other = paper; other < titles.count(); other++) room += (all[other] as number) + 1
    return room
  }

  /** The paper whose title such a place is in, and where that begins. */
  function titleAt(place: number): { readonly paper: number; readonly start: number } {
    let [low, high] = [0, Math.ceil(known / perBlock) - 1]
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if ((starts.all[middle] as number) <= place) low = middle
      else high = middle - 1
    }
    let [paper, start] = [low * perBlock, starts.all[low] as number]
    for (let end = letters.indexOf(0, start); end < place; end = letters.indexOf(0, start)) {
      start = end + 1
      paper++
    }
    return { paper, start }
  }

  return {
    read,
    each(wanted, visit) {
      read(Number.POSITIVE_INFINITY)
      const all = letters.subarray(0, used)
      for (let at = all.indexOf(wanted); at >= 0; at = all.indexOf(wanted, at + 1)) {
        const { paper, start } = titleAt(at)
        visit(paper, at - start)
      }
    },
  }
}

const [letterA, letterZ] = [97, 122] as const
/** Titles in a block: as long as a few lines of text. */
const perBlock = 32

function widened(row: Buffer, length: number): Buffer<ArrayBuffer> {
  const more = Buffer.alloc(Math.ceil(length * 1.1))
  more.set(row)
  return more
}
