// How many edits lie between a word that was typed and each of many others, whose characters are read where they stand:
// G. Myers, "A Fast Bit-Vector Algorithm for Approximate String Matching Based on Dynamic Programming", Journal of the ACM 46
// (1999), a column of the table at a time, in the form of H. Hyyrö for whole words (2003).

/** The edits, each a letter more, less or another, to the code units from `start` to `end`. */
export type EditsTo = (units: Uint16Array, start: number, end: number) => number

/** The longest word that can be compared so: a bit for each code unit. */
export const longestCompared = 32

/** By code unit, a bit for each place where it stands in the word typed: one table for all, all 0 but while words are compared. */
const standing = new Int32Array(2 ** 16)

/** Compares a word, which must not be empty nor too long, with as many others as are compared in `work`; gives what that gives. */
export function comparing<T>(word: string, work: (edits: EditsTo) => T): T {
  for (let i = 0; i < word.length; i++) mark(word.charCodeAt(i), 1 << i)
  const last = 1 << (word.length - 1)
  try {
    return work((units, start, end) => {
      let edits = word.length
      // Where the table grows and falls by one from each letter of the word to the next: bit by bit.
      let [grows, falls] = [-1, 0]
      for (let at = start; at < end; at++) {
        const same = (standing[units[at] as number] as number) | falls
        const diagonal = (((same & grows) + grows) ^ grows) | same
        const more = falls | ~(diagonal | grows)
        const less = grows & diagonal
        if ((more & last) !== 0) edits++
        else if ((less & last) !== 0) edits--
        const above = (more << 1) | 1
        falls = above & diagonal
        grows = (less << 1) | ~(diagonal | above)
      }
      return edits
    })
  } finally {
    for (let i = 0; i < word.length; i++) standing[word.charCodeAt(i)] = 0
  }
}

function mark(unit: number, bit: number): void {
  standing[unit] = (standing[unit] as number) | bit
}
