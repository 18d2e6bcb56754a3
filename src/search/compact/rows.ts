// Looking papers up in the rows of a word, which are in order of papers.

/** A word's rows in order, of postings (postings.ts). Of one kind of array, since the loops over them are the dearest there are. */
export type Rows = readonly Uint32Array[]

/** How many postings there are in all. */
export function lengthOf(rows: Rows): number {
  let length = 0
  for (const row of rows) length += row.length
  return length
}

/** The paper's posting among the rows of a word; 0, which is none, when it has none. */
export function postingOf(rows: Rows, paper: number): number {
  for (const row of rows) {
    const posting = row[seek(row, paper, 0)]
    if (posting !== undefined && posting >>> 8 === paper) return posting
  }
  return 0
}

/** The place of the first posting of the paper or a later one, by steps that double and then halve. */
export function seek(row: Uint32Array, paper: number, from: number): number {
  let step = 1
  let low = from
  while (low + step < row.length && (row[low + step] as number) >>> 8 < paper) {
    low += step
    step *= 2
  }
  let high = Math.min(low + step, row.length)
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((row[middle] as number) >>> 8 < paper) low = middle + 1
    else high = middle
  }
  return low
}
