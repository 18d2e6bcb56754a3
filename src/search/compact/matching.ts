// Which papers satisfy every clause of a query, exactly: a level for each paper, raised by one with each clause it satisfies.
import type { Clause, Term } from '../query.ts'
import { type Way, waysOf } from './conditions.ts'
import type { Index } from './index.ts'
import { lengthOf, postingOf, type Rows, visitBoth } from './rows.ts'

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
  const raise = (work: (among: Among, visit: (paper: number) => void) => void) => {
    if (found?.length === 0) return
    const raised: number[] = []
    work({ level, top, papers: found ?? { length: count } }, (paper) => {
      if (level[paper] !== top) return
      level[paper] = top + 1
      raised.push(paper)
    })
    found = raised
    top++
  }
  // Rows first: what has to be looked into is then little.
  const steps = distinct(clauses)
    .slice(0, mostClauses)
    .map((clause) => clause.map((term) => termOf(term, index)))
  for (const terms of steps.sort((a, b) => costOf(a) - costOf(b)))
    raise((among, visit) => {
      for (const { not, ways } of terms)
        if (not) visitOthers(ways, among, visit)
        else for (const way of ways) visitWay(way, among, visit)
    })
  for (const way of others) raise((among, visit) => visitWay(way, among, visit))
  return { level, top, found: found ?? papersHeld(level) }
}

/** Papers at the top so far; all there are, when only their number is given. */
type Among = {
  readonly level: Uint16Array
  readonly top: number
  readonly papers: readonly number[] | { readonly length: number }
}

/** Each clause once, whatever was typed twice. */
function distinct(clauses: readonly Clause[]): readonly Clause[] {
  return [...new Map(clauses.map((clause) => [JSON.stringify(clause), clause])).values()]
}

function papersHeld(level: Uint16Array): number[] {
  const held: number[] = []
  for (let paper = 0; paper < level.length; paper++) if (level[paper] === 1) held.push(paper)
  return held
}

type Ways = { readonly not: boolean; readonly ways: readonly Way[] }

function termOf(term: Term, index: Index): Ways {
  return { not: term.not, ways: waysOf(term, index) }
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

/** Looking a paper up in a row costs about as much as going through so many postings. */
const lookUpCost = 16

function visitWay(way: Way, among: Among, visit: (paper: number) => void): void {
  const { level, top, papers } = among
  if ('rows' in way) visitRows(way, papers, visit)
  else if (way.all !== undefined) {
    for (const paper of inAll(way.all, level, top)) if (way.passes(paper)) visit(paper)
  } else if (Array.isArray(papers)) {
    for (const paper of papers) if (level[paper] === top && way.passes(paper)) visit(paper)
  } else
    for (let paper = 0; paper < papers.length; paper++)
      if (level[paper] === top && way.passes(paper)) visit(paper)
}

function visitRows(
  { rows, mask }: { readonly rows: Rows; readonly mask: number },
  among: Among['papers'],
  visit: (paper: number) => void,
): void {
  if (Array.isArray(among) && among.length * lookUpCost < lengthOf(rows)) {
    for (const paper of among) if (((postingOf(rows, paper) ?? 0) & mask) !== 0) visit(paper)
    return
  }
  for (const row of rows)
    for (let i = 0; i < row.length; i++) {
      const posting = row[i] as number
      if ((posting & mask) !== 0) visit(posting >>> 8)
    }
}

/** The papers at the top that none of the ways leads to. */
function visitOthers(ways: readonly Way[], among: Among, visit: (paper: number) => void): void {
  const { level } = among
  const isExcluded = new Uint8Array(level.length)
  for (const way of ways)
    visitWay(way, among, (paper) => {
      isExcluded[paper] = 1
    })
  visitWay({ all: undefined, passes: (paper) => isExcluded[paper] === 0 }, among, visit)
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
    const both: number[] = []
    for (const row of rows) visitBoth(papers, row, (paper) => both.push(paper))
    papers = both
  }
  return papers
}
