// A search as a person expects it: spelling mended, a long question taken loosely, and never a bare "nothing".
import { isPlainWord } from './candidates.ts'
import type { Page, PageRequest, SearchEngine } from './engine.ts'
import { requiredClauses } from './match.ts'
import type { Clause, Query } from './query.ts'
import { stopWords } from './text.ts'

/** What was found, for which query, and how that query came about. */
export type Found = {
  readonly page: Page
  /** The query these hits answer; the one asked unless `how` says otherwise. */
  readonly query: Query
  /** `most`: no paper has every word, these have most. `nothing`: not even with the spelling mended. */
  readonly how: 'asked' | 'corrected' | 'most' | 'nothing'
  /** Another query worth offering: the likely spelling, or the nearest query that finds something. */
  readonly instead?: { readonly query: Query; readonly total: number }
}

/** From this many telling words on, a query is a question, and no paper need have them all. */
const questionLength = 5
/** Clauses looked at to find the nearest query that finds something; the work grows with their square. */
const clausesTried = 12

/** Searches, and when that finds nothing tries what a helpful person would. */
export async function find(
  engine: SearchEngine,
  query: Query,
  request: PageRequest,
): Promise<Found> {
  const page = await engine.search(query, request)
  const corrected = await engine.correct(query)
  if (page.total > 0)
    return { page, query, how: 'asked', ...(await offered(engine, corrected, request, page)) }
  if (corrected !== undefined) {
    const mended = await engine.search(corrected, request)
    if (mended.total > 0) return { page: mended, query: corrected, how: 'corrected' }
  }
  const spelt = corrected ?? query
  if (tellingWords(spelt) >= questionLength) {
    const loose = await engine.search(spelt, { ...request, sort: 'relevance', words: 'most' })
    if (loose.total > 0) return { page: loose, query: spelt, how: 'most' }
  }
  const nearest = await nearestQuery(engine, spelt, request)
  return { page, query, how: 'nothing', ...(nearest && { instead: nearest }) }
}

/** The mended query, when it finds many more than the few that were found. */
async function offered(
  engine: SearchEngine,
  corrected: Query | undefined,
  request: PageRequest,
  page: Page,
): Promise<Pick<Found, 'instead'>> {
  if (corrected === undefined) return {}
  const { total } = await engine.search(corrected, { ...request, limit: 0 })
  return total > page.total * 5 ? { instead: { query: corrected, total } } : {}
}

function tellingWords(query: Query): number {
  return query.clauses.filter(
    (clause) => isPlainWord(clause) && !stopWords.has(clause[0].text.toLowerCase()),
  ).length
}

/**
 * A query like this one that finds something: without the clauses that find nothing by themselves and, while that does not
 * help, without one more. Of several such queries the one that finds least is nearest. Common words are not among its clauses.
 */
async function nearestQuery(
  engine: SearchEngine,
  query: Query,
  request: PageRequest,
): Promise<Found['instead']> {
  const count = async (clauses: readonly Clause[]) => {
    const candidate = { clauses, problems: [] }
    const { total } = await engine.search(candidate, { ...request, limit: 0 })
    return { query: candidate, total }
  }
  const required = requiredClauses(query).slice(0, clausesTried)
  const alone = await Promise.all(required.map(async (clause) => (await count([clause])).total))
  const frequency = (clause: Clause) => alone[required.indexOf(clause)] ?? 0
  let clauses = required.filter((clause) => frequency(clause) > 0)
  if (clauses.length < query.clauses.length && hasPositive(clauses)) {
    const alive = await count(clauses)
    if (alive.total > 0) return alive
  }
  while (clauses.length > 1) {
    const shorter = clauses.map((_, left) => clauses.filter((__, i) => i !== left))
    const counted = await Promise.all(shorter.filter(hasPositive).map(count))
    const [nearest] = counted.filter(({ total }) => total > 0).sort((a, b) => a.total - b.total)
    if (nearest !== undefined) return nearest
    // The commonest word tells least.
    const most = Math.max(...clauses.map(frequency))
    const left = clauses.findIndex((clause) => frequency(clause) === most)
    clauses = clauses.filter((_, i) => i !== left)
  }
  return undefined
}

function hasPositive(clauses: readonly Clause[]): boolean {
  return clauses.flat().some((term) => !term.not)
}
