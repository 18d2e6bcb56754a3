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
  const more = new Set(papersOf(others, alive).filter((paper) => !isIn(main, paper)))
  return {
    total: countOf(main, alive) + more.size,
    allows: (paper) => alive[paper] === 1 && (isIn(main, paper) || more.has(paper)),
    found() {
      const mains = papersOf([main], alive)
      const all = new Uint32Array(mains.length + more.size)
      all.set(mains)
      all.set([...more], mains.length)
      return all
    },
  }
}

/** The papers of the ways, one after the other. Written out, since the commonest words have a posting for nearly every paper. */
function papersOf(ways: readonly ByRows[], alive: Uint16Array): Uint32Array {
  const all = new Uint32Array(ways.reduce((sum, { rows }) => sum + lengthOf(rows), 0))
  let count = 0
  for (const { rows, mask } of ways)
    for (const row of rows)
      for (let i = 0; i < row.length; i++) {
        const posting = row[i] as number
        all[count] = posting >>> 8
        count += Number((posting & mask) !== 0) & (alive[posting >>> 8] as number)
      }
  return all.subarray(0, count)
}

function countOf({ rows, mask }: ByRows, alive: Uint16Array): number {
  let count = 0
  for (const row of rows)
    for (let i = 0; i < row.length; i++) {
      const posting = row[i] as number
      count += Number((posting & mask) !== 0) & (alive[posting >>> 8] as number)
    }
  return count
}
