// How alike two papers are in what they say: the cosine between the words and pairs of neighbours that both have.
// The vector space of G. Salton et al., CACM 18 (1975), with counts by their logarithm and the rarity of a word as its weight.
import { stem } from './stem.ts'
import { stopWords } from './text.ts'

/** A paper's stems in order; a '' is no word. */
export type Described = { readonly title: readonly string[]; readonly body: readonly string[] }

/** A word in the title counts as often as this many in the abstract. */
const titleCount = 2
/** Two neighbours tell more than the two words, but they are counted already. */
const pairWeight = 0.35

const common: ReadonlySet<string> = new Set([...stopWords].map(stem))

/** Weights by stem, and by pair of stems with a space between. */
type Vector = ReadonlyMap<string, number>

/**
 * How alike a paper is to others, from 0 to 1; 1 for the same words. `papersWith` tells in how many of the `total` papers a
 * stem stands.
 */
export function likenessTo(
  paper: Described,
  total: number,
  papersWith: (stem: string) => number,
): (other: Described) => number {
  const rarity = rarityOf(total, papersWith)
  const own = vectorOf(paper, rarity)
  return (other) => {
    const theirs = vectorOf(other, rarity)
    let shared = 0
    for (const [key, weight] of own) shared += weight * (theirs.get(key) ?? 0)
    const lengths = lengthOf(own) * lengthOf(theirs)
    return lengths === 0 ? 0 : shared / lengths
  }
}

function rarityOf(total: number, papersWith: (stem: string) => number): (stem: string) => number {
  const known = new Map<string, number>()
  return (word) => {
    const found = known.get(word) ?? Math.log((total + 1) / Math.max(papersWith(word), 1))
    known.set(word, found)
    return found
  }
}

function vectorOf(paper: Described, rarity: (stem: string) => number): Vector {
  const counts = new Map<string, number>()
  for (const [list, by] of [
    [paper.title, titleCount],
    [paper.body, 1],
  ] as const)
    list.forEach((word, i) => {
      if (!isTelling(word)) return
      counts.set(word, (counts.get(word) ?? 0) + by)
      const next = list[i + 1]
      if (next === undefined || !isTelling(next)) return
      const pair = `${word} ${next}`
      counts.set(pair, (counts.get(pair) ?? 0) + by)
    })
  return new Map(
    Array.from(counts, ([key, count]) => [key, (1 + Math.log(count)) * weightOf(key, rarity)]),
  )
}

function weightOf(key: string, rarity: (stem: string) => number): number {
  const [first = '', second] = key.split(' ')
  return second === undefined ? rarity(first) : pairWeight * (rarity(first) + rarity(second))
}

function isTelling(word: string): boolean {
  return word !== '' && !common.has(word)
}

function lengthOf(vector: Vector): number {
  let sum = 0
  for (const weight of vector.values()) sum += weight * weight
  return Math.sqrt(sum)
}
