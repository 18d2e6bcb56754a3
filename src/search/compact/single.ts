// A query of one clause that is a word, a name or the like: its rows say all there is to say, and few papers are ever asked about.
import type { Matching } from './allowed.ts'
import type { Way } from './conditions.ts'
import type { Index } from './index.ts'
import { lengthOf, postingOf, type Rows } from './rows.ts'

type ByRows = Extract<Way, { rows: Rows }>

/** Looking a paper up in a row costs about as much as going through so many postings. */
const lookUpCost = 16

/**
 * The papers that any of the ways leads to. Undefined where it is better to note it of every paper: when they must be looked
 * into, or one row is not by far the longest.
 */
export function singleMatching(ways: readonly Way[], { papers }: Index): Matching | undefined {
  const byRows = ways.filter((way): way is ByRows => 'rows' in way && way.rows.length > 0)
  if (byRows.length < ways.filter((way) => !('rows' in way) || way.rows.length > 0).length)
    return undefined
  const [main, ...others] = byRows.toSorted((a, b) => lengthOf(b.rows) - lengthOf(a.rows))
  if (main === undefined) return { total: 0, allows: () => false, found: () => new Uint32Array(0) }
  const besides = others.reduce((sum, { rows }) => sum + lengthOf(rows), 0)
  if (besides * lookUpCost > lengthOf(main.rows)) return undefined
  const alive = papers.columns.alive.all
  const isIn = ({ rows, mask }: ByRows, paper: number) => (postingOf(rows, paper) & mask) !== 0
  const more = new Set<number>()
  for (const way of others)
    each(way, alive, (paper) => {
      if (!isIn(main, paper)) more.add(paper)
    })
  return {
    total: countOf(main, alive) + more.size,
    allows: (paper) => alive[paper] === 1 && (isIn(main, paper) || more.has(paper)),
    found() {
      const all = [...more]
      each(main, alive, (paper) => all.push(paper))
      return Uint32Array.from(all)
    },
  }
}

function each({ rows, mask }: ByRows, alive: Uint16Array, visit: (paper: number) => void): void {
  for (const row of rows)
    for (const posting of row)
      if ((posting & mask) !== 0 && alive[posting >>> 8] === 1) visit(posting >>> 8)
}

/** Written out, since the commonest words have a posting for nearly every paper. */
function countOf({ rows, mask }: ByRows, alive: Uint16Array): number {
  let count = 0
  for (const row of rows)
    for (let i = 0; i < row.length; i++) {
      const posting = row[i] as number
      count += Number((posting & mask) !== 0) & (alive[posting >>> 8] as number)
    }
  return count
}
