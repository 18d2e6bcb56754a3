// Why a paper came: what of it matched which follow, and where.

import type { Paper } from '../papers/paper.ts'
import { analysePaper } from '../search/analysis.ts'
import { markerOf, marksIn } from '../search/marks.ts'
import { requiredClauses, termTest } from '../search/match.ts'
import type { Term } from '../search/query.ts'
import type { Watch } from './follow.ts'
import { sharedTerms, stemsOf } from './likeness.ts'

/** Where something matched. */
export type Where = 'title' | 'abstract' | 'keywords' | 'authors' | 'organization'

/** What matched, as the paper writes it, and where; or what holds of the paper, in words. */
export type Reason =
  | { readonly words: readonly string[]; readonly where: Where }
  | { readonly holds: string }
  /** The words it shares with a paper that more like it is wanted of. */
  | { readonly shares: readonly string[] }

/** As many words as one line names. */
const mostWords = 4

/** The reasons for which a paper satisfies a watch, in reading order; none for one that only excludes. */
export function whyMatched({ query, likeness }: Watch, paper: Paper): readonly Reason[] {
  const analysed = analysePaper(paper)
  const terms = requiredClauses(query)
    .flat()
    .filter((term) => !term.not && termTest(term)(analysed))
  const shared = likeness && sharedTerms(likeness, stemsOf(analysed)).map(({ word }) => word)
  return [
    ...(shared && shared.length > 0 ? [{ shares: shared.slice(0, mostWords) }] : []),
    ...textReasons(terms, paper),
    ...terms.flatMap((term) => factReason(term, paper)),
  ]
}

const places = ['title', 'abstract', 'keywords', 'authors', 'organization'] as const

const nowhere = { title: '', abstract: '', keywords: [], authors: [], organization: '' }

/** Where the words stand: each is told for the first place that has it. */
function textReasons(terms: readonly Term[], paper: Paper): readonly Reason[] {
  const isText = (term: Term) => term.kind === 'word' || term.kind === 'phrase'
  let open = terms.filter(isText)
  return places.flatMap((where) => {
    // With the other places empty: part of a phrase is no match.
    const only = analysePaper({ ...paper, ...nowhere, [where]: paper[where] })
    const here = open.filter((term) => termTest(term)(only))
    open = open.filter((term) => !here.includes(term))
    const texts = [paper[where] ?? []].flat()
    const words = texts.flatMap((text) => marksOf(here, text))
    return words.length === 0 ? [] : [{ words: distinct(words), where }]
  })
}

function marksOf(terms: readonly Term[], text: string): readonly string[] {
  return marksIn(text, markerOf({ clauses: [terms] })).map(({ start, end }) =>
    text.slice(start, end),
  )
}

/** The longest first, each once however it is capitalised. */
function distinct(words: readonly string[]): readonly string[] {
  const byLength = words.toSorted((a, b) => b.length - a.length)
  const lower = byLength.map((word) => word.toLowerCase())
  return byLength.filter((_, n) => lower.indexOf(lower[n] ?? '') === n).slice(0, mostWords)
}

function factReason(term: Term, paper: Paper): readonly Reason[] {
  switch (term.kind) {
    case 'author':
      return [{ words: [term.name], where: 'authors' }]
    case 'org':
      return [{ words: [term.name], where: 'organization' }]
    case 'has':
      return [{ holds: term.what === 'code' ? 'it has code' : 'it has a project page' }]
    case 'votes':
      return [{ holds: `it has ${paper.votes ?? 0} votes` }]
    case 'id':
      return [{ holds: 'its id' }]
    default:
      return []
  }
}
