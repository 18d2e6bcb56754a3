// The embedded search engine: MiniSearch holds the postings and scores; match.ts says what satisfies a query.
import { setImmediate } from 'node:timers/promises'
import MiniSearch, { type Query as IndexQuery, type SearchResult } from 'minisearch'
import SearchableMap from 'minisearch/SearchableMap'
import type { Paper, PaperId } from '../papers/paper.ts'
import { type AnalysedPaper, analysePaper, queryStems } from './analysis.ts'
import {
  type Candidates,
  candidatesOf,
  fieldNames,
  looseCandidatesOf,
  withoutPlainWords,
} from './candidates.ts'
import type { Hit, PageRequest, SearchEngine } from './engine.ts'
import { matcherOf } from './match.ts'
import type { Query } from './query.ts'
import { rankFactor } from './rank.ts'
import { tellingTerms } from './similar.ts'
import { correctQuery } from './spelling.ts'
import { stem } from './stem.ts'
import { words } from './text.ts'

/** How many of the best candidates are ranked again by what single words cannot tell. */
const rerankDepth = 100
/** Papers added between two pauses for whatever else the process has to do. */
const batchSize = 20
/** Taken loosely, nearly every paper has some word of a question; past the first hundred that means nothing. */
const looseDepth = 100
/** Shared words named for a similar paper. */
const sharedShown = 5

/** BM25 parameters and field weights as they did best on researchers' questions; `text` holds the title too. */
const ranking = { bm25: { k: 1.6, b: 0.75, d: 0 }, boost: { title: 0.25, people: 0.5 } }

type Entry = { readonly paper: AnalysedPaper; readonly title: string }

