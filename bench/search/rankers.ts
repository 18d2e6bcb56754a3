// The product and the engines a user could pick instead, over the same papers: each gives the ids for a typed question, best first.
import MiniSearch from 'minisearch'
import { stem } from 'porter2'
import type { Paper } from '../../src/papers/paper.ts'
import { createCompactEngine } from '../../src/search/compact.ts'
import { find } from '../../src/search/find.ts'
import { parseQuery } from '../../src/search/query.ts'
import { isCommon, questionWords } from '../../src/search/text.ts'
import { createFullText } from '../full-text.ts'
import { createPeer } from '../peer.ts'

/** An engine that has its papers. */
export type Ranker = {
  readonly name: string
  rank(question: string): Promise<readonly string[]>
}

/** How many papers each engine gives at most. */
export const depth = 100

/** Every engine, ours first. */
export async function createRankers(
  papers: readonly Paper[],
): Promise<readonly [Ranker, ...Ranker[]]> {
  return [
    await product(papers),
    plainMiniSearch(papers),
    stemmingMiniSearch(papers),
    tunedMiniSearch(papers),
    fullTextSearch(papers),
  ]
}

/** What a person gets who types the question: read as typed, and searched as the search command searches. */
async function product(papers: readonly Paper[]): Promise<Ranker> {
  const engine = createCompactEngine()
  await engine.add(papers)
  return {
    name: 'Paperboy',
    async rank(question) {
      const { page } = await find(engine, parseQuery(question), { offset: 0, limit: depth })
      return page.hits.map(({ id }) => id)
    },
  }
}

function plainMiniSearch(papers: readonly Paper[]): Ranker {
  const index = createPeer()
  index.addAll(papers)
  return { name: 'MiniSearch as it comes', rank: async (question) => firstOf(index, question) }
}

/** As people set it up who care: stop words left out, and the Porter stemmer. */
function stemmingMiniSearch(papers: readonly Paper[]): Ranker {
  const index = new MiniSearch<Paper>({
    fields: ['title', 'abstract'],
    processTerm: (word) => (isCommon(word) ? null : stem(word.toLowerCase())),
  })
  index.addAll(papers)
  return { name: 'MiniSearch, stop words, stems', rank: async (text) => firstOf(index, text) }
}

/** By the best setting we found for it: title and text overlap, BM25 without its constant, words that ask count less. */
function tunedMiniSearch(papers: readonly Paper[]): Ranker {
  const index = new MiniSearch<Paper>({
    fields: ['title', 'text'],
    extractField: (paper, field) => {
      if (field === 'text') return `${paper.title} ${paper.abstract}`
      return field === 'title' ? paper.title : paper.id
    },
    processTerm: (word) => (isCommon(word) ? null : stem(word.toLowerCase())),
    searchOptions: {
      boost: { title: 0.25 },
      bm25: { k: 1.6, b: 0.75, d: 0 },
      boostTerm: (term) => (askingStems.has(term) ? 0.4 : 1),
    },
  })
  index.addAll(papers)
  return { name: 'MiniSearch, tuned', rank: async (text) => firstOf(index, text) }
}

const askingStems: ReadonlySet<string> = new Set(Array.from(questionWords, (word) => stem(word)))

function firstOf(index: MiniSearch<Paper>, question: string): string[] {
  return index
    .search(question)
    .slice(0, depth)
    .map(({ id }) => String(id))
}

function fullTextSearch(papers: readonly Paper[]): Ranker {
  const search = createFullText(papers)
  return { name: 'SQLite FTS5, porter', rank: async (question) => search(question, depth) }
}
