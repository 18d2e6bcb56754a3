// What the index keeps of a paper, and which of its words each field of the index is made of.
import type { Paper } from '../papers/paper.ts'
import { type AnalysedPaper, analysePaper } from './analysis.ts'
import type { FieldName } from './candidates.ts'
import { words } from './text.ts'

/** A paper as the engine holds it. */
export type Entry = {
  readonly paper: AnalysedPaper
  readonly title: string
  /** The title's words as typed, folded: what completion goes by. */
  readonly typed: readonly string[]
}

/** A paper analysed for the index. `intern` lets many papers share one copy of each word. */
export function entryOf(paper: Paper, intern: (word: string) => string): Entry {
  return {
    paper: analysePaper(paper, intern),
    title: paper.title,
    typed: words(paper.title).map((word) => intern(word.folded)),
  }
}

/** The lists of words an entry is made of, and the fields that the words of each are found in. */
export const fieldsOfLists = {
  title: ['title', 'text'],
  gluedTitle: ['title', 'text'],
  body: ['text'],
  gluedBody: ['text'],
  authors: ['people'],
  organization: ['people'],
  typed: ['typed'],
  spelt: [],
} as const satisfies Readonly<Record<string, readonly FieldName[]>>

export type ListName = keyof typeof fieldsOfLists
export const listNames = Object.keys(fieldsOfLists) as ListName[]

/** An entry's words by list; the '' between keywords among them, which is no word. */
function listsOf({ paper, typed }: Entry): Readonly<Record<ListName, readonly string[]>> {
  return { ...paper, authors: paper.authors.flat(), typed }
}

/** Visits each term of each field, as often as it stands there; the paper's id is a term of its own. */
export function forEachTerm(entry: Entry, visit: (field: FieldName, term: string) => void): void {
  const lists = listsOf(entry)
  for (const name of listNames)
    for (const field of fieldsOfLists[name])
      for (const word of lists[name]) if (word !== '') visit(field, word)
  visit('people', idTerm(entry.paper.id))
}

/** What an id is found by. Words have no colons. */
export function idTerm(id: string): string {
  return `id:${id}`
}

/** Whether two entries are found and counted by the very same words, whatever else changed, as votes do. */
export function sameTerms(a: Entry, b: Entry): boolean {
  const [listsOfA, listsOfB] = [listsOf(a), listsOf(b)]
  return listNames.every((name) => {
    const words = listsOfB[name]
    return (
      listsOfA[name].length === words.length && listsOfA[name].every((word, i) => word === words[i])
    )
  })
}
