// The stretch of a text that shows most of what was asked for.
import { type Mark, type Marker, type Match, marksIn, matchesIn } from './marks.ts'

/** A piece of a longer text with the matches in it. */
export type Passage = {
  readonly text: string
  readonly marks: readonly Mark[]
  /** Whether text was left out before and after. */
  readonly cut: { readonly before: boolean; readonly after: boolean }
}

/** What the title shows already is worth so much of what it would be. */
const shownAlready = 0.5
/** Sums of the same weights in another order differ by less. */
const leastMore = 1e-9

/**
 * The best passage of at most `length` characters: whole sentences where they fit, chosen for how much the different words
 * in them tell together, those that the `title` above it shows less, then for standing early and being short.
 */
export function bestPassage(text: string, marker: Marker, length: number, title = ''): Passage {
  const sentences = sentencesOf(text)
  const inTitle = new Set(matchesIn(title, marker).map(({ sought }) => sought))
  const worthOf = ({ sought }: Match) => sought.weight * (inTitle.has(sought) ? shownAlready : 1)
  const best = bestWindow(text, sentences, matchesIn(text, marker), worthOf, length)
  const range = widened(sentences, best, length)
  const cutText = text.slice(range.start, range.end)
  return {
    text: cutText,
    marks: marksIn(cutText, marker),
    cut: { before: range.start > 0, after: range.end < text.length },
  }
}

function bestWindow(
  text: string,
  sentences: readonly Mark[],
  matches: readonly Match[],
  worthOf: (match: Match) => number,
  length: number,
): Mark {
  let best = { range: sentences[0] ?? { start: 0, end: 0 }, worth: -1 }
  for (const range of windows(text, sentences, matches, length)) {
    const within = matchesWithin(matches, range.start, range.end)
    const different = new Map(within.map((match) => [match.sought, worthOf(match)]))
    const worth = [...different.values()].reduce((sum, one) => sum + one, 0)
    if (worth > best.worth + leastMore) best = { range, worth }
  }
  return best.range
}

/** The stretches that may be the best, in order: each begins and ends with a sentence that has a match, the first of all aside. */
function* windows(
  text: string,
  sentences: readonly Mark[],
  matches: readonly Match[],
  length: number,
): Iterable<Mark> {
  const matching = sentences.filter(
    ({ start, end }, i) => i === 0 || matchesWithin(matches, start, end).length > 0,
  )
  for (const [i, first] of matching.entries()) {
    if (first.end - first.start > length) yield* pieces(text, first, matches, length)
    else
      for (const { end } of matching.slice(i)) {
        if (end - first.start > length) break
        yield { start: first.start, end }
      }
  }
}

/** Those that lie within, from matches in order of their starts. */
function matchesWithin(matches: readonly Match[], start: number, end: number): readonly Match[] {
  const within: Match[] = []
  for (let at = firstFrom(matches, start); at < matches.length; at++) {
    const match = matches[at] as Match
    if (match.start >= end) break
    if (match.end <= end) within.push(match)
  }
  return within
}

function firstFrom(matches: readonly Match[], start: number): number {
  let [low, high] = [0, matches.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((matches[middle] as Match).start < start) low = middle + 1
    else high = middle
  }
  return low
}

function sentencesOf(text: string): Mark[] {
  const segments = new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)
  return Array.from(segments, ({ index, segment }) => ({
    start: index,
    end: index + segment.trimEnd().length,
  }))
}

/** As many sentences after a passage as fit, then before it; a piece of a sentence stays as it is. */
function widened(sentences: readonly Mark[], passage: Mark, length: number): Mark {
  let { start, end } = passage
  const isWhole = sentences.some((sentence) => sentence.start === start)
  if (!isWhole || !sentences.some((sentence) => sentence.end === end)) return passage
  for (const next of sentences.filter((sentence) => sentence.start >= passage.end)) {
    if (next.end - start > length) break
    end = next.end
  }
  for (const previous of sentences.filter(({ end }) => end <= passage.start).reverse()) {
    if (end - previous.start > length) break
    start = previous.start
  }
  return { start, end }
}

/** Parts of one long sentence, at word borders where there are any, each with a match a little way in. */
function pieces(text: string, sentence: Mark, matches: readonly Match[], length: number): Mark[] {
  const within = matchesWithin(matches, sentence.start, sentence.end)
  const firsts = within.length === 0 ? [sentence.start] : within.map(({ start }) => start)
  return firsts.map((first) => pieceAround(text, sentence, first, length))
}

function pieceAround(text: string, { start: from, end: to }: Mark, first: number, length: number) {
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
