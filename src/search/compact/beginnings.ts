// How the words of all titles begin, a byte for each word: initials are looked for in them, and only titles that have some are read.
import { columnOf } from './numbers.ts'
import { type Packed, titleWords } from './packing.ts'
import type { Words } from './words.ts'

/** The titles as they are: what is known of them is made when it is first asked for. */
type Titles = { count(): number; packedAt(paper: number): Packed }

export type Beginnings = {
  /** Visits all words of titles that, with those behind them, begin with these letters from a to z: each paper's number, and the place in its title. */
  each(letters: string, visit: (paper: number, place: number) => void): void
}

/** A title once written stays as it is, so that only those that came since are read. */
export function createBeginnings(titles: Titles, words: Words): Beginnings {
  /** The titles by number, a 0 behind each. First signs other than letters are 1. */
  let letters = Buffer.alloc(4096)
  /** By paper, where its title begins. */
  const starts = columnOf(Uint32Array)
  let [used, known] = [0, 0]

  function read(): void {
    const { units, ends } = words.written()
    for (; known < titles.count(); known++) {
      const title = titleWords(titles.packedAt(known))
      if (used + title.length >= letters.length) letters = widened(letters, used + title.length)
      starts.set(known, used)
      for (let i = 0; i < title.length; i++) {
        const unit = units[ends[(title[i] as number) - 1] as number] as number
        letters[used++] = unit >= letterA && unit <= letterZ ? unit : 1
      }
      letters[used++] = 0
    }
  }

  /** The paper whose title such a place is in: the last that begins no later. */
  function paperAt(place: number): number {
    let [low, high] = [0, known - 1]
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if ((starts.all[middle] as number) <= place) low = middle
      else high = middle - 1
    }
    return low
  }

  return {
    each(wanted, visit) {
      read()
      const all = letters.subarray(0, used)
      for (let at = all.indexOf(wanted); at >= 0; at = all.indexOf(wanted, at + 1)) {
        const paper = paperAt(at)
        visit(paper, at - (starts.all[paper] as number))
      }
    },
  }
}

const [letterA, letterZ] = [97, 122] as const

function widened(row: Buffer, length: number): Buffer<ArrayBuffer> {
  const more = Buffer.alloc((length + 1) * 2)
  more.set(row)
  return more
}
