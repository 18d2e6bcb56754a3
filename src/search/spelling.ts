// A query's misspelt words → what was meant: near words of the corpus, words written as two, two written as one.
// What stands in one paper with the rest of the query goes before what is nearer or more frequent.
import { isPlausible, isTransposed } from './near-word.ts'
import type { Clause, Query, Term } from './query.ts'
import { isCommon, type Word, words } from './text.ts'
import { createTogether, haveAllBut, rowsOfAll, type Standings, type Together } from './together.ts'

/** The words of the corpus, as the engine knows them. */
export type KnownWords = Standings & {
  /** In how many papers a folded word stands, in any inflection, or names somebody. */
  papersWith(word: string): number
  /** Words within so many edits. */
  near(word: string, edits: number): readonly NearWord[]
}

/** A word near another one: in how many papers it is spelt so, and how many edits away it is. */
export type NearWord = { readonly word: string; readonly papers: number; readonly edits: number }

/** A word of the query that may be mended, and where it stands. */
type Typed = {
  readonly folded: string
  readonly clause: number
  readonly term: Term & { kind: 'word' }
  readonly start: number
  readonly end: number
  readonly papers: number
}

/** Words put in the place of one that was typed, or of two neighbours. */
type Change = {
  readonly of: readonly number[]
  readonly to: readonly string[]
  /** As it is written in the query, where that is not the words with hyphens between them. */
  readonly text?: string
  readonly cost: number
  readonly papers: number
}

/** A word this much commoner than what was typed is offered in its place. */
const muchCommoner = 100
/** What the look at a query costs grows with these. */
const [mostTyped, mostMended, mostTried] = [20, 6, 5]
/** So many words that papers use may be mended: more would make another query of it. */
const mostMissing = 2
/** Of shorter queries hardly anything can be told from the other words. */
const contextLength = 3
/** Edits a missing or needless space counts: it is missed more easily than a letter, but words fall apart by chance. */
const [splitCost, joinCost] = [1.25, 0.5]

/**
 * The query with its misspelt words mended: those that stand in no paper; in one, while a near word stands in a hundred
 * times as many; and at most two of those that keep a paper from having the whole query. Words in quotes, names and short
 * words are left as typed. Undefined when nothing changes.
 */
export function correctQuery(query: Query, known: KnownWords): Query | undefined {
  const typed = typedWords(query, known)
  const places = rarestFirst(typed)
  const mending = createMending(typed, known)
  for (const i of places) if (isUnknown(typed[i])) mending.mend(i)
  const certain = mending.changes.length
  // A word that papers use is what was meant, unless it alone kept some paper from having the whole query.
  if (mending.isNearlyWhole()) {
    const left = places.filter((i) => !isUnknown(typed[i]))
    for (const [n, i] of left.entries()) {
      if (mending.together() + mostGained(left.slice(n), typed, known) < typed.length) break
      mending.mend(i)
    }
    if (mending.together() < typed.length) mending.changes.length = certain
  }
  return mending.changes.length === 0 ? undefined : rewritten(query, typed, mending.changes)
}

/** Words being mended, each where those before it are. */
function createMending(typed: readonly Typed[], known: KnownWords) {
  const changes: Change[] = []
  let counted: Together | undefined
  /** Counting is only begun when there is something to mend. */
  const counting = () => {
    if (counted === undefined) {
      counted = createTogether(known)
      for (const [i, { folded }] of typed.entries()) counted.put(i, folded)
    }
    return counted
  }
  const wordsAt = (i: number) =>
    changes.find(({ of }) => of.includes(i))?.to ?? [(typed[i] as Typed).folded]
  return {
    changes,
    /** How many of the words a paper has, at most. */
    together: () => counting().most(),
    /** Whether a paper has so many of the words that mending brings it the others, but none has all. */
    isNearlyWhole() {
      if (typed.length < contextLength) return false
      const rows = Array.from(typed.keys(), (i) => rowsOfAll(wordsAt(i), known))
      return !haveAllBut(0, rows, known) && haveAllBut(mostMissing, rows, known)
    },
    mend(i: number): void {
      if (changes.some(({ of }) => of.includes(i))) return
      const change = bestChange(i, typed, known, counting())
      if (change === undefined) return
      changes.push(change)
      for (const place of change.of) counting().put(place, ...change.to)
    },
  }
}