/** An empty engine in memory. Give it papers with `add`. */
export function createMiniSearchEngine(): SearchEngine {
  const index = new MiniSearch<Record<string, string>>({
    fields: [...fieldNames],
    tokenize: (text) => (text === '' ? [] : text.split(' ')),
    processTerm: (term) => term,
    searchOptions: ranking,
  })
  const entries = new Map<PaperId, Entry>()
  const vocabulary = new SearchableMap<number>()
  const pool = new Map<string, string>()
  const intern = (word: string) => {
    const known = pool.get(word)
    if (known === undefined) pool.set(word, word)
    return known ?? word
  }
  const stemCounts = new Map<string, number>()
  const nameCounts = new Map<string, number>()
  /** Papers that have the word in any inflection, or somebody of that name. */
  const papersWith = (word: string) =>
    (stemCounts.get(stem(word)) ?? 0) + (nameCounts.get(word) ?? 0)

  function insert(paper: Paper): void {
    drop(paper.id)
    const entry = { paper: analysePaper(paper, intern), title: paper.title }
    countWords(entry.paper, 1)
    entries.set(paper.id, entry)
    index.add(indexFields(entry))
  }

  function drop(id: PaperId): void {
    const entry = entries.get(id)
    if (entry === undefined) return
    countWords(entry.paper, -1)
    entries.delete(id)
    index.discard(id)
  }

  function countWords(paper: AnalysedPaper, by: 1 | -1): void {
    for (const word of paper.spelt) count(vocabulary, word, by)
    for (const word of stemsOf(paper)) count(stemCounts, word, by)
    for (const word of peopleOf(paper)) count(nameCounts, word, by)
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
    const hits = found.map(({ id, score }) => ({ id, score }))
    return loose ? hits.slice(0, looseDepth) : hits
  }

  function reranked(hits: readonly Hit[], query: Query): Hit[] {
    const wanted = queryStems(query)
    const head = hits.slice(0, rerankDepth).map(({ id, score }) => {
      const paper = entries.get(id)?.paper
      return { id, score: paper === undefined ? score : score * rankFactor(wanted, paper) }
    })
    return [...head, ...hits.slice(rerankDepth)].sort(byScore)
  }

  const publishedOf = ({ id }: Hit) => entries.get(id)?.paper.published ?? ''
  const votesOf = ({ id }: Hit) => entries.get(id)?.paper.votes ?? -1
  const byScore = (a: Hit, b: Hit) => b.score - a.score || byDay(a, b)
  const byDay = (a: Hit, b: Hit) => compare(publishedOf(b), publishedOf(a)) || compare(a.id, b.id)

  return {
    name: 'MiniSearch, in memory',
    size: () => entries.size,

    async search(query, request) {
      const found = reranked(matches(query, request), query)
      if (request.sort === 'new') found.sort((a, b) => byDay(a, b))
      if (request.sort === 'votes') found.sort((a, b) => votesOf(b) - votesOf(a) || byScore(a, b))
      const { offset, limit } = request
      return { hits: found.slice(offset, offset + limit), total: found.length }
    },

    async similar(id, limit) {
      const entry = entries.get(id)
      if (entry === undefined) return []
      const terms = tellingTerms(entry.paper, entries.size, (word) => stemCounts.get(word) ?? 0)
      const found = index.search([...terms.keys()].join(' '), {
        fields: ['text'],
        boostTerm: (term) => terms.get(term)?.weight ?? 0,
        filter: (result: SearchResult) => result.id !== id,
      })
      return found.slice(0, limit).map((result) => {
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
      return found.slice(0, limit).map(({ id }) => ({ id, title: entries.get(id)?.title ?? '' }))
    },

    async correct(query) {
      const near = (word: string, edits: number) =>
        [...vocabulary.fuzzyGet(word, edits)].map(([found, [papers, distance]]) => ({
          word: found,
          papers,
          edits: distance,
        }))
      return correctQuery(query, { papersWith, near })
    },

    async add(papers) {
      for (const [i, paper] of papers.entries()) {
        insert(paper)
        if (i % batchSize === batchSize - 1) await setImmediate()
      }
    },

    async remove(ids) {
      for (const id of ids) drop(id)
    },
  }
}

type Counts = {
  get(word: string): number | undefined
  set(word: string, papers: number): unknown
  delete(word: string): unknown
}

function count(counts: Counts, word: string, by: 1 | -1): void {
  const papers = (counts.get(word) ?? 0) + by
  if (papers > 0) counts.set(word, papers)
  else counts.delete(word)
}

function stemsOf({ title, body, gluedTitle, gluedBody }: AnalysedPaper): ReadonlySet<string> {
  return new Set([...title, ...body, ...gluedTitle, ...gluedBody])
}

function peopleOf({ authors, organization }: AnalysedPaper): ReadonlySet<string> {
  return new Set([...authors.flat(), ...organization])
}

function indexFields({ paper, title }: Entry): Record<string, string> {
  const titleTerms = [...paper.title, ...paper.gluedTitle]
  const bodyTerms = [...paper.body.filter((word) => word !== ''), ...paper.gluedBody]
  const people = [...paper.authors.flat(), ...paper.organization]
  return {
    id: paper.id,
    title: titleTerms.join(' '),
    text: [...titleTerms, ...bodyTerms].join(' '),
    people: [...people, `id:${paper.id}`].join(' '),
    typed: words(title)
      .map((word) => word.folded)
      .join(' '),
  }
}

function indexQuery(candidates: Candidates): IndexQuery {
  if (candidates === 'everything') return MiniSearch.wildcard
  if ('all' in candidates) return { combineWith: 'AND', queries: candidates.all.map(indexQuery) }
  if ('any' in candidates) return { combineWith: 'OR', queries: candidates.any.map(indexQuery) }
  return { queries: [candidates.term], fields: [...candidates.fields] }
}

/** A paper nobody dated is within no limits. */
function isWithin(day: string | undefined, { since, until }: PageRequest): boolean {
  if (since === undefined && until === undefined) return true
  if (day === undefined) return false
  return (since === undefined || day >= since) && (until === undefined || day <= until)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
