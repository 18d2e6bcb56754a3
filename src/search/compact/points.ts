// The points of a scoring word in a paper, from its posting: the one place where the formula meets the index.
import type { Index } from './index.ts'
import { saturated, weights } from './score.ts'
import type { Scoring } from './wanted.ts'

/** Points by field. */
export type Points = (posting: number) => number

/** What each posting of the word adds to its paper's score. */
export function pointsOf(scoring: Scoring, index: Index): Points {
  const title = pointsInTitle(scoring, index)
  const whole = pointsInWhole(scoring, index)
  return (posting) => whole(posting) + title(posting)
}

/** What standing in the title adds beside what standing anywhere does. */
export function pointsInTitle({ in: where, weight }: Scoring, index: Index): Points {
  if (where === 'names') return () => 0
  const { papers } = index
  const lengths = papers.columns.titleLength.all
  const mean = papers.sums.title / papers.size()
  const most = weight * weights.title
  return (posting) => {
    const times = (posting >>> 5) & 7
    if (times === 0) return 0
    return most * saturated(times, lengths[posting >>> 8] as number, mean)
  }
}

/** What standing anywhere in the text, or in the names, adds. */
export function pointsInWhole({ in: where, weight }: Scoring, index: Index): Points {
  const { papers } = index
  const isText = where === 'text'
  const lengths = (isText ? papers.columns.textLength : papers.columns.namesLength).all
  const mean = (isText ? papers.sums.text : papers.sums.names) / papers.size()
  return (posting) => {
    const times = ((posting >>> 5) & 7) + (posting & 31)
    return weight * saturated(times, lengths[posting >>> 8] as number, mean)
  }
}
