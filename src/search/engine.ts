// The SearchEngine port: what any engine must give, whatever it runs on. tests/contracts/search-engine.ts holds every engine to it.
import type { Day, Paper, PaperId } from '../papers/paper.ts'
import type { Clause, Query } from './query.ts'

export const sorts = ['relevance', 'new', 'votes'] as const
/** What comes first. */
export type Sort = (typeof sorts)[number]

/** Publication days, both included. */
export type Days = { readonly since?: Day; readonly until?: Day }

/** Which part of the answer is wanted. */
export type PageRequest = Days & {
  readonly offset: number
  readonly limit: number
  readonly sort?: Sort
  /** `every` (default): a paper must satisfy the whole query. `most`: plain words may be missing, the score decides. */
  readonly words?: 'every' | 'most'
}

/** A paper that answers a query; higher scores are better, comparable within one answer only. */
export type Hit = { readonly id: PaperId; readonly score: number }

/** A part of an answer, in order. */
export type Page = {
  readonly hits: readonly Hit[]
  /** How many papers answer the query in all. */
  readonly total: number
  /** What was searched for besides the query's own words: what an acronym of it stands for, or the other way round. */
  readonly also?: readonly string[]
}

/** Why a paper has the score it has: the parts add up to it, floating point aside. */
export type Explanation = { readonly score: number; readonly parts: readonly ScorePart[] }

/** What one word, or what words have together, added to a paper's score. */
export type ScorePart = {
  /** The word as the index knows it, or the words. */
  readonly what: string
  readonly field?: 'title' | 'abstract' | 'keywords' | 'authors'
  readonly kind: 'word' | 'phrase' | 'acronym' | 'adjacency' | 'company'
  /** How often it stands there. */
  readonly times?: number
  readonly points: number
}

/** A paper like another one, with the words (as written in the other one) that both share, the most telling first. */
export type SimilarHit = Hit & { readonly shared: readonly string[] }

/** A completion: a paper's title. */
export type Suggestion = { readonly title: string; readonly id: PaperId }

/**
 * Which words of a query are mended: `certain`, those that stand in no paper or that others outnumber by far; `likely`, also
 * those that seem to keep a paper from having the whole query, which is known when the mended query finds one.
 */
export type Mending = 'certain' | 'likely'

/** A query with an acronym spelt out, or the other way round; `also` is what it has instead, in words. */
export type Rephrased = { readonly query: Query; readonly also: string }

export interface SearchEngine {
  /** What `stats` calls it. */
  readonly name: string
  /** Papers in the index. */
  size(): number
  /** In how many of them a word (as its stem) stands in title, abstract or keywords. */
  papersWith(stem: string): number
  search(query: Query, request: PageRequest): Promise<Page>
  /**
   * Looks at each of at most 31 clauses once, and then tells how many papers of the days satisfy all of some of them, which
   * are as many as a search for just these finds.
   */
  tally(clauses: readonly Clause[], days: Days): Promise<(some: readonly Clause[]) => number>
  /** Why a paper has its score for a query, taken loosely or not, among those of the days; undefined when it shares nothing with the query. */
  explain(query: Query, id: PaperId, days?: Days): Promise<Explanation | undefined>
  /** Papers like this one by content, never itself; [] when it is not in the index. */
  similar(id: PaperId, limit: number): Promise<readonly SimilarHit[]>
  /** Papers whose titles have the words typed so far; the last word may be unfinished. */
  suggest(prefix: string, limit: number): Promise<readonly Suggestion[]>
  /** The query with its misspelt words mended, `likely` unless said otherwise; undefined when there is nothing to mend. */
  correct(query: Query, mending?: Mending): Promise<Query | undefined>
  /** The query said otherwise, by the acronyms that the papers explain; [] when it has none of them. */
  rephrase(query: Query): readonly Rephrased[]
  /** Adds papers, or replaces those with the same id. */
  add(papers: readonly Paper[]): Promise<void>
  remove(ids: readonly PaperId[]): Promise<void>
}

/** Bytes of an index in blocks, of which the engine may keep the memory. */
export type Blocks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>

/** An engine whose index can be kept (snapshot.ts), so that it need not be built again. */
export interface KeepableEngine extends SearchEngine {
  /** What it holds at this moment, in blocks, whatever is added or removed before the last one is taken. */
  save(): Iterable<Uint8Array>
  /** Takes in what `save` gave. Throws when it is damaged; what this engine holds is then anybody's guess. */
  load(blocks: Blocks): Promise<void>
}
