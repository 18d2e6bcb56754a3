// What has to be looked for in papers one by one, of many conditions at once: a paper is gone through once, however many ask
// about it, and what was found in it is remembered while the query is answered.
import type { Index } from './index.ts'

/** Tells for a paper which of the things looked for it has: a bit for each, the first the lowest. */
export type Look = (paper: number) => number

/** Things looked for together; all must be known before the first paper is looked into. */
export type Group<T> = readonly T[]

/** So many fit into a number, beside the bit that tells that a paper was looked into. */
const mostTogether = 31
const isTold = 2 ** 31

/** A test of papers for one thing. `together` is the same for all that are looked for in one look. */
export type Test = { passes(paper: number): boolean; readonly together: object }

/**
 * Gives for each thing that is looked for a test whether a paper has it. `prepare` is asked once for each group of things, when the
 * first paper is looked into; `fits`, whether one more can be looked for with the others.
 */
export function createLooking<T>(
  { papers }: Index,
  prepare: (group: Group<T>) => Look,
  fits: (group: Group<T>, one: T) => boolean = () => true,
): (one: T) => Test {
  let group: T[] = []
  let has = lookInto(group)

  function lookInto(all: Group<T>): (paper: number, bit: number) => boolean {
    let told: Int32Array | undefined
    let look: Look | undefined
    return (paper, bit) => {
      look ??= prepare(all)
      // For one thing alone, papers are hardly ever gone through twice.
      if (all.length === 1) return (look(paper) & bit) !== 0
      told ??= new Int32Array(papers.count())
      let found = told[paper] as number
      if (found === 0) {
        found = look(paper) | isTold
        told[paper] = found
      }
      return (found & bit) !== 0
    }
  }

  return (one) => {
    if (group.length === mostTogether || !fits(group, one)) {
      group = []
      has = lookInto(group)
    }
    const bit = 1 << group.length
    const own = has
    group.push(one)
    return { passes: (paper) => own(paper, bit), together: own }
  }
}
