// What a query marks in a text: its words in any inflection, its phrases as a whole, and what its acronyms stand for.
import { analyseText, analyseWanted } from './analysis.ts'
import type { SearchEngine } from './engine.ts'
import type { Query } from './query.ts'
import { stem } from './stem.ts'
import { compounds, isCommon, words } from './text.ts'

/** A stretch of text that matched, UTF-16 offsets, `end` excluded. */
export type Mark = { readonly start: number; readonly end: number }

/** Stems that must stand next to each other, most often one alone, and how much it tells to find them. */
type Sought = { readonly sequence: readonly string[]; readonly weight: number }

/** What is looked for, by its first stem. */
export type Marker = ReadonlyMap<string, readonly Sought[]>

/** What else is known when a query is marked. */
export type Marking = {
  /** How much a stem tells; 1 for each unless given. */
  readonly weightOf?: (stem: string) => number
  /** Phrases that were searched for besides. */
  readonly also?: readonly string[]
}

/** How much a stem tells among an engine's papers: the fewer have it, the more. */
export function rarityIn(
  engine: Pick<SearchEngine, 'size' | 'papersWith'>,
): (stem: string) => number {
  return (word) => Math.log(1 + engine.size() / Math.max(engine.papersWith(word), 1))
}

/** What to mark for a query: its telling words, wherever they stand, and its phrases. */
export function markerOf(query: Pick<Query, 'clauses'>, marking: Marking = {}): Marker {
  const { weightOf = () => 1, also = [] } = marking
  const marker = new Map<string, Sought[]>()
  const seek = (sequence: readonly string[], among: readonly string[] = sequence) => {
    const [first] = sequence
    if (first === undefined) return
    const weight = among.reduce((sum, word) => sum + weightOf(word), 0)
    marker.set(first, [...(marker.get(first) ?? []), { sequence, weight }])
  }
  for (const term of query.clauses.flat()) {
    if (term.not || (term.kind !== 'word' && term.kind !== 'phrase')) continue
    const { sequence, folded, glued } = analyseWanted(term)
    if (folded.length === 1 && isCommon(folded[0] ?? '')) continue
    seek(sequence)
    if (glued !== undefined && glued !== sequence[0]) seek([glued], sequence)
  }
  for (const phrase of also) seek(analyseText(phrase).stems)
  return marker
}

/** A stretch that matched, and what was sought there. */
export type Match = Mark & { readonly sought: Sought }

/** Everything in a text that a marker seeks, in order; matches may overlap. */
export function matchesIn(text: string, marker: Marker): readonly Match[] {
  if (marker.size === 0) return []
  const found = words(text)
  const stems = found.map((word) => stem(word.folded))
  const matches = found.flatMap(({ start }, at) =>
    (marker.get(stems[at] ?? '') ?? [])
      .filter(({ sequence }) => sequence.every((word, i) => stems[at + i] === word))
      .map((sought) => ({ start, end: found[at + sought.sequence.length - 1]?.end ?? 0, sought })),
  )
  for (const { folded, start, end } of compounds(text, found))
    for (const sought of marker.get(stem(folded)) ?? [])
      if (sought.sequence.length === 1) matches.push({ start, end, sought })
  return matches.sort((a, b) => a.start - b.start || b.end - a.end)
}

/** The matches in a text, in order, neighbours joined: `state space` is one mark. */
export function marksIn(text: string, marker: Marker): Mark[] {
  const marks: { start: number; end: number }[] = []
  for (const { start, end } of matchesIn(text, marker)) {
    const last = marks.at(-1)
    const isNext = last !== undefined && /^[\s‐‑-]?$/.test(text.slice(last.end, start))
    if (last !== undefined && (isNext || start < last.end)) last.end = Math.max(last.end, end)
    else marks.push({ start, end })
  }
  return marks
}
