// How the words of all titles begin, a byte for each word: initials are looked for in them, and only titles that have some are read.
import { type Packed, titleWords } from './packing.ts'
import type { Words } from './words.ts'

/** The titles as they are: what is known of them is made when it is first asked for. */
type Titles = { count(): number; packedAt(paper: number): Packed }

export type Beginnings = {
  /** The first letters of each title's words, a 0 behind each title, the titles by number. Other first signs than a–z are 1. */
  letters(): Uint8Array
}

/** A title once written stays as it is, so that only those that came since are read. */
export function createBeginnings(titles: Titles, words: Words): Beginnings {
  let letters = new Uint8Array(4096)
  let [used, known] = [0, 0]
  return {
    letters() {
      const { units, ends } = words.written()
      for (; known < titles.count(); known++) {
        const title = titleWords(titles.packedAt(known))
        if (used + title.length >= letters.length) letters = widened(letters, used + title.length)
        for (let i = 0; i < title.length; i++) {
          const unit = units[ends[(title[i] as number) - 1] as number] as number
          letters[used++] = unit >= letterA && unit <= letterZ ? unit : 1
        }
        letters[used++] = 0
      }
      return letters.subarray(0, used)
    },
  }
}

const [letterA, letterZ] = [97, 122] as const

function widened(row: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const more = new Uint8Array((length + 1) * 2)
  more.set(row)
  return more
}
