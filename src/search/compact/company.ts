// How much a paper is like the others that answer best, for the first papers of a question: what is relevant is alike
// (C. J. van Rijsbergen, "Information Retrieval", 1979, chapter 3), and what is alike should score alike (F. Diaz,
// "Regularizing ad hoc retrieval scores", CIKM 2005). All of them are compared at once, by the middle of their vectors.
import { stem } from '../stem.ts'
import { stopWords } from '../text.ts'
import type { Index } from './index.ts'
import { companyPoints, companyShare, rarity, saturated, weights } from './score.ts'

/** The first papers of an answer, put in one by one. */
export type Company = {
  /** The next paper: the stems of its title, zeros, and those of its body. */
  add(stems: Uint32Array): void
  /** What each paper earns, in the order they came, by the points that it has so far. */
  points(soFar: readonly number[]): readonly number[]
}

const commonStems = [...new Set([...stopWords].map(stem))]

/** The place of each stem among those met, from 1; all 0 between two questions. */
let places = new Uint32Array(4096)

/** Nobody yet. Nothing else may be asked of the index before `points` has been. */
export function createCompany({ words, papers, counts }: Index): Company {
  if (words.count() > places.length) places = new Uint32Array(Math.ceil(words.count() * 1.5))
  const met = [0]
  /** By place: how telling the stem is, and how often it stands in the paper that is put in. */
  const tells = [0]
  const times = [0]
  /** The papers' vectors behind each other, of length 1 each, and where each ends. */
  const [at, weight]: [number[], number[]] = [[], []]
  const ends: number[] = []

  function meet(stemmed: number, telling: number): number {
    places[stemmed] = met.push(stemmed) - 1
    tells.push(telling)
    times.push(0)
    return places[stemmed] as number
  }

  for (const common of commonStems) meet(words.find(common), 0)
  const tellingOf = (stemmed: number) =>
    Math.sqrt(rarity(papers.size(), counts.text.all[stemmed] ?? 0))

  return {
    add(stems) {
      const from = at.length
      let once: number = weights.title
      for (let i = 0; i < stems.length; i++) {
        const stemmed = stems[i] as number
        if (stemmed === 0) {
          once = 1
          continue
        }
        const place = places[stemmed] || meet(stemmed, tellingOf(stemmed))
        if (tells[place] === 0) continue
        if (times[place] === 0) at.push(place)
        times[place] = (times[place] as number) + once
      }
      let squares = 0
      for (let i = from; i < at.length; i++) {
        const place = at[i] as number
        const one = saturated(times[place] as number) * (tells[place] as number)
        times[place] = 0
        weight.push(one)
        squares += one * one
      }
      const length = Math.sqrt(squares)
      for (let i = from; i < at.length; i++) weight[i] = (weight[i] as number) / length
      ends.push(at.length)
    },

    points(soFar) {
      for (const stemmed of met) places[stemmed] = 0
      const best = Math.max(...soFar)
      const shares = soFar.map((points) => companyShare(points, best))
      const all = shares.reduce((sum, share) => sum + share, 0)
      const middle = new Float64Array(met.length)
      for (let n = 0, i = 0; n < ends.length; n++)
        for (; i < (ends[n] as number); i++) {
          const place = at[i] as number
          middle[place] = (middle[place] as number) + (shares[n] as number) * (weight[i] as number)
        }
      return shares.map((share, n) => {
        let alike = 0
        for (let i = ends[n - 1] ?? 0; i < (ends[n] as number); i++)
          alike += (middle[at[i] as number] as number) * (weight[i] as number)
        // Nobody is company to himself.
        const others = all - share
        return others > 0 ? companyPoints(Math.max(0, alike - share) / others, best) : 0
      })
    },
  }
}
