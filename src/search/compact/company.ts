// How much a paper is like the others that answer best, for the first papers of a question: what is relevant is alike
// (C. J. van Rijsbergen, "Information Retrieval", 1979, chapter 3), and what is alike should score alike (F. Diaz,
// "Regularizing ad hoc retrieval scores", CIKM 2005). All of them are compared at once, by the middle of their vectors.
import { commonStems } from './common-pairs.ts'
import type { Index } from './index.ts'
import { companyPoints, companyShare, rarity, saturated, weights } from './score.ts'

/** The first papers of an answer, put in one by one. */
export type Company = {
  /** The next paper, of `mostPapers`: the stems of its title, zeros, and those of its body. */
  add(stems: Uint32Array): void
  /** What each paper earns, in the order they came, by the points that it has so far. */
  points(soFar: readonly number[]): readonly number[]
}

/** How many are compared, and by how much of a long text. */
export const mostPapers = 30
const mostWords = 200
/** Nobody types a question of more words. */
const mostAsked = 1000

/** The place of each stem among those met, from 1; all 0 between two questions. One place for all: a question is done with before the next. */
let places = new Uint16Array(4096)
const room = mostPapers * mostWords
/** The stem at each place, how telling it is, and how often it stands in the paper that is put in. */
const met = new Uint32Array(room + commonStems.length + mostAsked + 1)
const tells = new Float64Array(met.length)
const times = new Uint16Array(met.length)
/** The papers' vectors behind each other: the places of their stems, one of them put in vain, and weights, of length 1 together. */
const vectorPlaces = new Uint16Array(room + 1)
const vectorWeights = new Float64Array(room)
/** By place, the middle of all of them. */
const middle = new Float64Array(met.length)

/**
 * Nobody yet; the question's own stems, which have scored already, are no likeness. No other company may be made before the
 * `points` of this one have been asked for.
 */
export function createCompany(
  { words, commonPairs, papers, counts }: Index,
  question: ReadonlySet<number>,
): Company {
  if (words.count() > places.length) places = new Uint16Array(words.count() * 2)
  let lastMet = 0
  const ends: number[] = []

  function meet(stemmed: number, telling: number): number {
    lastMet++
    places[stemmed] = lastMet
    met[lastMet] = stemmed
    tells[lastMet] = telling
    return lastMet
  }

  for (const common of commonPairs.stems()) meet(common, 0)
  for (const stemmed of [...question].slice(0, mostAsked))
    if (places[stemmed] === 0) meet(stemmed, 0)
  /** No likeness up to here. */
  const lastIdle = lastMet
  const [size, holders] = [papers.size(), counts.text.all]

  return {
    add(stems) {
      const start = ends.at(-1) ?? 0
      let end = start
      let once: number = weights.title
      const length = Math.min(stems.length, mostWords)
      for (let i = 0; i < length; i++) {
        const stemmed = stems[i] as number
        if (stemmed === 0) once = 1
        else {
          const place =
            places[stemmed] || meet(stemmed, tellingOf(holders[stemmed] as number, size))
          if (place <= lastIdle) continue
          const before = times[place] as number
          vectorPlaces[end] = place
          end += Number(before === 0)
          times[place] = before + once
        }
      }
      weigh(start, end)
      ends.push(end)
    },

    points(soFar) {
      for (let i = 1; i <= lastMet; i++) places[met[i] as number] = 0
      const best = Math.max(...soFar)
      const shares = soFar.map((points) => companyShare(points, best))
      const all = shares.reduce((sum, share) => sum + share, 0)
      middle.fill(0, 0, lastMet + 1)
      for (const [n, end] of ends.entries())
        for (let i = ends[n - 1] ?? 0; i < end; i++) {
          const place = vectorPlaces[i] as number
          middle[place] =
            (middle[place] as number) + (shares[n] as number) * (vectorWeights[i] as number)
        }
      return shares.map((share, n) => {
        const alike = product(ends[n - 1] ?? 0, ends[n] as number)
        // Nobody is company to himself.
        const others = all - share
        return others > 0 ? companyPoints(Math.max(0, alike - share) / others, best) : 0
      })
    },
  }
}

/** How telling a stem is that so many of the papers have, worked out once for each number that many stems share; 0 where it was not. */
const tellings = new Float64Array(1024)
let tellingAmong = 0

function tellingOf(holders: number, size: number): number {
  if (holders >= tellings.length) return Math.sqrt(rarity(size, holders))
  if (size !== tellingAmong) tellings.fill(0)
  tellingAmong = size
  const known = tellings[holders] as number
  if (known !== 0) return known
  const telling = Math.sqrt(rarity(size, holders))
  tellings[holders] = telling
  return telling
}

/** What so many mentions are worth: hardly any word stands in a text more often. */
const often = Float64Array.from({ length: 32 }, (_, mentions) => saturated(mentions))

/** Makes a vector of the counts for its places, and these 0 again. */
function weigh(start: number, end: number): void {
  let squares = 0
  for (let i = start; i < end; i++) {
    const place = vectorPlaces[i] as number
    const mentions = times[place] as number
    const weight = (often[mentions] ?? saturated(mentions)) * (tells[place] as number)
    times[place] = 0
    vectorWeights[i] = weight
    squares += weight * weight
  }
  const length = Math.sqrt(squares)
  for (let i = start; i < end; i++) vectorWeights[i] = (vectorWeights[i] as number) / length
}

/** What the middle and a vector have in common. */
function product(start: number, end: number): number {
  let sum = 0
  for (let i = start; i < end; i++)
    sum += (middle[vectorPlaces[i] as number] as number) * (vectorWeights[i] as number)
  return sum
}
