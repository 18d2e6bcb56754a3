// Which papers satisfy every clause of a query, exactly: a level for each paper, raised by one with each clause it satisfies.
import type { Clause } from '../query.ts'
import { atTop, type Levels, type Matching } from './allowed.ts'
import { nothingSought, type Sought, type Way, waysOf } from './conditions.ts'
import type { Index } from './index.ts'
import type { Pausing } from './pausing.ts'
import { inNarrow } from './postings.ts'
import { lengthOf, postingOf, type Rows, seek } from './rows.ts'
import { singleMatching } from './single.ts'

/** Clauses beyond this are not looked at: levels have 16 bits, and nobody types so many. */
const mostClauses = 60_000
/** Looking a paper up in a row costs about as much as going through so many postings. */
const lookUpCost = 16

/** The papers that satisfy all clauses and pass every other way asked for. */
export function* matchingOf(
  index: Index,
  clauses: readonly Clause[],
  others: readonly Way[],
): Pausing<Matching> {
  const sought = nothingSought(index)
  const steps = distinct(clauses)
    .slice(0, mostClauses)
    // What one clause wants is only looked for in papers that satisfy those before it.
    .map((clause) =>
      waysOfClause(clause, index, isExcluding(clause) ? sought : nothingSought(index)),
    )
  const inOrder = [...byCost(excludedAtOnce(steps)), ...others.map(onlyWay)]
  return (
    (others.length === 0 && singleStep(steps, index)) ||
    fewMatching(inOrder, index) ||
    keptApart(yield* levelled(index, inOrder))
  )
}

/** What is excluded by clauses of its own as one clause: that none of it may be there. */
function excludedAtOnce(steps: readonly (readonly Ways[])[]): readonly (readonly Ways[])[] {
  const excluding = steps.filter(([term, ...others]) => term?.not && others.length === 0)
  if (excluding.length < 2) return steps
  const ways = excluding.flat().flatMap((term) => term.ways)
  return [...steps.filter((terms) => !excluding.includes(terms)), [{ not: true, ways }]]
}

/** The clauses that leave least to look at first. */
function byCost(steps: readonly (readonly Ways[])[]): readonly (readonly Ways[])[] {
  const costs = new Map(steps.map((terms) => [terms, costOf(terms)]))
  return steps.toSorted((a, b) => (costs.get(a) as number) - (costs.get(b) as number))
}

/** So few are looked up one by one. */
const fewest = 200

