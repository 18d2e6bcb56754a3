// Several pieces of the postings made one, a slice at a time.
import { setImmediate } from 'node:timers/promises'
import type { Piece } from './growing.ts'
import type { Liveness } from './postings.ts'

/** Words and postings gone through between two pauses: a millisecond or two. */
const doneAtOnce = 200_000
/** A longer row is copied as a whole, a shorter one sooner number by number. */
const shortRow = 40

/** The pieces' rows, word by word in the order of the pieces, without papers that are gone. */
export async function merged(pieces: readonly Piece[], alive: Liveness): Promise<Piece> {
  const words = Math.max(...pieces.map(({ starts }) => starts.length)) - 1
  const starts = new Uint32Array(words + 1)
  const rows = new Uint32Array(await lengthOf(pieces, alive))
  let at = 0
  let done = 0
  for (let word = 0; word < words; word++) {
    starts[word] = at
    const before = at
    for (const piece of pieces) at = copyRow(piece, word, { rows, at, alive })
    done += pieces.length + at - before
    if (done < doneAtOnce) continue
    done = 0
    await setImmediate()
  }
  starts[words] = at
  // Papers may have gone since they were counted.
  return { starts, rows: rows.subarray(0, at) }
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

type Target = { readonly rows: Uint32Array; readonly at: number; readonly alive: Liveness }

/** Copies a word's row of a piece; gives where it ends. */
function copyRow({ starts, rows: all }: Piece, word: number, { rows, at, alive }: Target): number {
  const to = starts[word + 1] ?? 0
  let from = starts[word] ?? to
  let end = at
  if (alive !== undefined) {
    for (; from < to; from++) {
      const posting = all[from] as number
      if (alive[posting >>> 8] === 1) rows[end++] = posting
    }
  } else if (to - from > shortRow) {
    rows.set(all.subarray(from, to), at)
    end += to - from
  } else while (from < to) rows[end++] = all[from++] as number
  return end
}
