// Misspelt words of a query → the nearest words that papers use.
import { isPlausible, isTransposed } from './near-word.ts'
import type { Condition, Query, Term } from './query.ts'
import { isCommon, words } from './text.ts'

/** The words of the corpus, as the engine knows them. */
export type Vocabulary = {
  /** In how many papers a folded word stands, in any inflection, or names somebody. */
  papersWith(word: string): number
  /** Words within so many edits. */
  near(word: string, edits: number): readonly NearWord[]
}

/** A word near another one: in how many papers it is spelt so, and how many edits away it is. */
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

/** The word meant by a misspelt one (folded), or undefined when it is spelt well or nothing is near. */
function betterWord(typed: string, vocabulary: Vocabulary): string | undefined {
  const edits = allowedEdits(typed)
  const papers = vocabulary.papersWith(typed)
  if (edits === 0 || papers > 1 || isCommon(typed)) return undefined
  const near = vocabulary
    .near(typed, edits)
    .filter(
      (candidate) =>
        candidate.word !== typed && isPlausible(typed, candidate.word, candidate.edits),
    )
    .filter((candidate) => papers === 0 || candidate.papers >= papers * muchCommoner)
  const [best] = near.sort((a, b) => cost(typed, a) - cost(typed, b) || b.papers - a.papers)
  return best?.word
}

/** Within how many edits to look, which `isPlausible` then narrows: none for words of other than plain letters, or too short to recognise. */
function allowedEdits(word: string): number {
  if (!/^[a-z]+$/.test(word) || word.length < 4) return 0
  // A transposition counts two edits, and is the commonest typo in short words.
  return 2
}

/** Edits, a swap of neighbours counting one; a different first letter, which people rarely miss, half more. */
function cost(typed: string, { word, edits }: NearWord): number {
  return (isTransposed(typed, word) ? 1 : edits) + (typed[0] === word[0] ? 0 : 0.5)
}
