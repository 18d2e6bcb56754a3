// Why a paper has its score: the points of each word in each field, and of words together.
import type { Explanation, ScorePart } from '../engine.ts'
import type { Beside } from './again.ts'
import type { Index } from './index.ts'
import { narrowShare, pointsOf } from './points.ts'
import { postingOf } from './rows.ts'
import type { Scoring, Wanted } from './wanted.ts'

/** The points of a paper; `beside` is what it earned among the first, if it was there. */
export function explanationOf(
  paper: number,
  wanted: Wanted,
  beside: Beside | undefined,
  index: Index,
): Explanation {
  const parts = wanted.scoring.flatMap((one) => partsOf(one, paper, index))
  const { adjacency = 0, title = 0, company = 0 } = beside ?? {}
  if (adjacency > 0)
    parts.push({ what: 'words side by side', kind: 'adjacency', points: adjacency })
  if (title > 0)
    parts.push({ what: 'the whole title', field: 'title', kind: 'phrase', points: title })
  if (company > 0) parts.push({ what: 'company', kind: 'company', points: company })
  return { score: sum(parts), parts }
}

function partsOf(one: Scoring, paper: number, index: Index): ScorePart[] {
  const posting = postingOf(one.rows, paper)
  if (posting === 0) return []
  const what = index.words.text(one.word)
  const [narrow, wide] = [(posting >>> 5) & 7, posting & 31]
  const { kind } = one
  const points = pointsOf(one, posting)
  if (one.in === 'names') return [{ what, field: 'authors', kind, times: narrow + wide, points }]
  // Mentions saturate together: each field is given its share of the points.
  const share = narrowShare(one.scale, posting)
  const parts: ScorePart[] = []
  if (wide > 0)
    parts.push({ what, field: 'abstract', kind, times: wide, points: points * (1 - share) })
  if (narrow > 0) parts.push({ what, field: 'title', kind, times: narrow, points: points * share })
  return parts
}

function sum(parts: readonly ScorePart[]): number {
  return parts.reduce((total, { points }) => total + points, 0)
}
