// Where a query's words stand in a text, and the stretch of it that shows most of them.
import { analyseWanted } from './analysis.ts'
import type { Query } from './query.ts'
import { stem } from './stem.ts'
import { compounds, isCommon, type Word, words } from './text.ts'

/** A stretch of text that matched, UTF-16 offsets, `end` excluded. */
export type Mark = { readonly start: number; readonly end: number }

/** A piece of a longer text with the matches in it. */
export type Passage = {
  readonly text: string
  readonly marks: readonly Mark[]
  /** Whether text was left out before and after. */
  readonly cut: { readonly before: boolean; readonly after: boolean }
}

/** The words a query marks: stems, and compounds written as one. */
export type Marker = ReadonlySet<string>

/** What to mark for a query: its telling words, wherever they stand. */
export function markerOf(query: Pick<Query, 'clauses'>): Marker {
  const wanted = new Set<string>()
  for (const term of query.clauses.flat()) {
    if (term.not || (term.kind !== 'word' && term.kind !== 'phrase')) continue
    const { sequence, folded, glued } = analyseWanted(term)
    sequence.forEach((word, i) => {
      if (!isCommon(folded[i] ?? '')) wanted.add(word)
    })
    if (glued !== undefined && !isCommon(folded.join(''))) wanted.add(glued)
  }
  return wanted
}

/** The matches in a text, in order, neighbours joined: `state space` is one mark. */
export function marksIn(text: string, marker: Marker): Mark[] {
  if (marker.size === 0) return []
  return joined(text, matchesIn(text, marker))
}

/** The words and the compounds that match. */
function matchesIn(text: string, marker: Marker): readonly Word[] {
  const found = words(text)
  return [...found, ...compounds(text, found)].filter((word) => marker.has(stem(word.folded)))
}

function joined(text: string, matching: readonly Word[]): Mark[] {
  const marks: { start: number; end: number }[] = []
  for (const { start, end } of [...matching].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = marks.at(-1)
    if (last && /^[\s‐‑-]?$/.test(text.slice(last.end, start))) last.end = Math.max(last.end, end)
    else if (last === undefined || start >= last.end) marks.push({ start, end })
    else last.end = Math.max(last.end, end)
  }
  return marks
}

/**
 * The best passage of at most `length` characters: whole sentences where they fit, chosen for how many different
 * words of the query they have, then how many at all, then for standing early.
 */
export function bestPassage(text: string, marker: Marker, length: number): Passage {
  const sentences = sentencesOf(text)
  const scores = sentences.map(({ start, end }) => scoreOf(text.slice(start, end), marker))
  const best = scores.indexOf(Math.max(...scores))
  const { start = 0, end = 0 } = sentences[best] ?? {}
  const range =
    end - start > length
      ? narrowed(text, start, end, marker, length)
      : widened(sentences, best, length)
  const cutText = text.slice(range.start, range.end)
  return {
    text: cutText,
    marks: marksIn(cutText, marker),
    cut: { before: range.start > 0, after: range.end < text.length },
  }
}

function scoreOf(sentence: string, marker: Marker): number {
  const hits = matchesIn(sentence, marker)
  const distinct = new Set(hits.map((word) => stem(word.folded))).size
  return distinct * 100 + Math.min(hits.length, 99)
}

function sentencesOf(text: string): Mark[] {
  const segments = new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)
  return Array.from(segments, ({ index, segment }) => ({
    start: index,
    end: index + segment.trimEnd().length,
  }))
}

/** As many sentences after the best one as fit, then before it. */
function widened(sentences: readonly Mark[], best: number, length: number): Mark {
  let { start = 0, end = 0 } = sentences[best] ?? {}
  for (const next of sentences.slice(best + 1)) {
    if (next.end - start > length) break
    end = next.end
  }
  for (const previous of sentences.slice(0, best).reverse()) {
    if (end - previous.start > length) break
    start = previous.start
  }
  return { start, end }
}

/** A part of one long sentence, at word borders where there are any, with its first match a little way in. */
function narrowed(text: string, from: number, to: number, marker: Marker, length: number): Mark {
  const first = from + (marksIn(text.slice(from, to), marker)[0]?.start ?? 0)
  const wanted = Math.max(from, Math.min(first - Math.floor(length / 4), to - length))
  const space = text.indexOf(' ', wanted)
  const start =
    wanted === from ? from : space >= 0 && space < first ? space + 1 : afterPair(text, wanted)
  if (start + length >= to) return { start, end: to }
  const border = text.lastIndexOf(' ', start + length)
  return { start, end: border > start ? border : beforePair(text, start + length) }
}

/** `at`, or the next place when a character of two code units lies across it. */
function afterPair(text: string, at: number): number {
  return isInsidePair(text, at) ? at + 1 : at
}

function beforePair(text: string, at: number): number {
  return isInsidePair(text, at) ? at - 1 : at
}

function isInsidePair(text: string, at: number): boolean {
  return (text.codePointAt(at - 1) ?? 0) > 0xffff
}
