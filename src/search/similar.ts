// The words that tell a paper from others: what "similar" searches for.
import type { AnalysedPaper } from './analysis.ts'
import { stem } from './stem.ts'
import { isCommon, questionWords } from './text.ts'

/** What tells a paper: its stems in order, and its words as spelt. */
export type DescribedPaper = Pick<AnalysedPaper, 'title' | 'body' | 'spelt'>

/** A stem's weight, and the word as it stands in the paper. */
export type TellingTerm = { readonly weight: number; readonly word: string }

/** Words that join or measure, and show no likeness; in a search they may still matter (`time series`). */
const emptyWords: ReadonlySet<string> = new Set(
  `across along although always among another around away become becomes came come could despite done either else especially
   even ever every furthermore get gets give given gives go goes good hence however indeed instead itself keep large least
   less like likely made mainly make makes making many may meanwhile might moreover much must namely need neither never
   nevertheless new nonetheless often one others otherwise per perhaps put quite rather really say see seen several shall
   since something sometimes still take taken takes though three thus time times together toward towards two typically
   unlike upon usually versus want way ways well whereas whereby wherein whether whole whose yet`.split(
    /\s+/,
  ),
)

/** How many terms describe a paper; more add noise, not likeness. */
const termsKept = 25
/** A word in the title counts as often as this many in the abstract. */
const titleCount = 3
/** Saturation of repeated words, as in BM25 (Robertson and Zaragoza 2009). */
const k = 1.2

/**
 * A paper's most telling terms by stem, weighted by saturated frequency × inverse document frequency.
 * `papersWith` tells in how many of the `total` papers a stem stands.
 */
export function tellingTerms(
  paper: DescribedPaper,
  total: number,
  papersWith: (stem: string) => number,
): ReadonlyMap<string, TellingTerm> {
  const spelling = spellings(paper)
  const terms = Array.from(countStems(paper), ([key, count]) => {
    const weight = (count / (count + k)) * Math.log(total / papersWith(key))
    return [key, { weight, word: spelling.get(key) ?? key }] as const
  })
  const telling = terms.filter(([key, { word }]) => papersWith(key) > 1 && isTelling(word))
  return new Map(telling.sort(([, a], [, b]) => b.weight - a.weight).slice(0, termsKept))
}

function isTelling(word: string): boolean {
  return word.length > 2 && !isCommon(word) && !questionWords.has(word) && !emptyWords.has(word)
}

/** How the paper spells each stem; the shortest form speaks for its inflections. */
function spellings(paper: DescribedPaper): ReadonlyMap<string, string> {
  const byLength = [...paper.spelt].sort((a, b) => b.length - a.length)
  return new Map(byLength.map((word) => [stem(word), word]))
}

function countStems(paper: DescribedPaper): Map<string, number> {
  const counts = new Map<string, number>()
  const count = (key: string, by: number) => counts.set(key, (counts.get(key) ?? 0) + by)
  for (const key of paper.title) count(key, titleCount)
  for (const key of paper.body) count(key, 1)
  return counts
}
