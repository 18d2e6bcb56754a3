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
function telling(query: Pick<Query, 'clauses'>): number {
  return query.clauses.filter((clause) => isPlainWord(clause) && !isCommon(clause[0].text)).length
}

/** From so many telling words on, a query may be a title half remembered: where few papers have them all, most will do. */
const looseLength = 3
/** From so many on, it is a question. */
const questionLength = 5

/** Whether papers may answer a query that have only most of its words. */
export function isLoose(query: Pick<Query, 'clauses'>): boolean {
  return telling(query) >= looseLength
}

/** Whether a query is a question: its words describe a paper, and hardly any has all of them. */
export function isQuestion(query: Pick<Query, 'clauses'>): boolean {
  return telling(query) >= questionLength
}
