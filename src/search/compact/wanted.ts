// What of a query scores: its words as numbers, with their weights.
import { analyseText, analyseWanted, nameWords } from '../analysis.ts'
import { isQuestion } from '../plain-words.ts'
import type { Query, Term } from '../query.ts'
import { isCommon } from '../text.ts'
import { isAsking } from './asking.ts'
import type { Index } from './index.ts'
import type { Scale } from './points.ts'
import type { Rows } from './rows.ts'
import { sayingsIn } from './saying.ts'
import { rarity, weights } from './score.ts'

/** A word that scores in one kind of field. */
export type Scoring = {
  readonly word: number
  readonly in: 'text' | 'names'
  readonly kind: 'word' | 'acronym'
  readonly rows: Rows
  /** Its weight times its inverse document frequency. */
  readonly weight: number
  readonly scale: Scale
}

/** Words that stand side by side in the query, with what each is worth. */
export type Pair = {
  readonly first: number
  readonly second: number
  readonly worth: readonly [number, number]
}

export type Wanted = {
  /** Those that tell most for each paper that has them first, so that the longest rows come last. It does not depend on the index's past. */
  readonly scoring: readonly Scoring[]
  readonly pairs: readonly Pair[]
  /** Stems of the query, each once, common ones among them. */
  readonly stems: ReadonlySet<number>
  /** Whether it describes papers in so many words that those found say what else they would have (company.ts). */
  readonly isQuestion: boolean
}

/** What a name that is typed weighs beside words of the text. */
const namesWeight = 0.5

type Weighed = {
  readonly word: number
  readonly in: Scoring['in']
  readonly kind: Scoring['kind']
  /** The word of the query that this one is kin of: it is no more telling than that one. */
  readonly kinOf?: number
}

/** The scoring words of a query; what it excludes or filters by is not among them. */
export function wantedOf(query: Query, index: Index): Wanted {
  const terms = query.clauses.flat().filter(({ not }) => !not)
  const named = terms.filter((term) => term.kind !== 'word' || !isCommon(term.text))
  const found = new Map<number, Weighed & { weight: number }>()
  const want = (one: Weighed, weight: number) => {
    const key = one.in === 'text' ? one.word : -one.word
    const before = found.get(key)?.weight ?? 0
    if (one.word !== 0 && weight > before) found.set(key, { ...one, weight })
  }
  for (const term of named.some(isText) ? named : terms) wantTerm(term, index, want)
  for (const { other } of sayingsIn(query, index))
    for (const stem of analyseText(other).stems)
      if (!isCommon(stem))
        want({ word: index.words.find(stem), in: 'text', kind: 'acronym' }, weights.acronym)
  const scales = index.scales()
  const scoring = Array.from(found.values(), (one) => scoringOf(one, scales[one.in], index))
  const telling = ({ word, in: where, weight }: Scoring) =>
    weight / (index.counts[where].all[word] || 1)
  const order = (a: Scoring, b: Scoring) =>
    telling(b) - telling(a) || compare(keyOf(a, index), keyOf(b, index))
  const stems = terms.flatMap((term) =>
    isText(term) ? analyseWanted(term).sequence.map((stem) => heldOf(stem, index)) : [],
  )
  const inText = new Map(
    scoring.flatMap((one) => (one.in === 'text' ? [[one.word, one.weight]] : [])),
  )
  return {
    scoring: scoring.filter(({ rows }) => rows.length > 0).sort(order),
    pairs: pairsOf(stems, inText),
    stems: new Set(stems),
    isQuestion: isQuestion(query),
  }
}

/** The number of a stem that papers held have; 0 of any other, as in an index that never met it. */
function heldOf(stem: string, { words, counts }: Index): number {
  const number = words.find(stem)
  return (counts.text.all[number] ?? 0) > 0 ? number : 0
}

function isText(term: Term): term is Term & { kind: 'word' | 'phrase' } {
  return term.kind === 'word' || term.kind === 'phrase'
}

function wantTerm(term: Term, index: Index, want: (one: Weighed, weight: number) => void): void {
  const { words } = index
  if (isText(term)) {
    const { sequence, folded, glued } = analyseWanted(term)
    for (const [i, stem] of sequence.entries()) {
      const word = folded[i] ?? ''
      if (isCommon(word) && !folded.every(isCommon)) continue
      const weight = isAsking(stem) ? weights.asking : 1
      const number = words.find(stem)
      want({ word: number, in: 'text', kind: 'word' }, weight)
      if (term.kind === 'word')
        for (const kin of words.kinOf(stem))
          want({ word: kin, in: 'text', kind: 'word', kinOf: number }, weight * weights.kin)
      if (term.in === 'any')
        want({ word: words.find(word), in: 'names', kind: 'word' }, weight * namesWeight)
    }
    if (glued !== undefined && sequence.length > 1)
      want({ word: words.find(glued), in: 'text', kind: 'word' }, weights.compound)
  } else if (term.kind === 'author' || term.kind === 'org')
    for (const word of nameWords(term.name))
      want({ word: words.find(word), in: 'names', kind: 'word' }, namesWeight)
}

function scoringOf(
  { word, in: where, kind, kinOf = 0, weight }: Weighed & { weight: number },
  scale: Scale,
  index: Index,
): Scoring {
  const counts = index.counts[where].all
  const papers = Math.max(counts[word] ?? 0, counts[kinOf] ?? 0)
  return {
    word,
    in: where,
    kind,
    rows: index[where].rowsOf(word),
    weight: weight * rarity(index.papers.size(), papers),
    scale,
  }
}

/** Neighbours in the query; common words between them do not part them. */
function pairsOf(stems: readonly number[], weightOf: ReadonlyMap<number, number>): readonly Pair[] {
  const telling = stems.filter((stem) => weightOf.has(stem))
  return telling.slice(1).flatMap((second, i) => {
    const first = telling[i] as number
    const worth = [weightOf.get(first) ?? 0, weightOf.get(second) ?? 0] as const
    return first === second ? [] : [{ first, second, worth }]
  })
}

function keyOf({ word, in: where }: Scoring, { words }: Index): string {
  return `${words.text(word)} ${where}`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
