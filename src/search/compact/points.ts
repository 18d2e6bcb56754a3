// The points of a scoring word in a paper, from its posting: the one place where the formula meets the index.
// Plain arithmetic on numbers and typed arrays, since a common word has tens of thousands of postings.
import type { Index } from './index.ts'
import { bm25, evenness, most, perWord, weights } from './score.ts'
import type { Scoring } from './wanted.ts'

/** What the formula needs to know of all papers, read once a query. */
export type Lengths = {
  /** Words by paper. */
  readonly title: Uint32Array
  readonly text: Uint32Array
  readonly names: Uint32Array
  /** What each of these words adds to what mentions are divided by (score.ts). */
  readonly perTitleWord: number
  readonly perBodyWord: number
  readonly perName: number
}

/** The lengths of all papers as they are now. */
export function lengthsOf({ papers }: Index): Lengths {
  const { columns, sums } = papers
  const size = papers.size()
  return {
    title: columns.titleLength.all,
    text: columns.textLength.all,
    names: columns.namesLength.all,
    perTitleWord: perWord(sums.title / size),
    perBodyWord: perWord((sums.text - sums.title) / size),
    perName: perWord(sums.names / size),
  }
}

/** What a posting of the word adds to its paper's score. */
export function pointsOf(
  { in: where, weight }: Scoring,
  posting: number,
  lengths: Lengths,
): number {
  const top = weight * most
  return where === 'text' ? textPoints(posting, top, lengths) : namePoints(posting, top, lengths)
}

/**
 * Points for a posting of a stem, up to `top`. Mentions in title and body are each evened out (score.ts) and then saturate
 * together; as one fraction, so that it takes one division.
 */
export function textPoints(posting: number, top: number, lengths: Lengths): number {
  const paper = posting >>> 8
  const inTitle = lengths.title[paper] as number
  const inBody = (lengths.text[paper] as number) - inTitle
  const title = evenness(inTitle, lengths.perTitleWord)
  const body = evenness(inBody, lengths.perBodyWord)
  const mentions = weights.title * ((posting >>> 5) & 7) * body + (posting & 31) * title
  return (top * mentions) / (mentions + bm25.k * title * body)
}

/** Points for a posting of a name, up to `top`: of authors and organisation alike. */
export function namePoints(posting: number, top: number, lengths: Lengths): number {
  const mentions = ((posting >>> 5) & 7) + (posting & 31)
  const even = evenness(lengths.names[posting >>> 8] as number, lengths.perName)
  return (top * mentions) / (mentions + bm25.k * even)
}

/** The share of a text posting's points that is for its mentions in the title. */
export function titleShare(posting: number, lengths: Lengths): number {
  const paper = posting >>> 8
  const inTitle = lengths.title[paper] as number
  const inBody = (lengths.text[paper] as number) - inTitle
  const title = (weights.title * ((posting >>> 5) & 7)) / evenness(inTitle, lengths.perTitleWord)
  const body = (posting & 31) / evenness(inBody, lengths.perBodyWord)
  return title / (title + body)
}
