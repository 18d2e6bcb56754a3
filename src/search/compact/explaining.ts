// Why a paper has its score: the points of each word in each field, and of words together.
import type { PaperId } from '../../papers/paper.ts'
import type { Days, Explanation, ScorePart } from '../engine.ts'
import type { Query } from '../query.ts'
import type { Beside } from './again.ts'
import { besideOf } from './answering.ts'
import type { Index } from './index.ts'
import type { Pausing } from './pausing.ts'
import { narrowShare, pointsOf } from './points.ts'
import { postingOf } from './rows.ts'
import { type Scoring, type Wanted, wantedOf } from './wanted.ts'

/** Why a paper answers a query with so many points; undefined where it is not held or nothing of the query scores in it. */
export function* explained(
  id: PaperId,
  query: Query,
  days: Days,
  index: Index,
): Pausing<Explanation | undefined> {
  const paper = index.papers.numberOf(id)
  if (paper === undefined) return undefined
  const beside = yield* besideOf(paper, query, days, index)
  const parts = allParts(paper, wantedOf(query, index), beside, index)
  return parts.length === 0 ? undefined : { score: sum(parts), parts }
}

/** What each word earned, and what the paper earned beside its words, if it was among the first. */
function allParts(
  paper: number,
  wanted: Wanted,
  beside: Beside | undefined,
  index: Index,
): readonly ScorePart[] {
  const parts = wanted.scoring.flatMap((one) => partsOf(one, paper, index))
  const { adjacency = 0, title = 0, company = 0 } = beside ?? {}
  if (adjacency > 0)
    parts.push({ what: 'words side by side', kind: 'adjacency', points: adjacency })
  if (title > 0)
    parts.push({ what: 'the whole title', field: 'title', kind: 'phrase', points: title })
  if (company > 0) parts.push({ what: 'company', kind: 'company', points: company })
  return parts
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
