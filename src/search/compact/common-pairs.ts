// Common words side by side, each two of them indexed as if they were one word: nearly every paper has each of them somewhere, and
// to look into all those papers for a phrase would take far longer than anything else that can be asked (Bahle, Williams and
// Zobel, "Efficient Phrase Querying with an Auxiliary Index", SIGIR 2002, index the neighbours of common words).
import { stem } from '../stem.ts'
import { stopWords } from '../text.ts'
import { columnOf } from './numbers.ts'
import type { Words } from './words.ts'

/** The stems of common words, each once. */
export const commonStems: readonly string[] = [...new Set([...stopWords].map(stem))]

export type CommonPairs = {
  /** Visits the numbers of all pairs in a row of words; zeros part what does not stand side by side. */
  each(row: readonly number[], visit: (pair: number) => void): void
  /** The number of two stems of a query; 0 where either is not common, undefined where both are and no text ever had them so. */
  find(first: string, second: string): number | undefined
  /** The numbers of all common stems that stand in a text. */
  stems(): readonly number[]
}

/** By stem, its place among them from 1. */
const placeOf = new Map(commonStems.map((one, i) => [one, i + 1]))
const end = commonStems.length + 1

/** The pairs of a dictionary. */
export function createCommonPairs(words: Words): CommonPairs {
  /** By word one more than the place of its stem, 1 where that is not common; 0 where nobody knows yet. */
  const places = columnOf(Uint8Array)
  /** By the places of both stems. */
  const pairs = new Uint32Array(end * end)
  /** The common stems' numbers when there were so many words. */
  let known = { count: 0, numbers: [] as readonly number[] }

  function placeOfWord(word: number): number {
    const known = places.all[word] ?? 0
    if (known !== 0) return known - 1
    const place = placeOf.get(words.text(words.stemOf(word))) ?? 0
    places.set(word, place + 1)
    return place
  }

  function pairAt(first: number, second: number): number {
    const at = first * end + second
    const known = pairs[at] as number
    if (known !== 0) return known
    const [one = '', other = ''] = [commonStems[first - 1], commonStems[second - 1]]
    const pair = words.addPair(one, other)
    pairs[at] = pair
    return pair
  }

  return {
    each(row, visit) {
      let before = 0
      for (let i = 0; i < row.length; i++) {
        const place = placeOfWord(row[i] as number)
        if (before > 0 && place > 0) visit(pairAt(before, place))
        before = place
      }
    },
    find: (first, second) =>
      placeOf.has(first) && placeOf.has(second) ? words.findPair(first, second) || undefined : 0,
    stems() {
      const count = words.count()
      if (count !== known.count)
        known = { count, numbers: commonStems.map(words.find).filter((number) => number > 0) }
      return known.numbers
    },
  }
}
