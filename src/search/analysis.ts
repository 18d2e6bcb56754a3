// A paper and a query's words as the matching sees them: stems in order, glued compounds, names.
import type { Paper } from '../papers/paper.ts'
import type { Condition, Query } from './query.ts'
import { stem } from './stem.ts'
import { compounds, words } from './text.ts'

/** What can be asked of a paper, analysed once. */
export type AnalysedPaper = {
  readonly id: string
  /** Stems of the title's words, in order. */
  readonly title: readonly string[]
  /** Stems of the abstract and of each keyword, a '' between them so that no phrase spans two. */
  readonly body: readonly string[]
  /** Hyphenated words glued together, stemmed: `fewshot`. */
  readonly gluedTitle: readonly string[]
  readonly gluedBody: readonly string[]
  /** The distinct folded words of title, abstract and keywords. */
  readonly spelt: readonly string[]
  /** Each author's name as folded words. */
  readonly authors: readonly (readonly string[])[]
  readonly organization: readonly string[]
  readonly votes: number | undefined
  readonly published: string | undefined
  readonly code: 0 | 1
  readonly project: 0 | 1
}

/** Analyses a paper. `intern` lets many papers share one copy of each word. */
export function analysePaper(
  paper: Paper,
  intern: (word: string) => string = (word) => word,
): AnalysedPaper {
  const title = analyseText(paper.title, intern)
  const abstract = analyseText(paper.abstract, intern)
  const keywords = (paper.keywords ?? []).map((keyword) => analyseText(keyword, intern))
  return {
    id: paper.id,
    title: title.stems,
    body: [...abstract.stems, ...keywords.flatMap(({ stems }) => ['', ...stems])],
    gluedTitle: title.glued,
    gluedBody: [abstract, ...keywords].flatMap(({ glued }) => glued),
    spelt: [...new Set([title, abstract, ...keywords].flatMap(({ folded }) => folded))],
    authors: paper.authors.map((name) => nameWords(name).map(intern)),
    organization: nameWords(paper.organization ?? '').map(intern),
    votes: paper.votes,
    published: paper.published ?? paper.feedDay,
    code: paper.code === undefined ? 0 : 1,
    project: paper.projectUrl === undefined ? 0 : 1,
  }
}

/** A text's words in order, folded and as stems, and its compounds glued and stemmed. */
export function analyseText(
  text: string,
  intern: (word: string) => string = (word) => word,
): Record<'folded' | 'stems' | 'glued', readonly string[]> {
  const found = words(text)
  return {
    folded: found.map((word) => intern(word.folded)),
    stems: found.map((word) => intern(stem(word.folded))),
    glued: compounds(text, found).map((word) => intern(stem(word.folded))),
  }
}

/** A name's words, folded: `Yann LeCun` → yann, lecun. */
export function nameWords(name: string): string[] {
  return words(name).map((word) => word.folded)
}

/** How a word or phrase of a query is looked for. */
export type Wanted = {
  /** Stems that must stand next to each other. */
  readonly sequence: readonly string[]
  /** The same written as one word; only for what was typed as one word. */
  readonly glued?: string
  /** As folded, for names, which have no inflections. */
  readonly folded: readonly string[]
}

/** A query's terms are asked for many times over while it is answered, and the words of one stand in many others. */
const analysed = new WeakMap<Condition, Wanted>()
const wordsAnalysed = new Map<string, Wanted>()
/** So many words are remembered, if they are no longer. */
const [mostWords, longestWord] = [2_000, 32]

/** Analyses a query's word or phrase the way papers are analysed. */
export function analyseWanted(condition: Condition & { kind: 'word' | 'phrase' }): Wanted {
  const { kind, text } = condition
  if (kind === 'word' && text.length <= longestWord) return wordAnalysed(condition)
  const known = analysed.get(condition)
  if (known !== undefined) return known
  const wanted = newlyAnalysed(condition)
  analysed.set(condition, wanted)
  return wanted
}

function wordAnalysed(word: Condition & { kind: 'word' | 'phrase' }): Wanted {
  const known = wordsAnalysed.get(word.text)
  if (known !== undefined) return known
  if (wordsAnalysed.size === mostWords) wordsAnalysed.clear()
  const wanted = newlyAnalysed(word)
  wordsAnalysed.set(word.text, wanted)
  return wanted
}

function newlyAnalysed({ kind, text }: Condition & { kind: 'word' | 'phrase' }): Wanted {
  const found = words(text)
  const sequence = found.map((word) => stem(word.folded))
  const folded = found.map((word) => word.folded)
  if (kind === 'phrase') return { sequence, folded }
  const glued = folded.join('')
  // Digits alone are no compound: 2.0 is not 20.
  if (!/\p{L}/u.test(glued)) return { sequence, folded }
  const [only = ''] = sequence
  return { sequence, folded, glued: sequence.length === 1 ? only : stem(glued) }
}

/** The stems a query asks for, in order; what is excluded or filtered by is not among them. */
export function queryStems(query: Pick<Query, 'clauses'>): string[] {
  return query.clauses.flat().flatMap((term) => {
    const isText = !term.not && (term.kind === 'word' || term.kind === 'phrase')
    return isText ? analyseWanted(term).sequence : []
  })
}
