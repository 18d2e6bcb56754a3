// What is about a query, not only answers it: the gate before an order that has nothing to do with relevance.
import type { Hit } from './engine.ts'
import type { Query } from './query.ts'

/** From this share of the best score on. Papers below it have the words in passing: over real days, one in three does. */
const leastShare = 1 / 3

/**
 * Those of a query's hits, given best first, that are about it. With alternatives every hit is: a rare word scores so much
 * more than a common one that beside it the other's papers would look irrelevant.
 */
export function aboutQuery(hits: readonly Hit[], query: Pick<Query, 'clauses'>): readonly Hit[] {
  if (query.clauses.some((clause) => clause.length > 1)) return hits
  const least = (hits[0]?.score ?? 0) * leastShare
  return hits.filter(({ score }) => score >= least)
}
