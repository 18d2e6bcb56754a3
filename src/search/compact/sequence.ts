// What is asked of many papers at once, told from their records' bytes as they stand: whether words are side by side, whether
// an author has names, which words a title has. Most papers that are looked at are not what is looked for.

/** Whether the words looked for stand side by side in the title, or in title or body, of the record at that place (record.ts). */
export type Finder = (bytes: Uint8Array, from: number, part: 'title' | 'whole') => boolean

/** Looks for stems in this order, by the algorithm of Knuth, Morris and Pratt (SIAM J. Comput. 6, 1977). */
export function finderOf(sequence: readonly number[], stems: Uint32Array): Finder {
  const wanted = Uint32Array.from(sequence)
  const back = borders(wanted)
  const isIn = (bytes: Uint8Array, from: number): boolean => {
    let at = after(bytes, from)
    let found = 0
    for (let left = numberAt(bytes, from); left > 0; left--) {
      // Most words have numbers of two bytes or three; written out, since this is done for every word of many papers.
      let word = bytes[at++] as number
      if (word > 127) {
        let byte = bytes[at++] as number
        word = (word & 127) | ((byte & 127) << 7)
        for (let shift = 14; byte > 127; shift += 7) {
          byte = bytes[at++] as number
          word |= (byte & 127) << shift
        }
      }
      const stem = stems[word]
      while (found > 0 && wanted[found] !== stem) found = back[found - 1] as number
      if (wanted[found] === stem && ++found === wanted.length) return true
    }
    return false
  }
  return (bytes, title, part) =>
    isIn(bytes, title) || (part === 'whole' && isIn(bytes, bodyAfter(bytes, title)))
}

/** Whether one author of a record has names that together have all the marks, which are bits by word. */
export function hasAuthor(
  bytes: Uint8Array,
  from: number,
  marks: Uint32Array,
  all: number,
): boolean {
  let at = afterList(bytes, from)
  let authors = numberAt(bytes, at)
  at = after(bytes, at)
  for (; authors > 0; authors--) {
    let left = numberAt(bytes, at)
    at = after(bytes, at)
    let marked = 0
    for (; left > 0; left--) {
      marked |= marks[numberAt(bytes, at)] as number
      at = after(bytes, at)
    }
    if (marked === all) return true
  }
  return false
}

/** Where a title's words are put: one place for all, since a title is done with before the next is read. */
let title = new Uint32Array(256)

/** The words of a record's title in order; to be used before the next call. */
export function titleWords(bytes: Uint8Array, from: number): Uint32Array {
  const length = numberAt(bytes, from)
  if (length > title.length) title = new Uint32Array(2 * length)
  let at = after(bytes, from)
  for (let i = 0; i < length; i++) {
    title[i] = numberAt(bytes, at)
    at = after(bytes, at)
  }
  return title.subarray(0, length)
}

/** For each beginning of the words, how many of its last are also its first. */
function borders(wanted: Uint32Array): Uint32Array {
  const back = new Uint32Array(wanted.length)
  for (let i = 1, length = 0; i < wanted.length; i++) {
    while (length > 0 && wanted[i] !== wanted[length]) length = back[length - 1] as number
    if (wanted[i] === wanted[length]) length++
    back[i] = length
  }
  return back
}

/** Where the body begins, behind the title, the authors and the organisation. */
function bodyAfter(bytes: Uint8Array, title: number): number {
  const authors = afterList(bytes, title)
  let at = after(bytes, authors)
  for (let left = numberAt(bytes, authors); left > 0; left--) at = afterList(bytes, at)
  return afterList(bytes, at)
}

function afterList(bytes: Uint8Array, from: number): number {
  let at = after(bytes, from)
  for (let left = numberAt(bytes, from); left > 0; left--) at = after(bytes, at)
  return at
}

function numberAt(bytes: Uint8Array, from: number): number {
  let number = 0
  for (let at = from, shift = 0; ; at++, shift += 7) {
    const byte = bytes[at] as number
    number |= (byte & 127) << shift
    if (!(byte > 127)) return number
  }
}

function after(bytes: Uint8Array, from: number): number {
  let at = from
  while ((bytes[at] as number) > 127) at++
  return at + 1
}
