// How many of a query's words stand in one paper: which of several spellings fits the others.
import type { Rows } from './compact/rows.ts'

/** Where words stand. */
export type Standings = {
  /** A word's postings, the number of its paper in the upper 24 bits of each; of papers no longer held too. */
  rowsOf(word: string): Rows
  isHeld(paper: number): boolean
  /** Above every number that papers have. */
  papersEnd(): number
}

/** The words of a query by their places, of which there may be 30. */
export type Together = {
  /** Puts words, of which a paper must have all, in a place; what was there before goes. */
  put(place: number, ...words: readonly string[]): void
  /** Of how many places a paper has the words, at most. */
  most(): number
  /** The same of the papers that have these words, were they put in these places; 0 when no paper has them. */
  having(words: readonly string[], places: readonly number[]): number
}

/** By paper, a bit for each place whose words it has: one place for all, since a query is mended before the next. */
let has = new Uint32Array(1024)

/** No words yet. What was made before must no longer be used. */
export function createTogether({ rowsOf, isHeld, papersEnd }: Standings): Together {
  const end = papersEnd()
  if (end > has.length) has = new Uint32Array(Math.ceil(end * 1.5))
  else has.fill(0, 0, end)
  let placed = 0
  /** What `most` gives; undefined since something was put. */
  let known: number | undefined

  /** The rows of papers that have all the words. */
  function rowsOfAll([first = '', ...others]: readonly string[]): Rows {
    return others.reduce<Rows>((rows, word) => {
      const also = new Uint8Array(end)
      for (const row of rowsOf(word))
        for (let i = 0; i < row.length; i++) also[(row[i] as number) >>> 8] = 1
      return rows.map((row) => row.filter((posting) => also[posting >>> 8] === 1))
    }, rowsOf(first))
  }

  return {
    put(place, ...words) {
      const bit = 1 << place
      if ((placed & bit) !== 0)
        for (let paper = 0; paper < end; paper++) has[paper] = (has[paper] as number) & ~bit
      placed |= bit
      known = undefined
      for (const row of rowsOfAll(words))
        for (let i = 0; i < row.length; i++) {
          const paper = (row[i] as number) >>> 8
          has[paper] = (has[paper] as number) | bit
        }
    },

    most() {
      known ??= mostAmong(end, bitsIn(placed), isHeld)
      return known
    },

    having(words, places) {
      const others = ~places.reduce((mask, place) => mask | (1 << place), 0)
      const all = bitsIn(placed & others)
      let most = -1
      for (const row of rowsOfAll(words))
        for (let i = 0; i < row.length && most < all; i++) {
          const paper = (row[i] as number) >>> 8
          const count = bitsIn((has[paper] as number) & others)
          if (count > most && isHeld(paper)) most = count
        }
      return most < 0 ? 0 : most + places.length
    },
  }
}

function mostAmong(end: number, all: number, isHeld: (paper: number) => boolean): number {
  let most = 0
  let last = 0
  for (let paper = 0; paper < end && most < all; paper++) {
    const places = has[paper] as number
    if (places === last) continue
    last = places
    const count = bitsIn(places)
    if (count > most && isHeld(paper)) most = count
    else if (count > most) last = 0
  }
  return most
}

/** How many bits are set (Warren, "Hacker's Delight", 5–1). */
export function bitsIn(number: number): number {
  let rest = number - ((number >>> 1) & 0x55555555)
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333)
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
