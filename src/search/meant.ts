// What may have been meant by a word of a query: near words of the corpus, two words written as one, or one written as two.
import { isPlausible, isTransposed } from './near-word.ts'
import type { Term } from './query.ts'
import { isCommon } from './text.ts'
import type { Standings } from './together.ts'

/** The words of the corpus, as the engine knows them. */
export type KnownWords = Standings & {
  /** In how many papers a folded word stands, in any inflection, or names somebody. */
  papersWith(word: string): number
  /** Words within so many edits that are spelt so in `least` papers, but for its own inflections. */
  near(word: string, edits: number, least: number): readonly NearWord[]
}

/** A word near another one: in how many papers it is spelt so, and how many edits away it is. */
export type NearWord = { readonly word: string; readonly papers: number; readonly edits: number }

/** A word of the query that may be mended, and where it stands. */
export type Typed = {
  readonly folded: string
  readonly clause: number
  readonly term: Term & { kind: 'word' }
  readonly start: number
  readonly end: number
  readonly papers: number
}

/** Words put in the place of one that was typed, or of two neighbours. */
export type Change = {
  readonly of: readonly number[]
  readonly to: readonly string[]
  /** As it is written in the query, where that is not the words with hyphens between them. */
  readonly text?: string
  readonly cost: number
  readonly papers: number
}

/** Edits a missing or needless space counts: it is missed more easily than a letter, but words fall apart by chance. */
const [splitCost, joinCost] = [1.25, 0.5]

/** All that may have been meant by the word at a place, the likeliest by itself first; near words only if so many papers have them. */
export function meantBy(
  i: number,
  typed: readonly Typed[],
  known: KnownWords,
  least = 1,
): Change[] {
  const one = typed[i] as Typed
  return likeliestFirst([
    ...nearChanges(i, one, known, least),
    ...splits(i, one, known),
    ...joins(i, typed, known),
  ])
}

function likeliestFirst(changes: Change[]): Change[] {
  return changes.sort((a, b) => a.cost - b.cost || b.papers - a.papers)
}

function nearChanges(i: number, { folded }: Typed, known: KnownWords, least: number): Change[] {
  // Too short to recognise, or not of plain letters.
  if (!/^\p{L}{4,}$/u.test(folded)) return []
  // A transposition counts two edits, and is the commonest typo in short words.
  return known
    .near(folded, 2, least)
    .filter(({ word, edits }) => edits > 0 && isPlausible(folded, word, edits))
    .map((near) => ({ of: [i], to: [near.word], cost: cost(folded, near), papers: near.papers }))
}

/** `fewshot` as few and shot, `gpt4` as gpt and 4. */
function splits(i: number, { folded }: Typed, known: KnownWords): Change[] {
  const cuts = cutsOf(folded)
  return cuts.flatMap((at) => {
    const to = [folded.slice(0, at), folded.slice(at)]
    const papers = to.reduce(
      (least, part) =>
        least === 0 || isCommon(part) ? 0 : Math.min(least, known.papersWith(part)),
      Number.POSITIVE_INFINITY,
    )
    return papers === 0 ? [] : [{ of: [i], to, cost: splitCost, papers }]
  })
}

/** Between letters, three at least on either side, or where digits follow letters. */
function cutsOf(folded: string): number[] {
  const name = /^\p{L}+(?=\p{N})/u.exec(folded)?.[0]
  if (name !== undefined) return [name.length]
  if (!/^\p{L}{6,24}$/u.test(folded)) return []
  return Array.from({ length: folded.length - 5 }, (_, at) => at + 3)
}

/** `trans former` as one word, with the neighbour on either side. */
export function joins(i: number, typed: readonly Typed[], known: KnownWords): Change[] {
  return [i - 1, i].flatMap((first) => {
    const [left, right] = [typed[first], typed[first + 1]]
    if (left === undefined || right === undefined || !areNeighbours(left, right)) return []
    const joined = left.folded + right.folded
    const papers = known.papersWith(joined)
    const text = left.term.text + right.term.text
    const of = [first, first + 1]
    return papers === 0 ? [] : [{ of, to: [joined], text, cost: joinCost, papers }]
  })
}

/** Whether each is the whole of its term, and nothing stands between them. */
function areNeighbours(left: Typed, right: Typed): boolean {
  return (
    right.clause === left.clause + 1 &&
    left.term.in === right.term.in &&
    [left, right].every(({ term, start, end }) => start === 0 && end === term.text.length)
  )
}

/** Edits, a swap of neighbours counting one; a different first letter, which people rarely miss, half more. */
function cost(typed: string, { word, edits }: NearWord): number {
  return (isTransposed(typed, word) ? 1 : edits) + (typed[0] === word[0] ? 0 : 0.5)
}
