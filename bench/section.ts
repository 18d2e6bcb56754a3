// What a section is: a heading, columns, and a way to measure one corpus.
import type { BenchCorpus } from './corpora.ts'
import type { Row } from './table.ts'

export type Section = {
  readonly name: string
  /** What is measured, in a sentence or two, printed above the table. */
  readonly about: string
  readonly columns: Row
  /** The rows of a corpus; its database is filled. The first cell is for the corpus or what is measured on it. */
  measure(corpus: BenchCorpus, effort: Effort): Promise<readonly Row[]>
}

/** How much time to spend: seconds for each kind of query on each corpus, and whether everything is to be large. */
export type Effort = { readonly seconds: number; readonly full: boolean }
