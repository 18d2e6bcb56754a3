// An edition's ranking: made once for all who ask the same on the same day, and kept, so that every channel and every retry
// sees the same votes in the same order.
import { createHash } from 'node:crypto'
import type { Instant } from '../bot/view.ts'
import type { Corpus, Day, Paper, PaperId, VoteGain } from '../papers/paper.ts'
import { daysBetween } from '../papers/paper.ts'
import { rankTrending } from '../papers/trending.ts'
import type { SearchEngine } from '../search/engine.ts'
import { isEmpty, parseQuery, printQuery } from '../search/query.ts'
import type { FeedWindow } from './feed-window.ts'

/** What decides an edition's content. */
export type Ask = FeedWindow & {
  /** In the search language; '' for every paper. */
  readonly query: string
  /** The fewest votes a paper has. */
  readonly votes: number
}

/** A paper's place, and what gave it that. */
export type Ranked = {
  readonly id: PaperId
  readonly feedDay: Day
  readonly votes: number
  /** Votes gained in the window. */
  readonly gained: number
  readonly score: number
}

/** An edition before anything is left out for one channel's sake. */
export type Edition = FeedWindow & {
  /** How many papers there were to choose from. */
  readonly matched: number
  /** The best of them, best first. */
  readonly entries: readonly Ranked[]
  /** Present when not all was known: the state of the data. */
  readonly asOf?: Instant
}

/** As many as a channel with ten digests of ten can have been shown already, and some. */
const mostEntries = 120
/** More papers than a corpus has. */
const everything = 1_000_000

/** Where editions are kept. */
export type EditionStore = {
  read(key: string): Promise<Edition | undefined>
  /** Keeps an edition unless another process was first; gives the one that is kept. */
  keep(key: string, edition: Edition, now: Instant): Promise<Edition>
}

/** Whether a paper was featured before the window and rose in it. */
export function isLateRiser({ feedDay }: Pick<Ranked, 'feedDay'>, { from }: FeedWindow): boolean {
  return feedDay < from
}

/** Ranks the papers of a window by the trending formula; relevance is a gate, the votes decide. */
export async function rankEdition(
  { query, votes, from, until }: Ask,
  { corpus, search }: { readonly corpus: Corpus; readonly search: SearchEngine },
): Promise<Edition> {
  const span = daysBetween(from, until) === 0 ? 'day' : 'week'
  const gains = await matching(await corpus.voteGains(from, until), query, search)
  const trends = rankTrending(gains, span, until).filter((trend) => trend.votes >= votes)
  const entries = trends.slice(0, mostEntries).map(({ ageDays: _, weight: __, ...rest }) => rest)
  return { from, until, matched: trends.length, entries }
}

/** The gains of papers that satisfy the query. */
export async function matching(
  gains: readonly VoteGain[],
  text: string,
  search: SearchEngine,
): Promise<readonly VoteGain[]> {
  const query = parseQuery(text)
  if (isEmpty(query)) return gains
  const { hits } = await search.search(query, { offset: 0, limit: everything })
  const ids = new Set(hits.map(({ id }) => id))
  return gains.filter(({ id }) => ids.has(id))
}

/** A query in the one way it is kept, so that the same is the same. */
export function canonical(query: string): string {
  return printQuery(parseQuery(query))
}

/** An edition with its papers at hand. */
export type Issue = { readonly edition: Edition; readonly papers: ReadonlyMap<PaperId, Paper> }

/** What editions are made of. */
export type EditionParts = {
  readonly corpus: Corpus
  readonly search: SearchEngine
  readonly editions: EditionStore
}

/** Editions held at hand at most, and for how long (milliseconds). */
const held = { editions: 50, ms: 10 * 60_000 }

/** The editions of a process: asked for by many at once, each is made or read once. */
export function createIssues(parts: EditionParts) {
  const issues = new Map<string, { readonly at: Instant; readonly issue: Promise<Issue> }>()
  return {
    /** The edition of a date; `asOf` where not all is known, which makes it another one. */
    of(ask: Ask, date: Day, asOf: Instant | undefined, now: Instant): Promise<Issue> {
      const key = keyOf(ask, date, asOf)
      const known = issues.get(key)
      if (known !== undefined && now - known.at < held.ms) return known.issue
      const issue = issueOf(key, ask, asOf, now, parts)
      issues.delete(key)
      issues.set(key, { at: now, issue })
      const [oldest = ''] = issues.keys()
      if (issues.size > held.editions) issues.delete(oldest)
      // What failed is tried again by whoever asks next.
      issue.catch(() => issues.delete(key))
      return issue
    },
  }
}

async function issueOf(
  key: string,
  ask: Ask,
  asOf: Instant | undefined,
  now: Instant,
  parts: EditionParts,
): Promise<Issue> {
  const kept = await parts.editions.read(key)
  const edition = kept ?? (await parts.editions.keep(key, await made(ask, asOf, parts), now))
  return withPapers(edition, parts.corpus)
}

async function made(ask: Ask, asOf: Instant | undefined, parts: EditionParts): Promise<Edition> {
  const edition = await rankEdition(ask, parts)
  return asOf === undefined ? edition : { ...edition, asOf }
}

/** An edition with its papers, as they are now. */
export async function withPapers(edition: Edition, corpus: Pick<Corpus, 'list'>): Promise<Issue> {
  const papers = await corpus.list(edition.entries.map(({ id }) => id))
  return { edition, papers: new Map(papers.map((paper) => [paper.id, paper])) }
}

/** The name of an edition: what decides its content, and the date it is of. */
export function keyOf(
  { query, votes, from, until }: Ask,
  date: Day,
  asOf: Instant | undefined,
): string {
  const name = [query, votes, from, until, date, asOf === undefined ? 'whole' : 'part']
  return createHash('sha256').update(JSON.stringify(name)).digest('hex').slice(0, 32)
}
