// What the groups of the search engine's contract share.
import { beforeAll } from 'vitest'
import type { PageRequest, SearchEngine } from '../../src/search/engine.ts'
import { parseQuery } from '../../src/search/query.ts'
import { samplePapers } from '../search/fixtures.ts'

/** Gives a new, empty engine. */
export type Create = () => Promise<SearchEngine>

/** A page that nothing in the sample is too long for. */
export const everything: PageRequest = { offset: 0, limit: 1_000 }

/** The ids that answer a query, in order. */
export async function idsOf(engine: SearchEngine, text: string, more: Partial<PageRequest> = {}) {
  const { hits } = await engine.search(parseQuery(text), { ...everything, ...more })
  return hits.map(({ id }) => id)
}

/** Gives the tests of one group an engine that holds the sample. */
export function withSample(create: Create): () => SearchEngine {
  let engine: SearchEngine | undefined
  beforeAll(async () => {
    engine = await create()
    await engine.add(samplePapers)
  })
  return () => engine as SearchEngine
}
