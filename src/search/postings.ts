// Which term stands in which papers, field by field, in the shape that MiniSearch searches.
// Kept apart from MiniSearch's own, whose scores carry the history of the index: its mean lengths the rounding of every
// step, and its discarded papers until a search or a vacuum meets them. Here they depend on what is held alone.
import type { PaperId } from '../papers/paper.ts'
import { type FieldName, fieldNames } from './candidates.ts'
import { type Entry, forEachTerm } from './index-terms.ts'
import { PaperCounts } from './paper-counts.ts'

/** A term's papers by field, the field as its place in `fieldNames`. */
export type TermFields = Map<number, PaperCounts>

/** The ordered tree of terms, for what a map cannot find: prefixes and near words. */
export type TermTree = {
  set(term: string, fields: TermFields): unknown
  delete(term: string): unknown
}

export type Postings = {
  readonly ids: Map<number, PaperId>
  /** Different terms in each field, by paper. */
  readonly lengths: Map<number, number[]>
  /** Mean length of each field. */
  readonly means: number[]
  /** Adds a paper that is not held. */
  add(entry: Entry): void
  /** Takes away a paper, given as it was added. */
  remove(entry: Entry): void
  /** In how many papers a term stands. */
  papersWith(term: string, field: FieldName): number
  /** The numbers of these papers, all below `papersEnd`. */
  papersOf(term: string, field: FieldName): Iterable<number>
  papersEnd(): number
  /** Takes in a paper and its lengths without its terms: those come by `putTerm`. Gives its number. */
  putPaper(id: PaperId, lengths: number[]): number
  /** Takes in all there is of a term not held. */
  putTerm(term: string, fields: TermFields): void
}

/** Empty postings, whose terms are also put in the tree. */
export function createPostings(tree: TermTree): Postings {
  const ids = new Map<number, PaperId>()
  const numbers = new Map<PaperId, number>()
  const lengths = new Map<number, number[]>()
  const means = fieldNames.map(() => 0)
  const totals = fieldNames.map(() => 0)
  const terms = new Map<string, TermFields>()
  let next = 0

  function countLengths(of: readonly number[], by: 1 | -1): void {
    of.forEach((length, field) => {
      const total = (totals[field] ?? 0) + by * length
      totals[field] = total
      means[field] = ids.size === 0 ? 0 : total / ids.size
    })
  }

  function putPaper(id: PaperId, length: number[]): number {
    const number = next++
    ids.set(number, id)
    numbers.set(id, number)
    lengths.set(number, length)
    countLengths(length, 1)
    return number
  }

  function putTerm(term: string, fields: TermFields): void {
    terms.set(term, fields)
    tree.set(term, fields)
  }

  function fieldsOf(term: string): TermFields {
    const known = terms.get(term)
    if (known !== undefined) return known
    const fields: TermFields = new Map()
    putTerm(term, fields)
    return fields
  }

  function dropTerm(term: string, field: number, number: number): void {
    const fields = terms.get(term)
    const papers = fields?.get(field)
    papers?.delete(number)
    if (papers?.size === 0) fields?.delete(field)
    if (fields?.size !== 0) return
    terms.delete(term)
    tree.delete(term)
  }

  return {
    ids,
    lengths,
    means,
    papersWith: (term, field) => terms.get(term)?.get(fieldNames.indexOf(field))?.size ?? 0,
    papersOf: (term, field) => terms.get(term)?.get(fieldNames.indexOf(field))?.keys() ?? [],
    papersEnd: () => next,
    putPaper,
    putTerm,

    add(entry) {
      const length = fieldNames.map(() => 0)
      forEachTerm(entry, (name, term) => {
        const field = fieldNames.indexOf(name)
        if (note(fieldsOf(term), field, next) === 1) length[field] = (length[field] ?? 0) + 1
      })
      putPaper(entry.paper.id, length)
    },

    remove(entry) {
      const { id } = entry.paper
      const number = numbers.get(id)
      if (number === undefined) return
      forEachTerm(entry, (name, term) => dropTerm(term, fieldNames.indexOf(name), number))
      const length = lengths.get(number) ?? []
      ids.delete(number)
      numbers.delete(id)
      lengths.delete(number)
      countLengths(length, -1)
    },
  }
}

/** Counts one more standing of a term; gives how often it stands there now. */
function note(fields: TermFields, field: number, number: number): number {
  let papers = fields.get(field)
  if (papers === undefined) {
    papers = new PaperCounts()
    fields.set(field, papers)
  }
  return papers.count(number)
}
