// A search as a person expects it: spelling mended, a long question taken loosely, and never a bare "nothing".
import { isPlainWord } from './candidates.ts'
import type { Page, PageRequest, SearchEngine } from './engine.ts'
import type { Query } from './query.ts'
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
/** Queries tried to find the nearest one that finds something. */
const triesForNearest = 12

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

/** The query with the fewest clauses left out that finds something; of several, the one that finds least, being nearest. */
async function nearestQuery(
  engine: SearchEngine,
  query: Query,
  request: PageRequest,
): Promise<Found['instead']> {
  let clauses = query.clauses
  let tries = triesForNearest
  while (clauses.length > 1 && tries > 0) {
    const shorter = clauses
      .map((_, left) => ({ ...query, clauses: clauses.filter((__, i) => i !== left) }))
      .filter((candidate) => candidate.clauses.flat().some((term) => !term.not))
      .slice(0, tries)
    tries -= Math.max(shorter.length, 1)
    const found = await Promise.all(
      shorter.map(async (candidate) => ({
        query: candidate,
        total: (await engine.search(candidate, { ...request, limit: 0 })).total,
      })),
    )
    const some = found.filter(({ total }) => total > 0).sort((a, b) => a.total - b.total)
    if (some[0] !== undefined) return some[0]
    clauses = await withoutDeadest(engine, clauses, request)
  }
  return undefined
}

/** Leaves out the clause that finds least by itself. */
async function withoutDeadest(
  engine: SearchEngine,
  clauses: Query['clauses'],
  request: PageRequest,
): Promise<Query['clauses']> {
  const totals = await Promise.all(
    clauses.map(async (clause) => {
      const alone = { clauses: [clause], problems: [] }
      return (await engine.search(alone, { ...request, limit: 0 })).total
    }),
  )
  const dead = totals.indexOf(Math.min(...totals))
  return clauses.filter((_, i) => i !== dead)
}
