// The first papers ranked again, by what single words do not tell.
import { createCompany, mostPapers } from './company.ts'
import type { Index } from './index.ts'
import { type Together, togetherFor } from './together.ts'
import type { Wanted } from './wanted.ts'

/** How many of the best are ranked again. */
export const againDepth = mostPapers

/** What a paper earns beside its words; `company` for being like the others that answer best. */
export type Beside = Together & { readonly company: number }

/** Raises the scores of the first papers, and gives what each was raised by. It never lowers one, so the others stay behind. */
export function rankAgain(
  head: readonly number[],
  scores: Float64Array,
  wanted: Wanted,
  index: Index,
): ReadonlyMap<number, Beside> {
  const { isQuestion, pairs, scoring } = wanted
  if (scoring.length === 0) return new Map()
  const first = head.slice(0, againDepth)
  const company = isQuestion ? createCompany(index, wanted.stems) : undefined
  const part = isQuestion || pairs.length > 0 ? 'whole' : 'title'
  const stemsOf = index.words.stems()
  const togetherIn = togetherFor(wanted)
  const together = first.map((paper) => {
    const stems = index.papers.stemsOf(paper, part, stemsOf)
    company?.add(stems)
    return togetherIn(stems, scores[paper] as number)
  })
  for (const [i, paper] of first.entries()) {
    const { adjacency, title } = together[i] as Together
    scores[paper] = (scores[paper] as number) + adjacency + title
  }
  const alike = company?.points(first.map((paper) => scores[paper] as number))
  const beside = new Map<number, Beside>()
  for (const [i, paper] of first.entries()) {
    const points = alike?.[i] ?? 0
    scores[paper] = (scores[paper] as number) + points
    beside.set(paper, { ...(together[i] as Together), company: points })
  }
  return beside
}
