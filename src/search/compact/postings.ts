// Which papers each word stands in, as rows of numbers: sealed pieces in typed arrays, and the latest papers in a growing one.
// The papers of later pieces have higher numbers, so a word's papers are its rows in all pieces, one after the other.
import { setImmediate } from 'node:timers/promises'
import type { Rows } from './rows.ts'

/**
 * One standing of a word in a paper as one number: the paper's in the upper 24 bits, 3 bits for how often the word stands in
 * the narrower field (title, or authors), 5 for the wider one (the rest of the text, or the organisation).
 */
export type Posting = number
/** What the bits hold; more makes no difference to a score (BM25 saturates). */
export const most = { narrow: 7, wide: 31, papers: 2 ** 24 } as const
/** The bits of a posting that count. */
export const inNarrow = 0b1110_0000
export const inWide = 0b0001_1111

/** Rows of all words behind each other: those of word n go from `starts[n]` to `starts[n + 1]`. */
export type Piece = { readonly starts: Uint32Array; readonly rows: Uint32Array }

export type Postings = {
  /** The paper's number must be higher than all before. */
  add(word: number, paper: number, narrow: number, wide: number): void
  rowsOf(word: number): Rows
  /** Everything in sealed pieces. */
  seal(): readonly Piece[]
  /** Takes in a sealed piece behind the others. */
  put(piece: Piece): void
  /** Seals when there is much, and makes one piece of several alike, without the rows of papers no longer alive. Pauses often. */
  tidy(isAlive: Liveness): Promise<void>
}

/** Whether a paper is still held; undefined when all are. */
export type Liveness = ((paper: number) => boolean) | undefined

/** Rows not yet sealed: so many take a few milliseconds to seal. */
const sealedAt = 60_000
/** Rows copied between two pauses. */
const copiedAtOnce = 25_000

/** Empty postings. */
export function createPostings(): Postings {
  let pieces: readonly Piece[] = []
  /** By word; most have none. */
  let latest: (number[] | undefined)[] = []
  let count = 0
  let isTidying = false

  function seal(): readonly Piece[] {
    if (count > 0) pieces = [...pieces, sealed(latest, count)]
    latest = []
    count = 0
    return pieces
  }

  return {
    seal,
    add(word, paper, narrow, wide) {
      const row = latest[word]
      const posting = paper * 256 + Math.min(narrow, most.narrow) * 32 + Math.min(wide, most.wide)
      if (row === undefined) {
        while (latest.length < word) latest.push(undefined)
        latest[word] = [posting]
      } else row.push(posting)
      count++
    },
    rowsOf(word) {
      const rows: Uint32Array[] = []
      for (const { starts, rows: all } of pieces) {
        const from = starts[word] as number
        const to = starts[word + 1] as number
        if (from < to) rows.push(all.subarray(from, to))
      }
      const last = latest[word]
      if (last !== undefined) rows.push(new Uint32Array(last))
      return rows
    },
    put(piece) {
      pieces = [...pieces, piece]
    },
    async tidy(isAlive) {
      if (count >= sealedAt) seal()
      if (isTidying) return
      isTidying = true
      try {
        for (let pair = alike(pieces); pair !== undefined; pair = alike(pieces)) {
          const [one, other] = pair
          const both = await merged(one, other, isAlive)
          pieces = pieces.flatMap((piece) =>
            piece === one ? [both] : piece === other ? [] : piece,
          )
        }
      } finally {
        isTidying = false
      }
    },
  }
}

function sealed(latest: readonly (readonly number[] | undefined)[], count: number): Piece {
  const starts = new Uint32Array(latest.length + 1)
  const rows = new Uint32Array(count)
  let at = 0
  for (const [word, row] of latest.entries()) {
    starts[word] = at
    if (row === undefined) continue
    rows.set(row, at)
    at += row.length
  }
  starts[latest.length] = at
  return { starts, rows }
}

/** Two neighbours of which the later is no longer small beside the earlier: each row is then copied a few times in all. */
function alike(pieces: readonly Piece[]): readonly [Piece, Piece] | undefined {
  for (let i = pieces.length - 1; i > 0; i--) {
    const [one, other] = [pieces[i - 1] as Piece, pieces[i] as Piece]
    if (other.rows.length * 3 > one.rows.length) return [one, other]
  }
  return undefined
}

async function merged(one: Piece, other: Piece, isAlive: Liveness): Promise<Piece> {
  const words = Math.max(one.starts.length, other.starts.length) - 1
  const starts = new Uint32Array(words + 1)
  const rows = new Uint32Array(one.rows.length + other.rows.length)
  let at = 0
  let pausedAt = 0
  for (let word = 0; word < words; word++) {
    starts[word] = at
    for (const piece of [one, other]) {
      const to = piece.starts[word + 1] ?? 0
      for (let from = piece.starts[word] ?? to; from < to; from++) {
        const posting = piece.rows[from] as Posting
        if (isAlive === undefined || isAlive(posting >>> 8)) rows[at++] = posting
      }
    }
    if (at - pausedAt < copiedAtOnce) continue
    pausedAt = at
    await setImmediate()
  }
  starts[words] = at
  return { starts, rows: at === rows.length ? rows : rows.slice(0, at) }
}
