// The paper somebody means: by id, by address, by DOI, or by words of its title.
import { parseReference, titleKey } from '../papers/identity.ts'
import type { Corpus, Paper } from '../papers/paper.ts'
import { analyseText } from './analysis.ts'
import type { SearchEngine } from './engine.ts'
import { hasSequence } from './match.ts'
import type { Query } from './query.ts'
import { words } from './text.ts'

/** What a text that names a paper comes to. */
export type Resolved =
  | { readonly is: 'paper'; readonly paper: Paper }
  /**
   * Several titles have these words, the likeliest first; `loosely`: none has all of them. `more`: how many titles with
   * all the words are left out (0 when loosely, since there the list has no end of its own).
   */
  | {
      readonly is: 'candidates'
      readonly papers: readonly Paper[]
      readonly loosely: 'no' | 'yes'
      readonly more: number
    }
  /** A valid id or DOI that the corpus does not hold. */
  | { readonly is: 'unknown'; readonly reference: string; readonly arxivId?: string }
  /** An id, an address or a DOI with other words behind it. */
  | { readonly is: 'overfull'; readonly reference: string; readonly rest: string }
  /** An address that is no paper's. */
  | { readonly is: 'stray-address' }
  | { readonly is: 'nothing' }

/** As many candidates as anybody reads. */
const candidatesShown = 10

/** Finds the paper meant by `text`. Never throws for what was typed. */
export async function resolvePaper(
  text: string,
  { corpus, search }: { readonly corpus: Corpus; readonly search: SearchEngine },
): Promise<Resolved> {
  const reference = parseReference(text)
  if (reference?.kind === 'id') {
    const paper = await corpus.find(reference.id)
    if (paper !== undefined) return { is: 'paper', paper }
    const { id } = reference
    return { is: 'unknown', reference: id, ...(id.startsWith('pb-') ? {} : { arxivId: id }) }
  }
  if (reference?.kind === 'doi') {
    const paper = await corpus.findByDoi(reference.doi)
    return paper ? { is: 'paper', paper } : { is: 'unknown', reference: reference.doi }
  }
  const [, first = '', rest = ''] = /^(\S+)\s+(\S.*)$/s.exec(text.trim()) ?? []
  if (parseReference(first) !== undefined) return { is: 'overfull', reference: first, rest }
  if (addressPattern.test(text.trim())) return { is: 'stray-address' }
  return byTitle(text, corpus, search)
}

const addressPattern = /^[<("'`]*(?:https?:\/\/|www\.)\S/i

async function byTitle(text: string, corpus: Corpus, search: SearchEngine): Promise<Resolved> {
  const inTitle = wordsQuery(text, 'title')
  if (inTitle.clauses.length === 0) return { is: 'nothing' }
  const strict = await titled(inTitle, corpus, search)
  const { papers, more } =
    strict.papers.length > 0 ? strict : await titled(await search.correct(inTitle), corpus, search)
  const paper = papers.length === 1 ? papers[0] : theOneNamed(text, papers)
  if (paper !== undefined) return { is: 'paper', paper }
  if (papers.length > 0) return { is: 'candidates', papers, loosely: 'no', more }
  return loosely(text, corpus, search)
}

async function titled(
  query: Query | undefined,
  corpus: Corpus,
  search: SearchEngine,
): Promise<{ readonly papers: readonly Paper[]; readonly more: number }> {
  if (query === undefined) return { papers: [], more: 0 }
  const { hits, total } = await search.search(query, { offset: 0, limit: candidatesShown })
  const papers = await corpus.list(hits.map((hit) => hit.id))
  return { papers, more: total - hits.length }
}

/** No title has all the words: the papers that have most of them, offered and never chosen. */
async function loosely(text: string, corpus: Corpus, search: SearchEngine): Promise<Resolved> {
  const asked = wordsQuery(text, 'any')
  const query = (await search.correct(asked, 'certain')) ?? asked
  const { hits } = await search.search(query, { offset: 0, limit: 5, words: 'most' })
  const papers = await corpus.list(hits.map((hit) => hit.id))
  if (papers.length === 0) return { is: 'nothing' }
  return { is: 'candidates', papers, loosely: 'yes', more: 0 }
}

/** From so many words on, a stretch of a title that no other title has names its paper. */
const tellingStretch = 3

/**
 * The one paper that is called this: by its whole title, by the name before its colon
 * (`BERT: Pre-training of …`), or by a stretch of words that no other title has.
 */
function theOneNamed(text: string, papers: readonly Paper[]): Paper | undefined {
  const key = titleKey(text)
  const stretch = analyseText(text).stems
  const ways: readonly ((paper: Paper) => boolean)[] = [
    ({ title }) => titleKey(title) === key,
    ({ title }) => titleKey(title.split(':')[0] ?? '') === key,
    ({ title }) =>
      stretch.length >= tellingStretch && hasSequence(analyseText(title).stems, stretch),
  ]
  for (const isCalled of ways) {
    const called = papers.filter(isCalled)
    if (called.length === 1) return called[0]
  }
  return undefined
}

/** Every word of a text as a condition; a title is read as words, whatever operators or fields it seems to hold. */
function wordsQuery(text: string, where: 'title' | 'any'): Query {
  const clauses = words(text).map(
    ({ start, end }) =>
      [{ not: false, kind: 'word', text: text.slice(start, end), in: where }] as const,
  )
  return { clauses, problems: [] }
}
