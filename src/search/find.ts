// A search as a person expects it: spelling mended, a long question taken loosely, and never a bare "nothing".
import type { Days, Page, PageRequest, SearchEngine } from './engine.ts'
import { requiredClauses } from './match.ts'
import { namesReadIn } from './names.ts'
import { type Clause, isEmpty, type Query } from './query.ts'
import { nearest, widened } from './widen.ts'

/** What was found, for which query, and how that query came about. */
export type Found = {
  readonly page: Page
  /** The query these hits answer; the one asked unless `how` says otherwise. */
  readonly query: Query
  /** `nothing`: not even with the spelling mended. */
  readonly how: 'asked' | 'corrected' | 'nothing'
  /** Another query worth offering: the likely spelling, or the nearest query that finds something. */
  readonly instead?: Instead
  /** How many of the papers only come near, the last of them: they lack some of what was asked. */
  readonly near?: number
  /** Set when another order was asked for than the one these hits are in. */
  readonly order?: 'relevance'
}

/** A query that finds `total` papers; with `dates: 'left out'` only outside the days asked for too. */
export type Instead = {
  readonly query: Query
  readonly total: number
  readonly dates?: 'left out'
}

/** Where so many were found, nothing is looked for that may have been meant instead. */
const manyFound = 20
/** Words looked for to find the nearest query that finds something; what has to be looked for in papers one by one counts as three. */
const mostTried = 12

/** Searches, and when that finds nothing tries what a helpful person would. */
export async function find(
  engine: SearchEngine,
  query: Query,
  request: PageRequest,
): Promise<Found> {
  const page = await engine.search(query, request)
  if (page.total >= manyFound) return { page, query, how: 'asked' }
  const corrected = await engine.correct(query)
  const wider = await widened(engine, query, request, page.total)
  if (page.total > 0 || wider !== undefined) {
    const offer = page.total > 0 ? await offered(engine, corrected, request, page) : {}
    return { page, query, how: 'asked', ...wider, ...offer }
  }
  const likely = corrected ?? query
  const meant = [...(corrected ? [corrected] : []), ...namesReadIn(query), ...namesReadIn(likely)]
  for (const other of meant) {
    const found = await engine.search(other, request)
    if (found.total === 0) continue
    const wider = await widened(engine, other, request, found.total)
    return { page: found, query: other, how: 'corrected', ...wider }
  }
  // What is likely only where some paper then has all of it is not likely any more.
  const certain = corrected && (await engine.correct(query, 'certain'))
  const spelt = certain ?? query
  const near = await nearest(engine, spelt, request)
  if (near.length > 0) {
    const { offset, limit, sort = 'relevance' } = request
    const page = { hits: near.slice(offset, offset + limit), total: near.length }
    const order = sort === 'relevance' ? {} : ({ order: 'relevance' } as const)
    const how = certain === undefined ? 'asked' : 'corrected'
    return { page, query: spelt, how, near: near.length, ...order }
  }
  const instead = await insteadOf(engine, spelt, request)
  return { page, query, how: 'nothing', ...(instead && { instead }) }
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

/** What to offer in place of a query that finds nothing: the whole of it on any day goes before a part of it on the days asked for. */
async function insteadOf(
  engine: SearchEngine,
  query: Query,
  request: PageRequest,
): Promise<Instead | undefined> {
  const { since, until, ...anyDay } = request
  if (isEmpty(query)) return undefined
  if (since === undefined && until === undefined) return nearestQuery(engine, query, request)
  const { total } = await engine.search(query, { ...anyDay, limit: 0 })
  if (total > 0) return { query, total, dates: 'left out' }
  const within = await nearestQuery(engine, query, request)
  if (within !== undefined) return within
  const nearest = await nearestQuery(engine, query, {})
  return nearest && { ...nearest, dates: 'left out' }
}

/**
 * A query like this one that finds something: without the clauses that find nothing by themselves and, while that does not
 * help, without one more, those that only narrow down first. Of several such queries the one that finds least is nearest.
 * Common words are not among its clauses.
 */
async function nearestQuery(
  engine: SearchEngine,
  query: Query,
  days: Days,
): Promise<Instead | undefined> {
  // What only excludes has no neighbours.
  if (!hasPositive(query.clauses)) return undefined
  const required = firstOf(requiredClauses(query))
  // One alone was asked for already.
  if (required.length < 2) return undefined
  const totalOf = await engine.tally(required, days)
  const count = (clauses: readonly Clause[]) => ({
    query: { clauses, problems: [] },
    total: totalOf(clauses),
  })
  const frequency = (clause: Clause) => totalOf([clause])
  const isWorthOffering = namesSomething(required) ? namesSomething : hasPositive
  let clauses = required.filter((clause) => frequency(clause) > 0)
  if (clauses.length < query.clauses.length && isWorthOffering(clauses)) {
    const alive = count(clauses)
    if (alive.total > 0) return alive
  }
  while (clauses.length > 1) {
    const filters = clauses.filter(isFilter)
    const leavable = filters.length > 0 ? filters : clauses
    const shorter = leavable.map((left) => clauses.filter((clause) => clause !== left))
    const counted = shorter.filter(isWorthOffering).map(count)
    const [nearest] = counted.filter(({ total }) => total > 0).sort((a, b) => a.total - b.total)
    if (nearest !== undefined) return nearest
    // The commonest clause tells least.
    const most = Math.max(...leavable.map(frequency))
    const left = leavable.find((clause) => frequency(clause) === most)
    clauses = clauses.filter((clause) => clause !== left)
  }
  return undefined
}

/** So many of the clauses as are tried. */
function firstOf(clauses: readonly Clause[]): readonly Clause[] {
  let tried = 0
  return clauses.filter((clause) => {
    tried += clause.some(({ kind }) => kind === 'phrase' || kind === 'author') ? 3 : 1
    return tried <= mostTried
  })
}

/** A clause that narrows a search down rather than say what is searched. */
function isFilter(clause: Clause): boolean {
  return clause.every(({ kind }) => kind === 'has' || kind === 'votes' || kind === 'org')
}

function namesSomething(clauses: readonly Clause[]): boolean {
  return hasPositive(clauses.filter((clause) => !isFilter(clause)))
}

function hasPositive(clauses: readonly Clause[]): boolean {
  return clauses.flat().some((term) => !term.not)
}

/** How many of the papers found have all that was asked. */
export function wholeOf({ page, near = 0 }: Pick<Found, 'page' | 'near'>): number {
  return page.total - near
}
