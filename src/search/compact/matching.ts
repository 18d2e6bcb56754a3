// Which papers satisfy every clause of a query, exactly: a level for each paper, raised by one with each clause it satisfies.
import type { Clause } from '../query.ts'
import { atTop, type Levels, type Matching } from './allowed.ts'
import { type Among, areMany, candidatesOf, giveRoom, papersAt, takeRoom } from './candidates.ts'
import { type LookedInto, nothingSought, type Way } from './conditions.ts'
import { fewMatching, foundAlone } from './few.ts'
import type { Index } from './index.ts'
import type { Pausing } from './pausing.ts'
import { lengthOf, postingOf, type Rows } from './rows.ts'
import { singleMatching } from './single.ts'
import { byCost, onlyWay, type Step, stepsFor, waysOfClause } from './steps.ts'

/** Looking a paper up in a row costs about as much as going through so many postings. */
const lookUpCost = 16

/** The papers that satisfy all clauses and pass every other way asked for. */
export function* matchingOf(
  index: Index,
  clauses: readonly Clause[],
  others: readonly Way[],
): Pausing<Matching> {
  const steps = stepsFor(clauses, index)
  const inOrder = [...byCost(steps), ...others.map(onlyWay)]
  return (
    (others.length === 0 && singleStep(steps, index)) ||
    fewMatching(inOrder, index) ||
    keptApart(yield* levelled(index, inOrder))
  )
}

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

function singleStep(steps: readonly Step[], index: Index): Matching | undefined {
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
  steps: readonly Step[],
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
  giveRoom(room)
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
  giveRoom(room)
  return each
}

const copyOf = ({ level, top }: Levels): Levels => ({ level: level.slice(), top })

/** Raises the papers at the top that any of the terms holds for by one level; gives them. */
function* raisedBy(terms: Step, among: Among): Pausing<Uint32Array> {
  const { room } = among
  room.count = 0
  const wanted = terms.filter(({ not }) => !not)
  yield* raiseByWays(
    wanted.flatMap(({ ways }) => ways),
    among,
  )
  for (const { not, ways } of terms) if (not) yield* raiseOthers(ways, among)
  return room.risen.slice(0, room.count)
}

function raise(paper: number, { level, top, room }: Among): void {
  if (level[paper] !== top) return
  level[paper] = top + 1
  room.risen[room.count++] = paper
}

/** Papers looked into between two turns of others, and how many postings are gone through in that time for each. */
const [lookedIntoAtOnce, lookCost] = [2 ** 12, 128]

function* raiseByWays(ways: readonly Way[], among: Among): Pausing<void> {
  const lookedInto: LookedInto[] = []
  for (const way of ways)
    if ('rows' in way) yield raiseByRows(way.rows, way.mask, among)
    else lookedInto.push(way)
  const byAlike = Map.groupBy(lookedInto, ({ passes, alike = passes }) => alike)
  for (const alike of byAlike.values()) {
    const [first] = alike
    if (first && areMany(alike, among))
      yield* raiseIfPassing(
        among.papers ?? papersAt(among, among.room.candidates),
        first.passes,
        among,
      )
    else for (const way of alike) yield* raiseIfPassing(candidatesOf(way, among), way.passes, among)
  }
}

function* raiseIfPassing(
  papers: Uint32Array,
  passes: LookedInto['passes'],
  among: Among,
): Pausing<void> {
  const { level, top } = among
  for (let from = 0; from < papers.length; ) {
    const end = Math.min(from + lookedIntoAtOnce, papers.length)
    const cost = (end - from) * lookCost
    for (; from < end; from++) {
      const paper = papers[from] as number
      if (level[paper] === top && passes(paper)) raise(paper, among)
    }
    yield cost
  }
}

/** Gives about how many postings were gone through for it. */
function raiseByRows(rows: Rows, mask: number, among: Among): number {
  const { papers } = among
  const postings = lengthOf(rows)
  if (papers !== undefined && papers.length * lookUpCost < postings) {
    for (let i = 0; i < papers.length; i++) {
      const paper = papers[i] as number
      if ((postingOf(rows, paper) & mask) !== 0) raise(paper, among)
    }
    return papers.length * lookUpCost
  }
  for (const row of rows)
    for (let i = 0; i < row.length; i++) {
      const posting = row[i] as number
      if ((posting & mask) !== 0) raise(posting >>> 8, among)
    }
  return postings
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
