// What the words' scores do not see: query words standing side by side, and titles that are the query.
import type { AnalysedPaper } from './analysis.ts'
import { hasSequence } from './match.ts'

/** On researchers' questions, adjacency of query words helps most at a weight of about 0.3. */
const adjacencyWeight = 0.3
/** A title made of the query's words and nothing else scores half as much again. */
const titleWeight = 0.5

/**
 * How much more a paper deserves than its words' score, from 1 to 1.8: the share of neighbouring query words
 * that are neighbours in the paper, and the share of the title that the query covers.
 */
export function rankFactor(queryStems: readonly string[], paper: AnalysedPaper): number {
  return (
    1 + adjacencyWeight * adjacency(queryStems, paper) + titleWeight * titleCover(queryStems, paper)
  )
}

function adjacency(queryStems: readonly string[], paper: AnalysedPaper): number {
  const pairs = queryStems.slice(1).map((word, i) => [queryStems[i] as string, word])
  if (pairs.length === 0) return 0
  const together = pairs.filter(
    (pair) => hasSequence(paper.title, pair) || hasSequence(paper.body, pair),
  )
  return together.length / pairs.length
}

function titleCover(queryStems: readonly string[], paper: AnalysedPaper): number {
  const title = new Set(paper.title)
  const query = new Set(queryStems)
  const both = title.intersection(query).size
  return both / Math.max(title.size, query.size, 1)
}
