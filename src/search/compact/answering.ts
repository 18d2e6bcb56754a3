// A query answered: what matches, what scores, which are first, and the first ones ranked again by what single words do not tell.

import type { Days, Hit, Page, PageRequest, Sort } from '../engine.ts'
import { requiredClauses } from '../match.ts'
import { withoutPlainWords } from '../plain-words.ts'
import type { Clause, Query } from '../query.ts'
import { againDepth, type Beside, rankAgain } from './again.ts'
import type { Matching } from './allowed.ts'
import { daysWay } from './conditions.ts'
import { firstOf, partOf } from './first.ts'
import type { Index } from './index.ts'
import { matchingOf } from './matching.ts'
import type { Pausing } from './pausing.ts'
import { ranked } from './ranking.ts'
import { type Wanted, wantedOf } from './wanted.ts'

/** Taken loosely, nearly every paper has some word of a question; past the first hundred that means nothing. */
const looseDepth = 100

/** The page of papers that answer a query. */
export function* answer(query: Query, request: PageRequest, index: Index): Pausing<Page> {
  const { papers, total, scores, done } = yield* answered(query, request, index)
  const hits = papers.map(
    (paper): Hit => ({ id: index.papers.idOf(paper), score: scores[paper] as number }),
  )
  done()
  return { hits, total }
}

/**
 * What a paper earned beside its words in answer to a query, exactly or else loosely; undefined where it is not among the
 * first, and for a query that nothing scores for.
 */
export function* besideOf(
  paper: number,
  query: Query,
  days: Days,
  index: Index,
): Pausing<Beside | undefined> {
  for (const words of ['every', 'most'] as const) {
    const request = { ...days, words, offset: 0, limit: againDepth }
    const { beside, done } = yield* answered(query, request, index)
    done()
    if (beside.has(paper)) return beside.get(paper)
  }
  return undefined
}

type Answer = {
  /** Those of the page. */
  readonly papers: readonly number[]
  readonly total: number
  readonly scores: Float64Array
  /** What the first earned beside their words. */
  readonly beside: ReadonlyMap<number, Beside>
  /** To be called when nobody looks at the scores any more. */
  done(): void
}

const nothing: Omit<Answer, 'total'> = {
  papers: [],
  scores: new Float64Array(0),
  beside: new Map(),
  done: () => undefined,
}

function answered(query: Query, request: PageRequest, index: Index): Pausing<Answer> {
  if (request.words === 'most') {
    const wanted = wantedOf(query, index)
    if (wanted.scoring.length > 0) return loosely(query, wanted, request, index)
  }
  return exactly(query, request, index)
}

function* exactly(query: Query, request: PageRequest, index: Index): Pausing<Answer> {
  const matching = yield* matched(requiredClauses(query), request, index)
  const { total } = matching
  const { offset, limit, sort = 'relevance' } = request
  if (limit === 0 || total === 0) return { ...nothing, total }
  // Not before it is known that anything matches: most questions are first asked in vain.
  const wanted = wantedOf(query, index)
  const depth =
    sort === 'relevance' ? Math.max(againDepth, offset + limit) : Number.POSITIVE_INFINITY
  const { scores, papers, done } = yield* ranked(index, wanted.scoring, matching, depth)
  // What scores nothing comes behind.
  const scored = papers.length < depth ? matching.found() : papers
  const head = firstOf(scored, againDepth, orderBy(scores, index))
  const beside = rankAgain(head, scores, wanted, index)
  const all = sort === 'relevance' ? scored : matching.found()
  const page = yield* partOf(all, offset, limit, orderOf(sort, scores, index))
  return { papers: page, total, scores, beside, done }
}

function* loosely(
  query: Query,
  wanted: Wanted,
  request: PageRequest,
  index: Index,
): Pausing<Answer> {
  const { clauses } = withoutPlainWords(query)
  const isAny = clauses.length === 0 && daysOf(request, index).length === 0
  const allowed = isAny
    ? { allows: index.papers.isAlive }
    : yield* matched(requiredClauses({ clauses }), request, index)
  const { scores, papers, done } = yield* ranked(index, wanted.scoring, allowed, looseDepth)
  const head = firstOf(papers, looseDepth, orderBy(scores, index))
  const beside = rankAgain(head, scores, wanted, index)
  const { offset, limit, sort = 'relevance' } = request
  const page = yield* partOf(head, offset, limit, orderOf(sort, scores, index))
  return { papers: page, total: head.length, scores, beside, done }
}

function* matched(clauses: readonly Clause[], days: Days, index: Index): Pausing<Matching> {
  const key = JSON.stringify([clauses, days.since, days.until])
  const known = index.recent.find(key)
  if (known !== undefined) return known
  const matching = yield* matchingOf(index, clauses, daysOf(days, index))
  index.recent.put(key, matching)
  return matching
}

/** What the days asked for leave. */
export function daysOf({ since, until }: Days, index: Index) {
  return since === undefined && until === undefined ? [] : [daysWay(index, since, until)]
}

function orderOf(sort: Sort, scores: ArrayLike<number>, index: Index) {
  if (sort === 'new') return dayOrder(index)
  const byScore = orderBy(scores, index)
  if (sort === 'relevance') return byScore
  const { votes } = index.papers.columns
  return (a: number, b: number) =>
    (votes.all[b] as number) - (votes.all[a] as number) || byScore(a, b)
}

/** Best first; of papers with one score the latest, and then by id. */
export function orderBy(scores: ArrayLike<number>, index: Index) {
  const byDay = dayOrder(index)
  return (a: number, b: number) => (scores[b] as number) - (scores[a] as number) || byDay(a, b)
}

/** The latest first, and then by id. */
export function dayOrder({ papers }: Index) {
  const { day } = papers.columns
  return (a: number, b: number) => {
    const later = (day.all[b] as number) - (day.all[a] as number)
    return later || (papers.idOf(a) < papers.idOf(b) ? -1 : 1)
  }
}
