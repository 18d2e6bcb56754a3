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

/** What a paper earns for how the query's words stand in its stems: the title's, zeros, and the body's if there are pairs. */
export function togetherIn(stems: Uint32Array, points: number, wanted: Wanted): Together {
  const adjacency = wanted.pairs.reduce((sum, pair) => sum + pairPoints(stems, pair), 0)
  const cover = titleCover(stems, titleEnd(stems), wanted.stems)
  return {
    adjacency,
    title: (points * sameTitle * Math.max(0, cover - nearlySame)) / (1 - nearlySame),
  }
}

/** The body is behind zeros, if it is there. */
function titleEnd(stems: Uint32Array): number {
  const end = stems.indexOf(0)
  return end < 0 ? stems.length : end
}

/** The most that a pair earns anywhere in a text. */
function pairPoints(list: Uint32Array, { first, second, worth }: Pair): number {
  let most = 0
  for (let at = list.indexOf(first); at >= 0; at = list.indexOf(first, at + 1))
    for (let apart = -adjacencyReach; apart <= adjacencyReach; apart++)
      if (list[at + apart] === second)
        most = Math.max(most, adjacencyPoints(worth[0], worth[1], apart))
  return most
}

/** The share of the title, which ends there, that the query covers, and of the query that the title does. */
function titleCover(stems: Uint32Array, end: number, query: ReadonlySet<number>): number {
  let [different, shared] = [0, 0]
  for (let i = 0; i < end; i++) {
    const stem = stems[i] as number
    if (stems.indexOf(stem) < i) continue
    different++
    if (query.has(stem)) shared++
  }
  return shared / Math.max(different, query.size, 1)
}
