// The plain words of a query: what may be missing when it is taken loosely.
import type { Clause, Query, Term } from './query.ts'
import { isCommon } from './text.ts'

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

/** How many of a query's plain words tell something. */
export function telling(query: Pick<Query, 'clauses'>): number {
  return query.clauses.filter((clause) => isPlainWord(clause) && !isCommon(clause[0].text)).length
}
