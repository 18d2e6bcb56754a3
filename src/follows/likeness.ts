// "More like this paper": what tells the paper from others when the follow is made, and how much of it another must share.

import type { Paper, PaperId } from '../papers/paper.ts'
import { type AnalysedPaper, analysePaper } from '../search/analysis.ts'
import { tellingTerms } from '../search/similar.ts'

/** What tells a paper from others, frozen: the same papers are like it whatever is added to the corpus. */
export type Likeness = {
  readonly paper: PaperId
  readonly title: string
  /** Its most telling words, the most telling first. */
  readonly terms: readonly LikenessTerm[]
}

/** A stem, the word as the paper writes it, and how telling it is. */
export type LikenessTerm = {
  readonly stem: string
  readonly word: string
  readonly weight: number
}

/** In how many of a corpus's papers a stem stands. */
export type Corpus = { size(): number; papersWith(stem: string): number }

/** Another paper is like it when the words they share have so much of its weight. */
const leastShare = 0.18
/** A paper described by fewer words than this is like nothing in particular. */
const leastTerms = 4

/** The likeness of a paper; undefined when too little is known of it. */
export function likenessOf(paper: Paper, corpus: Corpus): Likeness | undefined {
  const terms = tellingWords(paper, corpus)
  return terms.length < leastTerms ? undefined : { paper: paper.id, title: paper.title, terms }
}

/** A paper's most telling words, the most telling first. */
export function tellingWords(paper: Paper, corpus: Corpus): readonly LikenessTerm[] {
  const found = tellingTerms(analysePaper(paper), corpus.size(), corpus.papersWith)
  return Array.from(found, ([stem, { word, weight }]) => ({ stem, word, weight: rounded(weight) }))
}

// Three places: as it is kept, so that what is told today is what matched yesterday.
function rounded(weight: number): number {
  return Math.round(weight * 1000) / 1000
}

/** The weight that shared words must have. */
export function leastWeight({ terms }: Likeness): number {
  return terms.reduce((sum, { weight }) => sum + weight, 0) * leastShare
}

/** The words of the likeness that a paper shares, the most telling first. `stems`: those of its title, abstract and keywords. */
export function sharedTerms(
  { terms }: Likeness,
  stems: ReadonlySet<string>,
): readonly LikenessTerm[] {
  return terms.filter(({ stem }) => stems.has(stem))
}

/** Whether a paper is like the one of the likeness, which is not like itself. */
export function isLike(likeness: Likeness, id: PaperId, stems: ReadonlySet<string>): boolean {
  if (id === likeness.paper) return false
  const shared = sharedTerms(likeness, stems).reduce((sum, { weight }) => sum + weight, 0)
  return shared > 0 && shared >= leastWeight(likeness)
}

/** The stems of a paper's title, abstract and keywords. */
export function stemsOf({ title, body }: AnalysedPaper): ReadonlySet<string> {
  return new Set([...title, ...body])
}
