// Several pieces of the postings made one, a slice at a time.
import { setImmediate } from 'node:timers/promises'
import type { Piece } from './growing.ts'
import type { Liveness } from './postings.ts'

/** Rows and postings gone through between two pauses: a millisecond or two, several while the code is still cold. */
const doneAtOnce = 40_000
/** A longer row is copied as a whole, a shorter one sooner number by number. */
const shortRow = 40

/** The pieces' rows, word by word in the order of the pieces, without papers that are gone. */
export async function merged(pieces: readonly Piece[], alive: Liveness): Promise<Piece> {
  const words = Math.max(...pieces.map(({ starts }) => starts.length)) - 1
  const starts = new Uint32Array(words + 1)
  const rows = new Uint32Array(await lengthOf(pieces, alive))
  const target = targetIn(rows, alive)
  let pausedAt = 0
  for (let word = 0; word < words; word++) {
    starts[word] = target.end()
    for (const piece of pieces) target.copy(piece, word)
    const done = target.end() + word * pieces.length
    if (done - pausedAt < doneAtOnce) continue
    pausedAt = done
    await setImmediate()
  }
  starts[words] = target.end()
  // Papers may have gone since they were counted.
  return { starts, rows: rows.subarray(0, target.end()) }
}

/** How many postings there are of papers alive. */
async function lengthOf(pieces: readonly Piece[], alive: Liveness): Promise<number> {
  let length = 0
  for (const { rows } of pieces)
    for (let from = 0; from < rows.length; from += doneAtOnce) {
      const some = rows.subarray(from, from + doneAtOnce)
      length += alive === undefined ? some.length : countAlive(some, alive)
      if (alive !== undefined) await setImmediate()
    }
  return length
}

function countAlive(rows: Uint32Array, alive: Uint16Array): number {
  let count = 0
  for (let i = 0; i < rows.length; i++) count += alive[(rows[i] as number) >>> 8] as number
  return count
}

/** Rows one behind the other. */
function targetIn(target: Uint32Array, alive: Liveness) {
  let end = 0

  /** Adds a word's row of a piece. */
  function copy({ starts, rows }: Piece, word: number): void {
    const to = starts[word + 1] ?? 0
    let from = starts[word] ?? to
    if (alive !== undefined) {
      for (; from < to; from++) {
        const posting = rows[from] as number
        if (alive[posting >>> 8] === 1) target[end++] = posting
      }
    } else if (to - from > shortRow) {
      target.set(rows.subarray(from, to), end)
      end += to - from
    } else while (from < to) target[end++] = rows[from++] as number
  }

  return { copy, end: () => end }
}
