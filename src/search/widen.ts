// What goes on behind the few papers that have all that was asked: those found by the other way to say an acronym, and, for a
// query of some length, those that have most of its words.
import type { Hit, Page, PageRequest, SearchEngine } from './engine.ts'
import { isLoose } from './plain-words.ts'
import type { Query } from './query.ts'

/** Where so many have all that was asked, nobody looks further. */
const few = 10
/** So many are looked at of each kind. */
const depth = 100

/**
 * The page with more papers behind those that have all that was asked, which are `exact` in number; undefined when there are
 * no more, or another order than that of relevance is asked for.
 */
export async function widened(
  engine: SearchEngine,
  query: Query,
  request: PageRequest,
  exact: number,
): Promise<{ readonly page: Page; readonly exact: number } | undefined> {
  if (exact >= few || (request.sort ?? 'relevance') !== 'relevance') return undefined
  const whole = { ...request, offset: 0, limit: depth }
  const hits = exact === 0 ? [] : (await engine.search(query, whole)).hits
  const ways: Page[] = []
  const also: string[] = []
  for (const other of engine.rephrase(query)) {
    const found = await engine.search(other.query, whole)
    if (found.total > 0) also.push(other.also)
    ways.push(found)
  }
  if (exact > 0 && isLoose(query))
    ways.push(await engine.search(query, { ...whole, words: 'most' }))
  const all = distinct([hits, ...ways.map((way) => way.hits)].flat())
  if (all.length <= exact) return undefined
  const { offset, limit } = request
  const page = { hits: all.slice(offset, offset + limit), total: all.length }
  return { page: also.length > 0 ? { ...page, also } : page, exact }
}

/** Each paper once, where it comes first. */
function distinct(hits: readonly Hit[]): readonly Hit[] {
  const first = new Map<string, Hit>()
  for (const hit of hits) if (!first.has(hit.id)) first.set(hit.id, hit)
  return [...first.values()]
}
