// What single words do not tell, for the first papers only: words of the query that are neighbours in the paper too, and a
// title that is the query.
import { adjacencyPoints, adjacencyReach } from './score.ts'
import type { Pair, Wanted } from './wanted.ts'

/** A title that is made of the query's words and of nothing else, as a share of the paper's score. */
const sameTitle = 0.5
/** From this share of words in common on, a title is taken for what was typed. */
const nearlySame = 0.6

/** What a paper earns beside its words: for neighbours, and for its title. `points` is the score of its words. */
export type Together = { readonly adjacency: number; readonly title: number }

/**
 * Gives what a paper with so many points earns for how the query's words stand in its stems: the title's, zeros, and the
 * body's if there are pairs.
 */
export function togetherFor({
  pairs,
  stems: query,
}: Pick<Wanted, 'pairs' | 'stems'>): (stems: Uint32Array, points: number) => Together {
  const adjacency = adjacencyFor(pairs)
  return (stems, points) => {
    const cover = titleCover(stems, titleEnd(stems), query)
    return {
      adjacency: adjacency(stems),
      title: (points * sameTitle * Math.max(0, cover - nearlySame)) / (1 - nearlySame),
    }
  }
}

/** The body is behind zeros, if it is there. */
function titleEnd(stems: Uint32Array): number {
  return placeOf(0, stems, stems.length)
}

/** Stems are first told apart by so many of their bits: hardly any other is then taken for one of a pair. */
const lower = 2 ** 10 - 1

/** Gives for the stems of a paper what all pairs earn in it, each the most that it does anywhere. */
function adjacencyFor(pairs: readonly Pair[]): (stems: Uint32Array) => number {
  const mayBegin = new Uint8Array(lower + 1)
  for (const { first } of pairs) mayBegin[first & lower] = 1
  const earned = new Float64Array(pairs.length)

  function earn(stems: Uint32Array, at: number): void {
    for (let i = 0; i < pairs.length; i++) {
      const { first, second, worth } = pairs[i] as Pair
      if (first !== stems[at]) continue
      const end = Math.min(at + adjacencyReach, stems.length - 1)
      for (let near = Math.max(at - adjacencyReach, 0); near <= end; near++)
        if (stems[near] === second)
          earned[i] = Math.max(earned[i] as number, adjacencyPoints(worth[0], worth[1], near - at))
    }
  }

  return (stems) => {
    earned.fill(0)
    for (let at = 0; at < stems.length; at++)
      if (mayBegin[(stems[at] as number) & lower] === 1) earn(stems, at)
    return earned.reduce((sum, points) => sum + points, 0)
  }
}

/** The first place of a stem, or the end. Titles are so short that going through them is the quickest. */
function placeOf(stem: number, stems: Uint32Array, end: number): number {
  let at = 0
  while (at < end && stems[at] !== stem) at++
  return at
}

/** The share of the title, which ends there, that the query covers, and of the query that the title does. */
function titleCover(stems: Uint32Array, end: number, query: ReadonlySet<number>): number {
  let [different, shared] = [0, 0]
  for (let i = 0; i < end; i++) {
    const stem = stems[i] as number
    if (placeOf(stem, stems, i) < i) continue
    different++
    if (query.has(stem)) shared++
  }
  return shared / Math.max(different, query.size, 1)
}
