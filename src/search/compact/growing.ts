// The postings that came last: in the order in which they came, each knowing where the one before of its word stands. Adding
// one writes four numbers; a word's own are gathered when they are asked for.

/** Rows of all words behind each other: those of word n go from `starts[n]` to `starts[n + 1]`. */
export type Piece = { readonly starts: Uint32Array; readonly rows: Uint32Array }

export type Growing = {
  /** How many postings there are. */
  count(): number
  add(word: number, posting: number): void
  /** A word's postings as they came; undefined when there are none. */
  rowOf(word: number): Uint32Array | undefined
  /** All of them in rows by word, after which there are none. */
  take(): Piece
}

/** No postings. */
export function createGrowing(): Growing {
  let [words, postings, before] = [room(), room(), room()]
  let count = 0
  let highest = 0
  /** By word: one more than the place of its last posting. */
  let last = room()

  function makeRoom(): void {
    words = widened(words, count * 2)
    postings = widened(postings, count * 2)
    before = widened(before, count * 2)
  }

  function lengthOf(word: number): number {
    let length = 0
    for (let at = last[word] ?? 0; at > 0; at = before[at - 1] as number) length++
    return length
  }

  return {
    count: () => count,
    add(word, posting) {
      if (count === words.length) makeRoom()
      if (word >= last.length) last = widened(last, word * 2)
      words[count] = word
      postings[count] = posting
      before[count] = last[word] ?? 0
      last[word] = ++count
      if (word > highest) highest = word
    },
    rowOf(word) {
      let left = lengthOf(word)
      if (left === 0) return undefined
      const row = new Uint32Array(left)
      for (let at = last[word] as number; at > 0; at = before[at - 1] as number)
        row[--left] = postings[at - 1] as number
      return row
    },
    take() {
      const starts = endsOf(words.subarray(0, count), highest)
      const rows = new Uint32Array(count)
      // Filled from behind, which turns the ends of all rows into their starts.
      for (let i = count - 1; i >= 0; i--) {
        const word = words[i] as number
        const at = (starts[word] as number) - 1
        starts[word] = at
        rows[at] = postings[i] as number
        last[word] = 0
      }
      count = 0
      highest = 0
      return { starts, rows }
    },
  }
}

/** By word, where its row ends when the rows of all stand one behind the other; and the end of the last for one word more. */
function endsOf(words: Uint32Array, highest: number): Uint32Array {
  const ends = new Uint32Array(highest + 2)
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as number
    ends[word] = (ends[word] as number) + 1
  }
  let end = 0
  for (let word = 0; word < ends.length; word++) {
    end += ends[word] as number
    ends[word] = end
  }
  return ends
}

const room = () => new Uint32Array(1024)

function widened(row: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(length)
  more.set(row)
  return more
}
