// Which papers are worth testing for a query, and by which words they score: a tree over the index's fields.
import { analyseWanted, nameWords } from './analysis.ts'
import { requiredClauses } from './match.ts'
import type { Clause, Query, Term } from './query.ts'
import { isCommon, questionWords } from './text.ts'

/** The index's fields: stems of the title, of everything written, folded names, and the title as typed. */
export const fieldNames = ['title', 'text', 'people', 'typed'] as const
/** One of them. */
export type FieldName = (typeof fieldNames)[number]

/** Papers that have a term in one of the fields, or that all or any of the parts give. */
export type Candidates =
  | { readonly all: readonly Candidates[] }
  | { readonly any: readonly Candidates[] }
  | { readonly term: string; readonly fields: readonly FieldName[] }
  | 'everything'

const written: readonly FieldName[] = ['title', 'text']

/** Papers that may satisfy every clause: at least all that do. */
export function candidatesOf(query: Pick<Query, 'clauses'>): Candidates {
  return allOf(requiredClauses(query).map(ofClause))
}

/** Papers with any of the query's plain words, among those that may satisfy the rest of it. */
export function looseCandidatesOf(query: Query): Candidates {
  const plain = query.clauses.filter(isPlainWord).flat()
  const scoring = tellingWords(plain).map(ofTerm)
  const rest = query.clauses.filter((clause) => !isPlainWord(clause)).map(ofClause)
  return allOf([...(scoring.length > 0 ? [{ any: scoring }] : []), ...rest])
}

/** So many words that name something must remain before the words that only ask are left out. */
const enoughWords = 3

/** Without common words, as long as others are left; without words that only ask too, as long as enough others are left. */
function tellingWords<T extends { readonly text: string }>(plain: readonly T[]): readonly T[] {
  const uncommon = plain.filter(({ text }) => !isCommon(text))
  const named = uncommon.filter(({ text }) => !questionWords.has(text.toLowerCase()))
  if (named.length >= enoughWords) return named
  return uncommon.length > 0 ? uncommon : plain
}

/** The query without its plain words: what must hold however loosely the words are taken. */
export function withoutPlainWords(query: Query): Query {
  return { ...query, clauses: query.clauses.filter((clause) => !isPlainWord(clause)) }
}

/** A clause that is one unquoted word to be found anywhere. */
export function isPlainWord(
  clause: Clause,
): clause is readonly [Term & { kind: 'word'; not: false }] {
  const [term] = clause
  return clause.length === 1 && term?.kind === 'word' && !term.not && term.in === 'any'
}

function allOf(parts: readonly Candidates[]): Candidates {
  const limiting = parts.filter((part) => part !== 'everything')
  return limiting.length === 0 ? 'everything' : { all: limiting }
}

function ofClause(clause: Clause): Candidates {
  const parts = clause.map(ofTerm)
  return parts.includes('everything') ? 'everything' : { any: parts }
}

function ofTerm(term: Term): Candidates {
  if (term.not) return 'everything'
  switch (term.kind) {
    case 'word':
    case 'phrase': {
      const { sequence, folded, glued } = analyseWanted(term)
      const fields: readonly FieldName[] = term.in === 'title' ? ['title'] : written
      const ways = [termsIn(tellingOf(sequence, folded), fields)]
      if (glued !== undefined && glued !== sequence[0]) ways.push({ term: glued, fields })
      if (term.in === 'any') ways.push(termsIn(folded, ['people']))
      return { any: ways }
    }
    case 'author':
      return termsIn(
        nameWords(term.name).filter((word) => word.length > 1),
        ['people'],
      )
    case 'org':
      return termsIn(nameWords(term.name), ['people'])
    case 'id':
      return { term: `id:${term.id}`, fields: ['people'] }
    case 'has':
    case 'votes':
      return 'everything'
    default:
      return term satisfies never
  }
}

/** A phrase's candidates need not have all its words, since the phrase itself is tested: a few that are not common will do. */
const phraseWords = 6

function tellingOf(sequence: readonly string[], folded: readonly string[]): readonly string[] {
  const uncommon = sequence.filter((_, i) => !isCommon(folded[i] ?? ''))
  const distinct = new Set(uncommon.length > 0 ? uncommon : sequence)
  return [...distinct].slice(0, phraseWords)
}

function termsIn(terms: readonly string[], fields: readonly FieldName[]): Candidates {
  return allOf(terms.map((term) => ({ term, fields })))
}