function typedWords(query: Query, known: KnownWords): Typed[] {
  const all = query.clauses.flatMap((terms, clause) =>
    terms.flatMap((term) => {
      if (term.not || term.kind !== 'word') return []
      return pieces(term.text).map((piece) => ({ ...piece, clause, term }))
    }),
  )
  return all
    .filter(({ folded }) => !isCommon(folded))
    .slice(0, mostTyped)
    .map((one) => ({ ...one, papers: known.papersWith(one.folded) }))
}

/** The words of a text; a number with dots is one, as it is part of a name: `qwen 2.5`. */
function pieces(text: string): readonly Word[] {
  if (!/^\d+(?:\.\d+)+$/.test(text)) return words(text)
  return [{ folded: text.replaceAll('.', ''), start: 0, end: text.length }]
}

/** The places of words that may be mended, those that nobody uses first. */
function rarestFirst(typed: readonly Typed[]): number[] {
  return [...typed.keys()]
    .sort((a, b) => (typed[a]?.papers ?? 0) - (typed[b]?.papers ?? 0))
    .slice(0, mostMended)
}

/** How many words more a paper can have when all these are mended: one each, and two where a word is one with its neighbour. */
function mostGained(places: readonly number[], typed: readonly Typed[], known: KnownWords): number {
  return places.reduce((sum, i) => sum + (joins(i, typed, known).length > 0 ? 2 : 1), 0)
}

/** A word that at most one paper has, who may have mistyped it too. */
function isUnknown(one: Typed | undefined): boolean {
  return (one?.papers ?? 0) <= 1
}

function bestChange(
  i: number,
  typed: readonly Typed[],
  known: KnownWords,
  together: Together,
): Change | undefined {
  const one = typed[i] as Typed
  const found = [...nearChanges(i, one, known), ...splits(i, one, known), ...joins(i, typed, known)]
  const tried = found
    .sort((a, b) => a.cost - b.cost || b.papers - a.papers)
    .slice(0, mostTried)
    .map((change) => ({ change, with: together.having(change.to, change.of) }))
    .filter((candidate) => candidate.with > 0)
  const before = one.papers === 0 ? 0 : together.most()
  const isRare = one.papers === 1
  const [best] = tried
    .filter(({ change, with: count }) => {
      if (one.papers === 0) return true
      if (isRare && change.to.length === 1 && change.papers >= muchCommoner) return true
      return typed.length >= contextLength && change.cost < 1.5 && count > before
    })
    .sort((a, b) => likelihood(b) - likelihood(a))
  return best?.change
}

/** An edit more must bring two more words together: two edits make other words of short ones. */
function likelihood({ change, with: together }: { change: Change; with: number }): number {
  return together - 2 * change.cost
}

function nearChanges(i: number, { folded }: Typed, known: KnownWords): Change[] {
  // Too short to recognise, or not of plain letters.
  if (!/^\p{L}{4,}$/u.test(folded)) return []
  // A transposition counts two edits, and is the commonest typo in short words.
  return known
    .near(folded, 2)
    .filter(({ word, edits }) => isPlausible(folded, word, edits))
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
function joins(i: number, typed: readonly Typed[], known: KnownWords): Change[] {
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

/** The query with its words changed. One made two is written with a hyphen, so that both stand side by side. */
function rewritten(query: Query, typed: readonly Typed[], changes: readonly Change[]): Query {
  const edits = changes.flatMap(({ of, to, text = to.join('-') }) =>
    of.map((place, i) => ({ at: typed[place] as Typed, text: i === 0 ? text : '' })),
  )
  const clauses = query.clauses.map((clause) => clause.map((term) => mended(term, edits)))
  return { ...query, clauses: clauses.map(withoutEmpty).filter((clause) => clause.length > 0) }
}

function mended(term: Term, edits: readonly { at: Typed; text: string }[]): Term {
  const own = edits.filter(({ at }) => at.term === term).sort((a, b) => b.at.start - a.at.start)
  if (term.kind !== 'word' || own.length === 0) return term
  const text = own.reduce(
    (rest, { at, text }) => rest.slice(0, at.start) + text + rest.slice(at.end),
    term.text,
  )
  return { ...term, text }
}

/** Without words that went into their neighbours. */
function withoutEmpty(clause: Clause): Clause {
  return clause.filter((term) => term.kind !== 'word' || term.text !== '')
}
