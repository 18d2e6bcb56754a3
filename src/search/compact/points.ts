// The points of a scoring word in a paper, from its posting: the one place where the formula meets the index.
// Plain arithmetic on numbers and typed arrays, since a common word has tens of thousands of postings.
import { longestField, type Papers } from './papers.ts'
import { evenness, perWord, saturated, weights } from './score.ts'
import type { Scoring } from './wanted.ts'

/** What a mention counts in each paper, for words of the text or for names. */
export type Scale = {
  /** Words by paper: of the title and the rest of the text, or of the names both times. */
  readonly narrow: Uint16Array
  readonly wide: Uint16Array
  /** By so many words, what a mention among them counts, evened out (score.ts). */
  readonly perNarrow: Float64Array
  readonly perWide: Float64Array
}

/** The scales of an index, as they are now. */
export type Scales = () => { readonly text: Scale; readonly names: Scale }

/** Made anew only where the mean lengths have changed. */
export function createScales({ columns, sums, size }: Papers): Scales {
  const [title, body, names] = [mentionTable(weights.title), mentionTable(1), mentionTable(1)]
  return () => {
    const [perTitle, perBody] = [title(sums.title / size()), body(sums.body / size())]
    const perName = names(sums.names / size())
    const [inTitle, inBody] = [columns.titleLength.all, columns.bodyLength.all]
    const inNames = columns.namesLength.all
    return {
      text: { narrow: inTitle, wide: inBody, perNarrow: perTitle, perWide: perBody },
      names: { narrow: inNames, wide: inNames, perNarrow: perName, perWide: perName },
    }
  }
}

/** What a mention worth so much counts among so many words, by the mean. */
function mentionTable(worth: number): (mean: number) => Float64Array {
  const table = new Float64Array(longestField + 1)
  let of = -1
  return (mean) => {
    if (mean === of) return table
    of = mean
    const each = perWord(mean)
    for (let words = 0; words < table.length; words++) table[words] = worth / evenness(words, each)
    return table
  }
}

/** What a posting of the word adds to its paper's score. */
export function pointsOf({ scale, weight }: Scoring, posting: number): number {
  return weight * saturated(mentionsOf(scale, posting))
}

/** The evened out mentions of a posting in both fields, which saturate together. */
export function mentionsOf({ narrow, wide, perNarrow, perWide }: Scale, posting: number): number {
  const paper = posting >>> 8
  return (
    ((posting >>> 5) & 7) * (perNarrow[narrow[paper] as number] as number) +
    (posting & 31) * (perWide[wide[paper] as number] as number)
  )
}

/** The share of a posting's points that is for its mentions in the narrower field. */
export function narrowShare(scale: Scale, posting: number): number {
  return mentionsOf(scale, posting & ~31) / mentionsOf(scale, posting)
}
