// Which papers satisfy every clause of a query, exactly: a level for each paper, raised by one with each clause it satisfies.
import type { Clause, Term } from '../query.ts'
import { type Way, waysOf } from './conditions.ts'
import type { Index } from './index.ts'
import type { Rows } from './postings.ts'

/** Papers at `top` satisfy everything. `found` are these, in no order. */
export type Matching = {
  readonly level: Uint16Array
  readonly top: number
  readonly found: readonly number[]
}

/** Clauses beyond this are not looked at: levels have 16 bits, and nobody types so many. */
const mostClauses = 60_000

/** The papers that satisfy all clauses and pass every other way asked for. */
export function matchingOf(
  index: Index,
  clauses: readonly Clause[],
  others: readonly Way[],
): Matching {
  const count = index.papers.count()
  const level = index.papers.columns.alive.all.slice(0, count)
  let found: number[] | undefined
  let top = 1
  const raise = (work: (visit: (paper: number) => void) => void) => {
    const raised: number[] = []
    if (found === undefined || found.length > 0)
      work((paper) => {
        if (level[paper] !== top) return
        level[paper] = top + 1
        raised.push(paper)
      })
    found = raised
    top++
  }
  // Rows first: what has to be looked into is then little.
  const steps = clauses
    .slice(0, mostClauses)
    .map((clause) => clause.map((term) => termOf(term, index)))
  for (const terms of steps.sort((a, b) => costOf(a) - costOf(b)))
    raise((visit) => {
      for (const { not, ways } of terms) {
        const among = found ?? everyPaper(count)
        if (!not) for (const way of ways) visitWay(way, level, top, among, visit)
        else visitOthers(ways, level, top, among, visit)
      }
    })
  for (const way of others)
    raise((visit) => visitWay(way, level, top, found ?? everyPaper(count), visit))
  return { level, top, found: found ?? everyPaper(count).filter((paper) => level[paper] === 1) }
}

type Ways = { readonly not: boolean; readonly ways: readonly Way[] }

function termOf(term: Term, index: Index): Ways {
  return { not: term.not, ways: waysOf(term, index) }
}

function everyPaper(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i)
}

/** About how much work a clause is when it comes first: rows to go through, and much more for papers to look into. */
function costOf(terms: readonly Ways[]): number {
  const costs = terms.flatMap(({ not, ways }) =>
    ways.map((way) => {
      if (not) return 1e9
      if ('rows' in way) return lengthOf(way.rows)
      return way.all === undefined ? 1e8 : 1e6 + Math.min(...way.all.map(lengthOf))
    }),
  )
  return costs.reduce((sum, cost) => sum + cost, 0)
}

function lengthOf(rows: Rows): number {
  return rows.reduce((sum, { length }) => sum + length, 0)
}

function visitWay(
  way: Way,
  level: Uint16Array,
  top: number,
  among: readonly number[],
  visit: (paper: number) => void,
): void {
  if ('rows' in way) {
    for (const row of way.rows)
      for (let i = 0; i < row.length; i++) {
        const posting = row[i] as number
        if ((posting & way.mask) !== 0) visit(posting >>> 8)
      }
    return
  }
  const candidates = way.all === undefined ? among : inAll(way.all, level, top)
  for (const paper of candidates) if (level[paper] === top && way.passes(paper)) visit(paper)
}

/** The papers at the top that none of the ways leads to. */
function visitOthers(
  ways: readonly Way[],
  level: Uint16Array,
  top: number,
  among: readonly number[],
  visit: (paper: number) => void,
): void {
  const excluded = new Set<number>()
  for (const way of ways) visitWay(way, level, top, among, (paper) => excluded.add(paper))
  for (const paper of among) if (!excluded.has(paper)) visit(paper)
}

/** Papers at the top that stand in all the rows, starting from the shortest. */
function inAll(all: readonly Rows[], level: Uint16Array, top: number): number[] {
  const [first = [], ...rest] = all.toSorted((a, b) => lengthOf(a) - lengthOf(b))
  let papers: number[] = []
  for (const row of first)
    for (let i = 0; i < row.length; i++) {
      const paper = (row[i] as number) >>> 8
      if (level[paper] === top) papers.push(paper)
    }
  for (const rows of rest) {
    let at = 0
    let row = 0
    papers = papers.filter((paper) => {
      for (; row < rows.length; row++, at = 0) {
        const postings = rows[row] as ArrayLike<number>
        while (at < postings.length && (postings[at] as number) >>> 8 < paper) at++
        if (at < postings.length) return (postings[at] as number) >>> 8 === paper
      }
      return false
    })
  }
  return papers
}
