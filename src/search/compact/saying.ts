// The acronyms of a query and what they stand for, both ways, as the papers explain them; of one that nobody explains, words
// of titles with its initials.
import type { AcronymBook } from '../acronyms.ts'
import { analyseWanted } from '../analysis.ts'
import type { Rephrased } from '../engine.ts'
import { isPlainWord } from '../plain-words.ts'
import type { Clause, Query } from '../query.ts'
import { isCommon } from '../text.ts'
import type { Index } from './index.ts'
import { isStrange, spelledBy } from './initials.ts'

/** Clauses of a query, from one to before another, that can be said otherwise. */
export type Saying = {
  readonly from: number
  readonly to: number
  /** `long`: an acronym was typed; this is what it stands for, folded. `short`: the other way round. */
  readonly kind: 'long' | 'short'
  readonly other: string
}

/** Long forms have no more words worth looking for. */
const longest = 6

/** Words that nobody explains take a look through all titles each. */
const mostStrange = 2

/** Everything in a query that can be said otherwise, the longest first where one begins. */
export function sayingsIn({ clauses }: Pick<Query, 'clauses'>, index: Index): readonly Saying[] {
  return index.said.get(clauses, () => allIn(clauses, index))
}

function allIn(clauses: readonly Clause[], index: Index): Saying[] {
  const { acronyms } = index
  let strange = 0
  const meaningOf = (short: string) =>
    acronyms.longOf(short) ??
    (isStrange(short, index) && strange++ < mostStrange ? spelledBy(short, index) : undefined)
  const found: Saying[] = []
  for (let from = 0; from < clauses.length; from++) {
    const shorter = shortened(clauses, from, acronyms)
    if (shorter !== undefined) {
      found.push(shorter)
      from = shorter.to - 1
      continue
    }
    const long = longOf(clauses[from], meaningOf)
    if (long !== undefined) found.push({ from, to: from + 1, kind: 'long', other: long })
  }
  return found
}

/** The query with each saying in turn said the other way. */
export function rephrasedBy(query: Query, sayings: readonly Saying[]): readonly Rephrased[] {
  return sayings.map(({ from, to, kind, other }) => {
    const text = kind === 'short' ? other.toUpperCase() : other
    const term = { not: false, kind: kind === 'long' ? 'phrase' : 'word', text, in: 'any' } as const
    const clauses = [...query.clauses.slice(0, from), [term], ...query.clauses.slice(to)]
    return { query: { ...query, clauses }, also: text }
  })
}

/** `ssm`, and `ssms`, in whatever way they are capitalised; but `on` and `who` only as `ON` and `WHO`. */
function longOf(clause: Clause | undefined, of: (short: string) => string | undefined) {
  if (clause === undefined || !isPlainWord(clause)) return undefined
  const { text } = clause[0]
  if (isCommon(text) && text !== text.toUpperCase()) return undefined
  const folded = analyseWanted(clause[0]).folded.join('')
  return of(folded) ?? (folded.endsWith('s') ? of(folded.slice(0, -1)) : undefined)
}

function shortened(
  clauses: readonly Clause[],
  from: number,
  acronyms: AcronymBook,
): Saying | undefined {
  const stems: string[] = []
  let best: Saying | undefined
  for (let to = from; to < Math.min(clauses.length, from + longest); to++) {
    const [term] = clauses[to] ?? []
    const isQuoted = clauses[to]?.length === 1 && term?.kind === 'phrase' && !term.not
    const clause = clauses[to] ?? []
    if (isQuoted ? to > from : !isPlainWord(clause)) break
    if (term?.kind !== 'word' && term?.kind !== 'phrase') break
    stems.push(...analyseWanted(term).sequence)
    if (stems.length > 1 && !acronyms.mayBegin(stems)) break
    const other = stems.length > 1 ? acronyms.shortOf(stems) : undefined
    if (other !== undefined) best = { from, to: to + 1, kind: 'short', other }
    if (isQuoted) break
  }
  return best
}