/** Where few papers satisfy the first clause they are looked up in the others, and nothing is noted of any other paper. */
function fewMatching(
  [first, ...others]: readonly (readonly Ways[])[],
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
function foundAlone(found: Uint32Array): Matching {
  // Most are scored as they are, and nobody asks about others.
  let isFound: ReadonlySet<number> | undefined
  const allows = (paper: number) => {
    isFound ??= new Set(found)
    return isFound.has(paper)
  }
  return { total: found.length, allows, found: () => found }
}

const isExcluding = (clause: Clause) => clause.some(({ not }) => not)

/** Levels that nobody looks at any more: fresh memory costs more than the copying. */
let spare: Uint16Array = new Uint16Array(0)
/** So few papers are kept by themselves. */
const few = 1000

/** The matching without its levels, which are then free for the next, if it has few papers. */
function keptApart(matching: Matching & { readonly levels: Levels }): Matching {
  if (matching.total > few) return matching
  spare = matching.levels.level
  return foundAlone(matching.found())
}

/** A level for each paper: 1 for those held. */
function levelsOf({ columns, count }: Index['papers']): Uint16Array {
  const alive = columns.alive.all.subarray(0, count())
  if (spare.length < alive.length) return alive.slice()
  const level = spare.subarray(0, alive.length)
  spare = new Uint16Array(0)
  level.set(alive)
  return level
}

const onlyWay = (way: Way): readonly Ways[] => [{ not: false, ways: [way] }]

function singleStep(steps: readonly (readonly Ways[])[], index: Index): Matching | undefined {
  const [only, ...others] = steps
  if (only === undefined || others.length > 0 || only.some(({ not }) => not)) return undefined
  return singleMatching(
    only.flatMap(({ ways }) => ways),
    index,
  )
}

/** Raises papers step by step. Rows should be first: what has to be looked into is then little. */
function* levelled(
  index: Index,
  steps: readonly (readonly Ways[])[],
): Pausing<Matching & { readonly levels: Levels }> {
  const level = levelsOf(index.papers)
  const room = takeRoom(level.length)
  let top = 1
  let papers: Uint32Array | undefined
  for (const terms of steps) {
    papers = yield* raisedBy(terms, { level, top, papers, room })
    top++
    if (papers.length === 0) break
  }
  freeRoom = room
  const found = papers ?? papersAt({ level, top })
  const levels = { level, top }
  return { ...atTop(levels), levels, total: found.length, found: () => found }
}

/** The papers that satisfy each clause by itself, among those that pass every other way asked for. */
export function* eachMatching(
  index: Index,
  clauses: readonly Clause[],
  others: readonly Way[],
): Pausing<readonly Uint32Array[]> {
  const { levels, found } = yield* levelled(index, others.map(onlyWay))
  const sought = nothingSought(index)
  const all = clauses.map((clause) => waysOfClause(clause, index, sought))
  const room = takeRoom(levels.level.length)
  const each: Uint32Array[] = []
  for (const terms of all)
    each.push(yield* raisedBy(terms, { ...copyOf(levels), papers: found(), room }))
  freeRoom = room
  return each
}

const copyOf = ({ level, top }: Levels): Levels => ({ level: level.slice(), top })

/** Papers at the top so far: `papers`, if they are known. */
type Among = Levels & { readonly papers: Uint32Array | undefined; readonly room: Room }

/** Where the papers that rise are gathered, and before that those to look into: of one clause after the other. */
type Room = {
  readonly risen: Uint32Array
  count: number
  readonly candidates: Uint32Array<ArrayBuffer>
}

/** Room that nobody uses any more: fresh memory costs more than most queries. */
let freeRoom: Room | undefined

/** Room for so many papers. */
function takeRoom(papers: number): Room {
  const free = freeRoom
  freeRoom = undefined
  if (free !== undefined && free.risen.length >= papers) return free
  const [risen, candidates] = [new Uint32Array(papers * 1.5), new Uint32Array(papers * 1.5)]
  return { risen, count: 0, candidates }
}

/** Each clause once, whatever was typed twice. */
function distinct(clauses: readonly Clause[]): readonly Clause[] {
  return [...new Map(clauses.map((clause) => [JSON.stringify(clause), clause])).values()]
}

/** All papers at the top, in order; in a place of their own if no other is given. */
function papersAt({ level, top }: Levels, all = new Uint32Array(level.length)): Uint32Array {
  let kept = 0
  for (let paper = 0; paper < level.length; paper++) if (level[paper] === top) all[kept++] = paper
  return all.subarray(0, kept)
}

type Ways = { readonly not: boolean; readonly ways: readonly Way[] }

function waysOfClause(clause: Clause, index: Index, sought: Sought): readonly Ways[] {
  return clause.map((term) => ({
    not: term.not,
    ways: waysOf(term, index, sought, term.not ? undefined : clause),
  }))
}

/** About how much work a clause is when it comes first: rows to go through, and much more for papers to look into. */
function costOf(terms: readonly Ways[]): number {
  let cost = 0
  for (const { not, ways } of terms) {
    if (not) cost += 1e9
    for (const way of ways) {
      if ('rows' in way) cost += lengthOf(way.rows)
      else
        cost +=
          way.all === undefined
            ? 1e8 + (way.any?.postings ?? 1e8)
            : 1e6 + Math.min(...way.all.map(lengthOf))
    }
  }
  return cost
}

/** Raises the papers at the top that any of the terms holds for by one level; gives them. */
function* raisedBy(terms: readonly Ways[], among: Among): Pausing<Uint32Array> {
  const { room } = among
  room.count = 0
  for (const { not, ways } of terms)
    if (not) yield* raiseOthers(ways, among)
    else yield* raiseByWays(ways, among)
  return room.risen.slice(0, room.count)
}

function raise(paper: number, { level, top, room }: Among): void {
  if (level[paper] !== top) return
  level[paper] = top + 1
  room.risen[room.count++] = paper
}

/** Papers looked into between two pauses: a few milliseconds. */
const atOnce = 2 ** 13

function* raiseByWays(ways: readonly Way[], among: Among): Pausing<void> {
  for (const way of ways) {
    if ('rows' in way) raiseByRows(way.rows, way.mask, among)
    else {
      const papers = candidatesOf(way, among)
      for (let from = 0; from < papers.length; from += atOnce) {
        if (from > 0) yield
        raiseIfPassing(papers.subarray(from, from + atOnce), way, among)
      }
    }
  }
}

function raiseIfPassing(papers: Uint32Array, { passes }: LookedInto, among: Among): void {
  const { level, top } = among
  for (let i = 0; i < papers.length; i++) {
    const paper = papers[i] as number
    if (level[paper] === top && passes(paper)) raise(paper, among)
  }
}

function raiseByRows(rows: Rows, mask: number, among: Among): void {
  const { papers } = among
  if (papers !== undefined && papers.length * lookUpCost < lengthOf(rows)) {
    for (let i = 0; i < papers.length; i++) {
      const paper = papers[i] as number
      if ((postingOf(rows, paper) & mask) !== 0) raise(paper, among)
    }
    return
  }
  for (const row of rows)
    for (let i = 0; i < row.length; i++) {
      const posting = row[i] as number
      if ((posting & mask) !== 0) raise(posting >>> 8, among)
    }
}

type LookedInto = Exclude<Way, { rows: Rows }>

/** Rows of many words take about as long to gather for each posting as so many papers to look into: nearly all of them are short. */
const rowsCost = 8

/** The papers that a way may lead to, until those of the next are wanted. */
function candidatesOf({ all, mask, any }: LookedInto, among: Among): Uint32Array {
  const { papers, level, room } = among
  const others = (papers ?? level).length
  if (any !== undefined && any.postings * rowsCost < others) return inAny(any.rows(), mask, among)
  if (all === undefined) return papers ?? papersAt(among, room.candidates)
  const inOrder = all.toSorted((a, b) => lengthOf(a) - lengthOf(b))
  const isFew = papers !== undefined && papers.length < lengthOf(inOrder[0] ?? [])
  return isFew ? papers : inAll(inOrder, mask, among)
}

/** Raises the papers at the top that none of the ways leads to. */
function* raiseOthers(ways: readonly Way[], among: Among): Pausing<void> {
  const { room } = among
  const excluded = { ...among, level: among.level.slice() }
  const before = room.count
  yield* raiseByWays(ways, excluded)
  room.count = before
  const papers = among.papers ?? papersAt(among)
  for (let i = 0; i < papers.length; i++) {
    const paper = papers[i] as number
    if (excluded.level[paper] === among.top) raise(paper, among)
  }
}

/** A row with so great a part of all papers leaves out too few to be worth going through. */
const nearlyAll = 0.75

/** Papers at the top, in order, that stand in all the rows with a bit of the mask, the shortest of which is the first; some may lack a word that nearly all have. */
function inAll(
  [first = [], ...others]: readonly Rows[],
  mask: number,
  { level, top, room }: Among,
): Uint32Array {
  const isTelling = (rows: Rows) => mask === inNarrow || lengthOf(rows) < nearlyAll * level.length
  let papers = room.candidates
  let kept = 0
  for (const row of first)
    for (let i = 0; i < row.length; i++) {
      const posting = row[i] as number
      const paper = posting >>> 8
      if (level[paper] === top && (posting & mask) !== 0) papers[kept++] = paper
    }
  papers = papers.subarray(0, kept)
  for (const rows of others.filter(isTelling)) papers = inBoth(papers, rows, mask)
  return papers
}

/** The papers that were met: all 0 between two ways. */
let met = new Uint8Array(1024)

/** Papers at the top, in order, that stand in any of the rows. */
function inAny(several: readonly Rows[], mask: number, { level, top, room }: Among): Uint32Array {
  if (level.length > met.length) met = new Uint8Array(level.length * 1.5)
  for (const row of several.flat())
    for (let i = 0; i < row.length; i++) {
      const posting = row[i] as number
      if ((posting & mask) !== 0) met[posting >>> 8] = 1
    }
  let kept = 0
  for (let paper = 0; paper < level.length; paper++) {
    if (met[paper] === 1 && level[paper] === top) room.candidates[kept++] = paper
    met[paper] = 0
  }
  return room.candidates.subarray(0, kept)
}

/** Those of the papers, given in order, that stand in the rows; in the same place. */
function inBoth(
  papers: Uint32Array<ArrayBuffer>,
  rows: Rows,
  mask: number,
): Uint32Array<ArrayBuffer> {
  let kept = 0
  let next = 0
  for (const row of rows)
    for (let at = 0; next < papers.length; next++) {
      const paper = papers[next] as number
      at = seek(row, paper, at)
      if (at === row.length) break
      const posting = row[at] as number
      if (posting >>> 8 === paper && (posting & mask) !== 0) papers[kept++] = paper
    }
  return papers.subarray(0, kept)
}
