// Papers that have to be looked into: as few as the rows of their words leave.
import type { Levels } from './allowed.ts'
import type { LookedInto } from './conditions.ts'
import { inNarrow } from './postings.ts'
import { lengthOf, type Rows, seek } from './rows.ts'

/** Papers at the top so far: `papers`, if they are known. */
export type Among = Levels & { readonly papers: Uint32Array | undefined; readonly room: Room }

/** Where the papers that rise are gathered, and before that those to look into: of one clause after the other. */
export type Room = {
  readonly risen: Uint32Array
  count: number
  readonly candidates: Uint32Array<ArrayBuffer>
}

/** Room that nobody uses any more: fresh memory costs more than most queries. */
let freeRoom: Room | undefined

/** Takes room back. */
export function giveRoom(room: Room): void {
  freeRoom = room
}

/** Room for so many papers. */
export function takeRoom(papers: number): Room {
  const free = freeRoom
  freeRoom = undefined
  if (free !== undefined && free.risen.length >= papers) return free
  const [risen, candidates] = [new Uint32Array(papers * 1.5), new Uint32Array(papers * 1.5)]
  return { risen, count: 0, candidates }
}

/** All papers at the top, in order; in a place of their own if no other is given. */
export function papersAt({ level, top }: Levels, all = new Uint32Array(level.length)): Uint32Array {
  let kept = 0
  for (let paper = 0; paper < level.length; paper++) if (level[paper] === top) all[kept++] = paper
  return all.subarray(0, kept)
}

/** Rows of many words take about as long to gather for each posting as so many papers to look into: nearly all of them are short. */
const rowsCost = 8

/** Whether the papers of several ways are so many that they are better not gathered for each. */
export function areMany(ways: readonly LookedInto[], among: Among): boolean {
  const { papers, level } = among
  const least = ({ all, any }: LookedInto) =>
    all === undefined ? (any?.postings ?? Number.POSITIVE_INFINITY) : Math.min(...all.map(lengthOf))
  return ways.length > 1 && sum(ways.map(least)) > (papers ?? level).length
}

function sum(all: readonly number[]): number {
  return all.reduce((one, other) => one + other, 0)
}

/** The papers that a way may lead to, until those of the next are wanted. */
export function candidatesOf({ all, mask, any }: LookedInto, among: Among): Uint32Array {
  const { papers, level, room } = among
  const others = (papers ?? level).length
  if (any !== undefined && any.postings * rowsCost < others) return inAny(any.rows(), mask, among)
  if (all === undefined) return papers ?? papersAt(among, room.candidates)
  const inOrder = all.toSorted((a, b) => lengthOf(a) - lengthOf(b))
  const isFew = papers !== undefined && papers.length < lengthOf(inOrder[0] ?? [])
  return isFew ? papers : inAll(inOrder, mask, among)
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
