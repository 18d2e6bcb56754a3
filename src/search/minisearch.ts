// The embedded search engine: MiniSearch holds the postings and scores; match.ts says what satisfies a query.
import { setImmediate } from 'node:timers/promises'
import MiniSearch, {
  type Query as IndexQuery,
  type SearchOptions,
  type SearchResult,
} from 'minisearch'
import SearchableMap from 'minisearch/SearchableMap'
import type { PaperId } from '../papers/paper.ts'
import { likenessTo } from './alike.ts'
import { queryStems } from './analysis.ts'
import { inBatches } from './batches.ts'
import { best } from './best.ts'
import { createTally } from './bulk-postings.ts'
import {
  type Candidates,
  candidatesOf,
  fieldNames,
  looseCandidatesOf,
  withoutPlainWords,
} from './candidates.ts'
import type { Hit, KeepableEngine, PageRequest } from './engine.ts'
import { type Entry, entryOf, sameTerms } from './index-terms.ts'
import { matcherOf } from './match.ts'
import { explanationOf } from './minisearch-explain.ts'
import { createUnpacker, packEntries } from './packed-entries.ts'
import { createPostings, type Postings, type TermFields } from './postings.ts'
import type { Query } from './query.ts'
import { rankFactor } from './rank.ts'
import { tellingTerms } from './similar.ts'
import { correctQuery } from './spelling.ts'
import { stem } from './stem.ts'
import { words } from './text.ts'
import { isWithin } from './within.ts'

/** How many of the best candidates are ranked again by what single words cannot tell. */
const rerankDepth = 100
/** Papers added or removed, or words counted, between two pauses for whatever else the process has to do. */
const batchSizes = { papers: 5, words: 1000 }
/** Taken loosely, nearly every paper has some word of a question; past the first hundred that means nothing. */
const looseDepth = 100
/** Shared words named for a similar paper. */
const sharedShown = 5

/** BM25 parameters and field weights as they did best on researchers' questions; `text` holds the title too. */
const ranking = { bm25: { k: 1.6, b: 0.75, d: 0 }, boost: { title: 0.25, people: 0.5 } }

