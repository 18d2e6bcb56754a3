// Which papers each word stands in, as rows of numbers: sealed pieces in typed arrays, and the latest papers in a growing one.
// The papers of later pieces have higher numbers, so a word's papers are its rows in all pieces, one after the other.
import { createGrowing, type Piece } from './growing.ts'
import { merged } from './merging.ts'
import type { Rows } from './rows.ts'

/**
 * One standing of a word in a paper as one number: the paper's in the upper 24 bits, 3 bits for how often the word stands in
 * the narrower field (title, or authors), 5 for the wider one (the rest of the text, or the organisation).
 */
export type Posting = number
/** The bits of a posting that count. They hold no more than 7 and 31; more makes no difference to a score (BM25 saturates). */
export const inNarrow = 0b1110_0000
export const inWide = 0b0001_1111
/** What standing there once more adds. */
export const once = { narrow: 32, wide: 1 } as const
/** How many papers have numbers. */
export const mostPapers = 2 ** 24

export type Postings = {
  /** The paper's number must be higher than all before. `standing` are the bits that count. */
  add(word: number, paper: number, standing: number): void
  rowsOf(word: number): Rows
  /** Everything in sealed pieces. */
  seal(): readonly Piece[]
  /** Takes in a sealed piece behind the others. */
  put(piece: Piece): void
  /** Seals when there is much, and makes one piece of several alike, without the rows of papers no longer alive. Pauses often. */
  tidy(alive: Liveness): Promise<void>
}

/** 1 for each paper still held; undefined when all are. */
export type Liveness = Uint16Array | undefined

/** Postings not yet sealed: so many take a few milliseconds to seal. */
const sealedAt = 2 ** 17

/** So many words' rows are remembered. */
const mostAsked = 4000

/** Empty postings. */
export function createPostings(): Postings {
  let pieces: readonly Piece[] = []
  const latest = createGrowing()
  let isTidying = false
  /** Rows that were asked for since the last change: one query asks for the same several times, and gathering the latest is dear. */
  const asked = new Map<number, Rows>()

  function change(to: readonly Piece[]): void {
    pieces = to
    asked.clear()
  }

  function seal(): readonly Piece[] {
    if (latest.count() > 0) change([...pieces, latest.take()])
    return pieces
  }

  return {
    seal,
    add(word, paper, standing) {
      if (asked.size > 0) asked.clear()
      latest.add(word, paper * 256 + standing)
    },
    rowsOf(word) {
      const known = asked.get(word)
      if (known !== undefined) return known
      const rows: Uint32Array[] = []
      for (const { starts, rows: all } of pieces) {
        const from = starts[word] as number
        const to = starts[word + 1] as number
        if (from < to) rows.push(all.subarray(from, to))
      }
      const last = latest.rowOf(word)
      if (last !== undefined) rows.push(last)
      if (asked.size === mostAsked) asked.clear()
      asked.set(word, rows)
      return rows
    },
    put(piece) {
      change([...pieces, piece])
    },
    async tidy(alive) {
      if (latest.count() >= sealedAt) seal()
      if (isTidying) return
      isTidying = true
      try {
        for (let alike = alikeIn(pieces); alike.length > 1; alike = alikeIn(pieces)) {
          const one = await merged(alike, alive)
          // Others may have been sealed behind them meanwhile.
          const from = pieces.indexOf(alike[0] as Piece)
          change(pieces.toSpliced(from, alike.length, one))
        }
      } finally {
        isTidying = false
      }
    },
  }
}

/** Behind a piece there may be so many times what it holds before it is made one with them. */
const mostBehind = 3

/** The last pieces from the first on that is small beside all behind it. Fresh memory is dear, so each row is copied only as often as the index has grown fourfold. */
function alikeIn(pieces: readonly Piece[]): readonly Piece[] {
  let behind = 0
  let from = pieces.length
  for (let i = pieces.length - 1; i >= 0; i--) {
    const { length } = (pieces[i] as Piece).rows
    if (length * mostBehind <= behind) from = i
    behind += length
  }
  return pieces.slice(from)
}
