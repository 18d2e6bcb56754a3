// What somebody wants more of and less of, and the order that follows from it. Plain arithmetic on words, so that it can be said.

import type { Paper, PaperId } from '../papers/paper.ts'
import { analysePaper } from '../search/analysis.ts'
import { type Corpus, stemsOf, tellingWords } from './likeness.ts'
import type { Person } from './person.ts'

/** What somebody said of a paper. */
export type Wants = 'more' | 'less'

/** Feedback, each for its owner's eyes alone. */
export type Feedback = {
  /** The last word on a paper counts. */
  give(person: Person, paper: PaperId, wants: Wants, now: number): Promise<void>
  /** The latest first, at most 100 (older ones say less about today). */
  list(person: Person): Promise<readonly { readonly paper: PaperId; readonly wants: Wants }[]>
}

/** How much a word is wanted: one for every paper wanted more of that it tells of, minus one for every other, by stem. */
export type Taste = ReadonlyMap<string, { readonly word: string; readonly score: number }>

/** Of each paper so many of its most telling words count. */
const wordsOfPaper = 10
/** One word alone decides no more than this. */
const mostScore = 3

/** What feedback on these papers comes to. */
export function tasteOf(
  said: readonly { readonly paper: Paper; readonly wants: Wants }[],
  corpus: Corpus,
): Taste {
  const taste = new Map<string, { word: string; score: number }>()
  for (const { paper, wants } of said)
    for (const { stem, word } of countedTerms(paper, corpus)) {
      const before = taste.get(stem)?.score ?? 0
      const score = before + (wants === 'more' ? 1 : -1)
      taste.set(stem, { word, score: Math.max(-mostScore, Math.min(mostScore, score)) })
    }
  return taste
}

/** How a paper stands by a taste: the sum over its words, and the words of which it is made, the strongest first. */
export type Liking = {
  readonly score: number
  readonly wanted: readonly string[]
  readonly unwanted: readonly string[]
}

export function likingOf(paper: Paper, taste: Taste): Liking {
  const words = [...stemsOf(analysePaper(paper))]
    .flatMap((stem) => taste.get(stem) ?? [])
    .filter(({ score }) => score !== 0)
    .toSorted((a, b) => Math.abs(b.score) - Math.abs(a.score))
  return {
    score: words.reduce((sum, { score }) => sum + score, 0),
    wanted: words.filter(({ score }) => score > 0).map(({ word }) => word),
    unwanted: words.filter(({ score }) => score < 0).map(({ word }) => word),
  }
}

/** What is liked most first; then more votes, then the newest. */
export function inOrder(papers: readonly Paper[], taste: Taste): readonly Paper[] {
  const likings = new Map(papers.map((paper) => [paper.id, likingOf(paper, taste).score]))
  const scoreOf = ({ id }: Paper) => likings.get(id) ?? 0
  const dayOf = ({ published, feedDay }: Paper) => published ?? feedDay ?? ''
  return papers.toSorted(
    (a, b) =>
      scoreOf(b) - scoreOf(a) ||
      (b.votes ?? 0) - (a.votes ?? 0) ||
      dayOf(b).localeCompare(dayOf(a)) ||
      a.id.localeCompare(b.id),
  )
}

/** The words of a paper that feedback on it counts for, as it writes them. */
export function countedWords(paper: Paper, corpus: Corpus): readonly string[] {
  return countedTerms(paper, corpus).map(({ word }) => word)
}

function countedTerms(paper: Paper, corpus: Corpus) {
  return tellingWords(paper, corpus).slice(0, wordsOfPaper)
}