/** An empty engine in memory. Give it papers with `add`. */
export function createMiniSearchEngine(): KeepableEngine {
  const index = new PostingsSearch()
  const { postings } = index
  const entries = new Map<PaperId, Entry>()
  const vocabulary = new SearchableMap<true>()
  const vocabularyCounts = new Map<string, number>()
  const pool = new Map<string, string>()
  const intern = (word: string) => {
    const known = pool.get(word)
    if (known === undefined) pool.set(word, word)
    return known ?? word
  }
  const papersWithStem = (stem: string) => postings.papersWith(stem, 'text')
  /** Papers that have the word in any inflection, or somebody of that name. */
  const papersWith = (word: string) =>
    papersWithStem(stem(word)) + postings.papersWith(word, 'people')

  function insert(entry: Entry): void {
    const before = entries.get(entry.paper.id)
    if (before !== undefined && sameTerms(before, entry)) {
      entries.set(entry.paper.id, entry)
      return
    }
    drop(entry.paper.id)
    postings.add(entry)
    entries.set(entry.paper.id, entry)
    for (const word of entry.paper.spelt) count(word, 1)
  }

  function drop(id: PaperId): void {
    const entry = entries.get(id)
    if (entry === undefined) return
    postings.remove(entry)
    entries.delete(id)
    for (const word of entry.paper.spelt) count(word, -1)
  }

  /** Counts the papers that spell a word so. */
  function count(word: string, by: number): void {
    const before = vocabularyCounts.get(word) ?? 0
    vocabularyCounts.set(word, before + by)
    if (before === 0) vocabulary.set(word, true)
    if (before + by > 0) return
    vocabularyCounts.delete(word)
    vocabulary.delete(word)
  }

  /** Every match with its score, best first. */
  function matches(query: Query, request: PageRequest): Hit[] {
    const loose = request.words === 'most'
    const satisfies = matcherOf(loose ? withoutPlainWords(query) : query)
    const found = index.search(indexQuery(loose ? looseCandidatesOf(query) : candidatesOf(query)), {
      filter: ({ id }: SearchResult) => {
        const paper = entries.get(id)?.paper
        return paper !== undefined && isWithin(paper.published, request) && satisfies(paper)
      },
    })
    const hits = found.map(({ id, score }) => ({ id, score })).sort(byScore)
    return loose ? hits.slice(0, looseDepth) : hits
  }

  function reranked(hits: readonly Hit[], query: Query): Hit[] {
    const wanted = queryStems(query)
    const head = hits.slice(0, rerankDepth).map(({ id, score }) => {
      const paper = entries.get(id)?.paper
      return { id, score: paper === undefined ? score : score * rankFactor(wanted, paper) }
    })
    // Ranking again only ever raises a score, so the rest stays behind.
    return [...head.sort(byScore), ...hits.slice(rerankDepth)]
  }

  const publishedOf = ({ id }: Hit) => entries.get(id)?.paper.published ?? ''
  const votesOf = ({ id }: Hit) => entries.get(id)?.paper.votes ?? -1
  const byScore = (a: Hit, b: Hit) => b.score - a.score || byDay(a, b)
  const byDay = (a: Hit, b: Hit) => compare(publishedOf(b), publishedOf(a)) || compare(a.id, b.id)

  return {
    name: 'MiniSearch, in memory',
    size: () => entries.size,
    papersWith: papersWithStem,

    async search(query, request) {
      const found = reranked(matches(query, request), query)
      if (request.sort === 'new') found.sort((a, b) => byDay(a, b))
      if (request.sort === 'votes') found.sort((a, b) => votesOf(b) - votesOf(a) || byScore(a, b))
      const { offset, limit } = request
      return { hits: found.slice(offset, offset + limit), total: found.length }
    },

    async explain(query, id) {
      const paper = entries.get(id)?.paper
      if (paper === undefined) return undefined
      const asked = matcherOf(query)(paper) ? candidatesOf(query) : looseCandidatesOf(query)
      const scoreIn = (wanted: IndexQuery) =>
        index.search(wanted, { filter: (result: SearchResult) => result.id === id })[0]?.score ?? 0
      return explanationOf(
        asked,
        (term, name) => scoreIn({ queries: [term], fields: [name] }),
        scoreIn(indexQuery(asked)),
        rankFactor(queryStems(query), paper),
      )
    },

    async similar(id, limit) {
      const entry = entries.get(id)
      if (entry === undefined) return []
      const terms = tellingTerms(entry.paper, entries.size, papersWithStem)
      const found = index.search([...terms.keys()].join(' '), {
        fields: ['text'],
        boostTerm: (term) => terms.get(term)?.weight ?? 0,
        filter: (result: SearchResult) => result.id !== id,
      })
      const likeness = likenessTo(entry.paper, entries.size, papersWithStem)
      const alike = best(found, rerankDepth, byScore).map((result) => {
        const paper = entries.get(result.id)?.paper
        return { ...result, score: paper === undefined ? 0 : likeness(paper) }
      })
      return alike
        .sort(byScore)
        .slice(0, limit)
        .map((result) => {
          const shared = result.terms.flatMap((term) => terms.get(term) ?? [])
          shared.sort((a, b) => b.weight - a.weight)
          const named = shared.slice(0, sharedShown).map(({ word }) => word)
          return { id: result.id, score: result.score, shared: named }
        })
    },

    async suggest(prefix, limit) {
      const typed = words(prefix).map((word) => word.folded)
      if (typed.length === 0) return []
      const found = index.search(typed.join(' '), {
        fields: ['typed'],
        combineWith: 'AND',
        prefix: (_, i) => i === typed.length - 1,
      })
      return best(found, limit, byScore).map(({ id }) => ({
        id,
        title: entries.get(id)?.title ?? '',
      }))
    },

    async correct(query) {
      const near = (word: string, edits: number) =>
        [...vocabulary.fuzzyGet(word, edits)]
          .map(([found, [, distance]]) => ({
            word: found,
            papers: vocabularyCounts.get(found) ?? 0,
            edits: distance,
          }))
          .sort((a, b) => compare(a.word, b.word))
      return correctQuery(query, { papersWith, near })
    },

    add: (papers) =>
      inBatches(papers, batchSizes.papers, (paper) => insert(entryOf(paper, intern))),
    remove: (ids) => inBatches(ids, batchSizes.papers, drop),
    save: () => packEntries([...entries.values()]),

    async load(parts) {
      if (postings.ids.size > 0) throw new Error('only an empty index can be loaded')
      const tally = createTally()
      const unpacker = createUnpacker(intern, tally.see)
      for (const part of parts) {
        for (const entry of unpacker.read(part)) entries.set(entry.paper.id, entry)
        await setImmediate()
      }
      const ids = [...entries.keys()]
      for (const _ of tally.fill(postings, unpacker.words, ids)) await setImmediate()
      await inBatches(tally.spellings(unpacker.words), batchSizes.words, ([word, papers]) =>
        count(word, papers),
      )
    },
  }
}

/** MiniSearch, searching our own postings; its own `add` and `remove` are not to be used. */
class PostingsSearch extends MiniSearch {
  readonly postings: Postings

  constructor() {
    super({
      fields: [...fieldNames],
      tokenize: (text) => (text === '' ? [] : text.split(' ')),
      processTerm: (term) => term,
      searchOptions: ranking,
    })
    this.postings = createPostings(this._index as unknown as SearchableMap<TermFields>)
    this._documentIds = this.postings.ids
    this._fieldLength = this.postings.lengths
    this._avgFieldLength = this.postings.means
  }

  override search(query: IndexQuery, options?: SearchOptions): SearchResult[] {
    this._documentCount = this.postings.ids.size
    return super.search(query, options)
  }
}

function indexQuery(candidates: Candidates): IndexQuery {
  if (candidates === 'everything') return MiniSearch.wildcard
  if ('all' in candidates) return { combineWith: 'AND', queries: candidates.all.map(indexQuery) }
  if ('any' in candidates) return { combineWith: 'OR', queries: candidates.any.map(indexQuery) }
  return { queries: [candidates.term], fields: [...candidates.fields] }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
