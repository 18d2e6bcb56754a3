// Misspelt words of a query → the nearest words that papers use.
import type { Condition, Query, Term } from './query.ts'
import { fold, stopWords, words } from './text.ts'

/** The words of the corpus, as the engine knows them. */
export type Vocabulary = {
  /** In how many papers a folded word stands, in any inflection, or names somebody. */
  papersWith(word: string): number
  /** Words within so many edits. */
  near(word: string, edits: number): readonly NearWord[]
}

export type NearWord = { readonly word: string; readonly papers: number; readonly edits: number }

/** A word this much commoner than what was typed is offered in its place. */
const muchCommoner = 100

/**
 * The query with its misspelt words mended: those that stand in no paper, or in one while a near word stands
 * in a hundred times as many. Words in quotes, names and short words are left as typed. Undefined when nothing changes.
 */
export function correctQuery(query: Query, vocabulary: Vocabulary): Query | undefined {
  const mended = query.clauses.map((clause) => clause.map((term) => mendTerm(term, vocabulary)))
  const changed = mended.some((clause, i) =>
    clause.some((term, j) => term !== query.clauses[i]?.[j]),
  )
  return changed ? { ...query, clauses: mended.map((clause) => clause.flat()) } : undefined
}

function mendTerm(term: Term, vocabulary: Vocabulary): Term {
  if (term.not || term.kind !== 'word') return term
  const text = mendWords(term, vocabulary)
  return text === undefined ? term : { ...term, text }
}

function mendWords(term: Condition & { kind: 'word' }, vocabulary: Vocabulary): string | undefined {
  let mended = ''
  let from = 0
  for (const word of words(term.text)) {
    const better = betterWord(word.folded, vocabulary)
    if (better === undefined) continue
    mended += term.text.slice(from, word.start) + better
    from = word.end
  }
  return from === 0 ? undefined : mended + term.text.slice(from)
}

/** The word meant by a misspelt one, or undefined when it is spelt well or nothing is near. */
function betterWord(typed: string, vocabulary: Vocabulary): string | undefined {
  const edits = allowedEdits(typed)
  const papers = vocabulary.papersWith(typed)
  if (edits === 0 || papers > 1 || stopWords.has(typed)) return undefined
  const near = vocabulary
    .near(fold(typed), edits)
    .filter((candidate) => candidate.word !== typed && isPlausible(typed, candidate))
    .filter((candidate) => papers === 0 || candidate.papers >= papers * muchCommoner)
  const [best] = near.sort((a, b) => cost(typed, a) - cost(typed, b) || b.papers - a.papers)
  return best?.word
}

/** Typos per word that still leave it recognisable: one in four or five letters, two from six on. */
function allowedEdits(word: string): number {
  if (!/^[a-z]+$/.test(word) || word.length < 4) return 0
  // A transposition counts two edits, and is the commonest typo in short words.
  return 2
}

/** Two slips leave a long word recognisable, if its first letter is right: `fusion` is not `vision`. */
function isPlausible(typed: string, { word, edits }: NearWord): boolean {
  const isLong = typed.length >= 6 && typed[0] === word[0]
  return edits <= 1 || isLong || isTransposed(typed, word)
}

/** Edits, a swap of neighbours counting one; a different first letter, which people rarely miss, half more. */
function cost(typed: string, { word, edits }: NearWord): number {
  return (isTransposed(typed, word) ? 1 : edits) + (typed[0] === word[0] ? 0 : 0.5)
}

function isTransposed(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  const at = [...a].findIndex((letter, i) => letter !== b[i])
  return (
    at >= 0 && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2)
  )
}
