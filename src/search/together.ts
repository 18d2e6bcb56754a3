// How many of a query's words stand in one paper: which of several spellings fits the others.
import { lengthOf, postingOf, type Rows } from './compact/rows.ts'

/** Where words stand. */
export type Standings = {
  /** A word's postings, the number of its paper in the upper 24 bits of each; of papers no longer held too. */
  rowsOf(word: string): Rows
  isHeld(paper: number): boolean
  /** Above every number that papers have. */
  papersEnd(): number
}

/** The rows of papers that have all the words. */
export function rowsOfAll([first = '', ...others]: readonly string[], standings: Standings): Rows {
  return others.reduce<Rows>((rows, word) => {
    const also = new Uint8Array(standings.papersEnd())
    for (const row of standings.rowsOf(word))
      for (let i = 0; i < row.length; i++) also[(row[i] as number) >>> 8] = 1
    return rows.map((row) => row.filter((posting) => also[posting >>> 8] === 1))
  }, standings.rowsOf(first))
}

/** How many rows a paper must be met in before it is looked at: fewer are met by chance. */
const metOften = 3
/** So few papers are all looked at. */
const few = 100
let met = new Uint8Array(1024)

/**
 * Whether a paper stands in all these rows but so many. It must then stand in one of the shortest of them. If these have many
 * papers, it must be met often in a few more, so that only those are gone through (the divided merge of Li, Lu and Lu, "Efficient Merging and Filtering Algorithms for Approximate String
 * Searches", 2008).
 */
export function haveAllBut(
  missing: number,
  places: readonly Rows[],
  standings: Standings,
): boolean {
  const shortest = places.toSorted((a, b) => lengthOf(a) - lengthOf(b))
  if (places.length <= missing) return true
  const isOne = (paper: number) => isInAllBut(missing, shortest, paper) && standings.isHeld(paper)
  const first = shortest.slice(0, missing + 1).flat()
  if (lengthOf(first) <= few)
    return first.some((row) => row.some((posting) => isOne(posting >>> 8)))
  const often = Math.min(metOften, places.length - missing)
  const end = standings.papersEnd()
  if (end > met.length) met = new Uint8Array(Math.ceil(end * 1.5))
  else met.fill(0, 0, end)
  for (const row of shortest.slice(0, missing + often).flat())
    for (let i = 0; i < row.length; i++) {
      const paper = (row[i] as number) >>> 8
      const times = (met[paper] as number) + 1
      met[paper] = times
      if (times >= often && isOne(paper)) return true
    }
  return false
}

function isInAllBut(missing: number, places: readonly Rows[], paper: number): boolean {
  let left = missing
  for (const rows of places) if (postingOf(rows, paper) === 0 && --left < 0) return false
  return true
}

/** The words of a query by their places, of which there may be 30. */
export type Together = {
  /** Puts words, of which a paper must have all, in a place; what was there before goes. */
  put(place: number, ...words: readonly string[]): void
  /** Of how many places a paper has the words, at most, of those papers that have these words, were they put in these places; 0 when no paper has them. */
  having(words: readonly string[], places: readonly number[]): number
}

/** By paper, a bit for each place whose words it has: one place for all, since a query is mended before the next. */
let has = new Uint32Array(1024)

/** No words yet. What was made before must no longer be used. */
export function createTogether(standings: Standings): Together {
  const { isHeld } = standings
  const end = standings.papersEnd()
  if (end > has.length) has = new Uint32Array(Math.ceil(end * 1.5))
  else has.fill(0, 0, end)
  let placed = 0

  return {
    put(place, ...words) {
      const bit = 1 << place
      if ((placed & bit) !== 0)
        for (let paper = 0; paper < end; paper++) has[paper] = (has[paper] as number) & ~bit
      placed |= bit
      for (const row of rowsOfAll(words, standings))
        for (let i = 0; i < row.length; i++) {
          const paper = (row[i] as number) >>> 8
          has[paper] = (has[paper] as number) | bit
        }
    },

    having(words, places) {
      const others = ~places.reduce((mask, place) => mask | (1 << place), 0)
      const all = bitsIn(placed & others)
      let most = -1
      for (const row of rowsOfAll(words, standings))
        for (let i = 0; i < row.length && most < all; i++) {
          const paper = (row[i] as number) >>> 8
          const count = bitsIn((has[paper] as number) & others)
          if (count > most && isHeld(paper)) most = count
        }
      return most < 0 ? 0 : most + places.length
    },
  }
}

/** How many bits are set (Warren, "Hacker's Delight", 5–1). */
export function bitsIn(number: number): number {
  let rest = number - ((number >>> 1) & 0x55555555)
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333)
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
