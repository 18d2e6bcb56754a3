// Looking papers up in the rows of a word, which are in order of papers.

/** A word's rows in order, of postings (postings.ts). */
export type Rows = readonly ArrayLike<number>[]

/** How many postings there are in all. */
export function lengthOf(rows: Rows): number {
  return rows.reduce((sum, { length }) => sum + length, 0)
}

/** The paper's posting among the rows of a word. */
export function postingOf(rows: Rows, paper: number): number | undefined {
  for (const row of rows) {
    const posting = row[seek(row, paper, 0)]
    if (posting !== undefined && posting >>> 8 === paper) return posting
  }
  return undefined
}

/** Calls back for each of the papers, given in order, that stands in the row. */
export function visitBoth(
  papers: ArrayLike<number>,
  row: ArrayLike<number>,
  visit: (paper: number, posting: number) => void,
): void {
  let at = 0
  for (let i = 0; i < papers.length; i++) {
    const paper = papers[i] as number
    at = seek(row, paper, at)
    if (at === row.length) return
    const posting = row[at] as number
    if (posting >>> 8 === paper) visit(paper, posting)
  }
}

/** The place of the first posting of the paper or a later one, by steps that double and then halve. */
function seek(row: ArrayLike<number>, paper: number, from: number): number {
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
