// What goes on behind the few papers that have all that was asked: those found by the other way to say an acronym, which have
// it too, and, for a query of some length, those that come near.
import type { Hit, Page, PageRequest, SearchEngine } from './engine.ts'
import { isLoose } from './plain-words.ts'
import type { Query } from './query.ts'

/** Where so many have all that was asked, nobody looks further. */
const few = 10
/** More than have an acronym spelt out where so few have the acronym. */
const mostOtherwise = 1000
/** So many of those that come near are looked at. */
const depth = 100
/** From this share of the best score on a paper comes near. Below it are those that have no more than a common word. */
const leastShare = 0.1

/** Of the papers in all, the last `near` only come near: they lack some of what was asked. */
type Widened = { readonly page: Page; readonly near: number }

/**
 * The page with more papers behind those that have all that was asked, which are `exact` in number; undefined when there are
 * no more, or another order than that of relevance is asked for.
 */
export async function widened(
  engine: SearchEngine,
  query: Query,
  request: PageRequest,
  exact: number,
): Promise<Widened | undefined> {
  if (exact >= few || (request.sort ?? 'relevance') !== 'relevance') return undefined
  const first = { ...request, offset: 0, limit: mostOtherwise }
  const hits = exact === 0 ? [] : [...(await engine.search(query, first)).hits]
  const also: string[] = []
  for (const other of engine.rephrase(query)) {
    const found = await engine.search(other.query, first)
    if (found.total > 0) also.push(other.also)
    hits.push(...found.hits)
  }
  const whole = distinct(hits)
  if (whole.length === 0) return undefined
  const near = await nearest(engine, query, request)
  const all = distinct([...whole, ...near])
  if (all.length === exact) return undefined
  const { offset, limit } = request
  const page = { hits: all.slice(offset, offset + limit), total: all.length }
  return { page: also.length > 0 ? { ...page, also } : page, near: all.length - whole.length }
}

/** The papers nearest to a query, the best first, whether or not they have all of it; [] for one of a word or two. */
export async function nearest(
  engine: SearchEngine,
  query: Query,
  request: PageRequest,
): Promise<readonly Hit[]> {
  if (!isLoose(query)) return []
  const loosely = { ...request, sort: 'relevance', words: 'most', offset: 0, limit: depth } as const
  const { hits } = await engine.search(query, loosely)
  const least = (hits[0]?.score ?? 0) * leastShare
  return hits.filter(({ score }) => score >= least)
}

/** Each paper once, where it comes first. */
function distinct(hits: readonly Hit[]): readonly Hit[] {
  const first = new Map<string, Hit>()
  for (const hit of hits) if (!first.has(hit.id)) first.set(hit.id, hit)
  return [...first.values()]
}
