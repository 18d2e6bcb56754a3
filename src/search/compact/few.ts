// A query of which one clause leaves few papers: they are looked up in the rows of the others.
import type { Matching } from './allowed.ts'
import type { Index } from './index.ts'
import { postingOf } from './rows.ts'
import { costOf, type Step, type Ways } from './steps.ts'

/** So few are looked up one by one. */
const fewest = 200

/** Where few papers satisfy the first clause they are looked up in the others, and nothing is noted of any other paper. */
export function fewMatching(
  [first, ...others]: readonly Step[],
  { papers }: Index,
): Matching | undefined {
  if (first === undefined || first.some(({ not }) => not) || costOf(first) > fewest)
    return undefined
  const all = new Set<number>()
  for (const way of first.flatMap(({ ways }) => ways)) {
    if (!('rows' in way)) return undefined
    for (const row of way.rows)
      for (const posting of row) if ((posting & way.mask) !== 0) all.add(posting >>> 8)
  }
  const found = Uint32Array.from(all).filter(
    (paper) =>
      papers.isAlive(paper) && others.every((terms) => terms.some((term) => holdsFor(paper, term))),
  )
  return foundAlone(found)
}

function holdsFor(paper: number, { not, ways }: Ways): boolean {
  const holds = ways.some((way) =>
    'rows' in way ? (postingOf(way.rows, paper) & way.mask) !== 0 : way.passes(paper),
  )
  return holds !== not
}

/** A matching that knows its papers and nothing of others. */
export function foundAlone(found: Uint32Array): Matching {
  // Most are scored as they are, and nobody asks about others.
  let isFound: ReadonlySet<number> | undefined
  const allows = (paper: number) => {
    isFound ??= new Set(found)
    return isFound.has(paper)
  }
  return { total: found.length, allows, found: () => found }
}
