// Whether a paper is as one term asks, told from what stands in it wherever that is enough: most terms are a single word.
import { type AnalysedPaper, analyseWanted, type Wanted } from '../search/analysis.ts'
import { type Test, termTest } from '../search/match.ts'
import type { Term } from '../search/query.ts'
import { keysOf } from './anchors.ts'
import { stemsOf } from './likeness.ts'

/** What stands in a paper, gathered once for all that is asked of it. */
export type Seen = {
  readonly paper: AnalysedPaper
  /** Stems of title, abstract and keywords. */
  readonly stems: ReadonlySet<string>
  /** The same, and compounds. */
  readonly words: ReadonlySet<string>
  /** Of people and the organisation, as folded. */
  readonly names: ReadonlySet<string>
  /** Under which what is looked for may be kept. */
  readonly keys: ReadonlySet<string>
}

/** Asks one thing of a paper. What it answers is what `termTest` answers. */
export type Probe = (seen: Seen) => boolean

/** What stands in a paper. */
export function seenIn(paper: AnalysedPaper): Seen {
  const stems = stemsOf(paper)
  return {
    paper,
    stems,
    words: new Set([...stems, ...paper.gluedTitle, ...paper.gluedBody]),
    names: new Set([...paper.authors.flat(), ...paper.organization]),
    keys: keysOf(paper),
  }
}

/** The probe for a term. */
export function probeOf(term: Term): Probe {
  const probe = positiveProbe(term)
  return term.not ? (seen) => !probe(seen) : probe
}

function positiveProbe(term: Term): Probe {
  const test = termTest({ ...term, not: false })
  if (term.kind !== 'word' && term.kind !== 'phrase') return ({ paper }) => test(paper)
  const wanted = analyseWanted(term)
  const [stem, ...more] = wanted.sequence
  const [name] = wanted.folded
  if (stem === undefined || name === undefined) return ({ paper }) => test(paper)
  // A compound of one word is that word: standing anywhere, or being a name, is all that is asked.
  const isPlain = more.length === 0 && term.kind === 'word' && term.in === 'any'
  return isPlain ? plainProbe(stem, name) : sequenceProbe(wanted, test)
}

// A function of its own: what it gives keeps these two alive, and nothing else.
const plainProbe =
  (stem: string, name: string): Probe =>
  ({ words, names }) =>
    words.has(stem) || names.has(name)

/** Words stand side by side only where all of them stand. */
function sequenceProbe({ sequence, folded, glued }: Wanted, test: Test): Probe {
  return ({ paper, words, names }) => {
    const mayStand = sequence.every((one) => words.has(one))
    const mayBeNamed = folded.every((one) => names.has(one))
    return (mayStand || mayBeNamed || (glued !== undefined && words.has(glued))) && test(paper)
  }
}
