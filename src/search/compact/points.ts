// The points of a scoring word in a paper, from its posting: the one place where the formula meets the index.
import type { Index } from './index.ts'
import { evenedOut, saturated, weights } from './score.ts'
import type { Scoring } from './wanted.ts'

/** Points, or mentions, by posting. */
export type Points = (posting: number) => number

/** What each posting of the word adds to its paper's score. */
export function pointsOf(scoring: Scoring, index: Index): Points {
  const { weight } = scoring
  const title = mentionsInTitle(scoring, index)
  const beside = mentionsBeside(scoring, index)
  return (posting) => weight * saturated(title(posting) + beside(posting))
}

/** Mentions in the title, as many as they would be in the abstract. */
export function mentionsInTitle({ in: where }: Scoring, { papers }: Index): Points {
  if (where === 'names') return () => 0
  const lengths = papers.columns.titleLength.all
  const mean = papers.sums.title / papers.size()
  return (posting) =>
    weights.title * evenedOut((posting >>> 5) & 7, lengths[posting >>> 8] as number, mean)
}

/** Mentions in abstract and keywords; for names, all there are. */
export function mentionsBeside({ in: where }: Scoring, { papers }: Index): Points {
  const { titleLength, textLength, namesLength } = papers.columns
  const { sums } = papers
  if (where === 'names') {
    const mean = sums.names / papers.size()
    return (posting) =>
      evenedOut(
        ((posting >>> 5) & 7) + (posting & 31),
        namesLength.all[posting >>> 8] as number,
        mean,
      )
  }
  const mean = (sums.text - sums.title) / papers.size()
  return (posting) => {
    const paper = posting >>> 8
    const words = (textLength.all[paper] as number) - (titleLength.all[paper] as number)
    return evenedOut(posting & 31, words, mean)
  }
}
