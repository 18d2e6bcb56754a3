// Where a watch is looked for: keys of which a paper must have one to satisfy it, chosen to be rare.
import { type AnalysedPaper, analyseWanted, nameWords } from '../search/analysis.ts'
import { requiredClauses } from '../search/match.ts'
import type { Clause, Term } from '../search/query.ts'
import { stem } from '../search/stem.ts'
import type { Watch } from './follow.ts'
import { type Likeness, leastWeight } from './likeness.ts'

/** How many papers have a stem; only how keys compare matters. */
export type Frequency = (stem: string) => number

/** All keys of a paper: its words and compounds as stems, its people and organisation as such, and its id. */
export function keysOf(paper: AnalysedPaper): ReadonlySet<string> {
  const keys = new Set(paper.title)
  for (const words of [paper.body, paper.gluedTitle, paper.gluedBody])
    for (const word of words) keys.add(word)
  for (const name of [...paper.authors, paper.organization])
    for (const word of name) keys.add(stem(word))
  return keys.add(idKey(paper.id))
}

function idKey(id: string): string {
  return `id ${id}`
}

/** The anchors of one term, as `termAnchors` gives them. */
type TermAnchors = (term: Term) => readonly string[] | undefined

/** Keys of which every paper that satisfies the watch has one; undefined where there are none such. */
export function anchorsOf(
  { query, likeness }: Watch,
  frequency: Frequency,
  ofTerm: TermAnchors,
): readonly string[] | undefined {
  const ways = requiredClauses(query).map((clause) => clauseAnchors(clause, ofTerm))
  if (likeness !== undefined) ways.push(likenessAnchors(likeness, frequency))
  const costs = ways.flatMap((keys) => (keys === undefined ? [] : [{ keys, cost: cost(keys) }]))
  const cheapest = Math.min(...costs.map((way) => way.cost))
  return costs.find((way) => way.cost === cheapest)?.keys

  function cost(keys: readonly string[]): number {
    return keys.reduce((sum, key) => sum + frequency(key) + 1, 0)
  }
}

function clauseAnchors(clause: Clause, ofTerm: TermAnchors): readonly string[] | undefined {
  const keys = clause.map(ofTerm)
  return keys.includes(undefined) ? undefined : [...new Set(keys.flatMap((some) => some ?? []))]
}

/** The same for one term. */
export function termAnchors(term: Term, frequency: Frequency): readonly string[] | undefined {
  if (term.not) return undefined
  switch (term.kind) {
    case 'word':
    case 'phrase': {
      const { sequence, glued } = analyseWanted(term)
      const rare = rarest(sequence, frequency)
      return [...(rare === undefined ? [] : [rare]), ...(glued === undefined ? [] : [glued])]
    }
    case 'author':
    case 'org': {
      // An author's single letter stands for any name that begins with it.
      const whole = nameWords(term.name).filter((word) => term.kind === 'org' || word.length > 1)
      const rare = rarest(whole.map(stem), frequency)
      return rare === undefined ? undefined : [rare]
    }
    case 'id':
      return [idKey(term.id)]
    case 'has':
    case 'votes':
      return undefined
    default:
      return term satisfies never
  }
}

function rarest(stems: readonly string[], frequency: Frequency): string | undefined {
  return stems.toSorted((a, b) => frequency(a) - frequency(b))[0]
}

/** The common words are left out, as many as weigh too little to make a paper like it without another. */
function likenessAnchors(likeness: Likeness, frequency: Frequency): readonly string[] {
  const common = likeness.terms.toSorted((a, b) => frequency(b.stem) - frequency(a.stem))
  const least = leastWeight(likeness)
  let left = 0
  let n = 0
  for (const { weight } of common) {
    left += weight
    if (left >= least) break
    n++
  }
  return common.slice(n).map(({ stem: key }) => key)
}
