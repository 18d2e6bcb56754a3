// A paper's words in order: what tells phrases, neighbours, names and titles, and what is taken back on removal.
import type { Paper } from '../../papers/paper.ts'
import { type Definition, minedFrom } from '../acronyms.ts'
import { numberedWords } from './numbering.ts'
import type { Words } from './words.ts'

/** A paper as the index keeps it: numbers of words as folded. `glued` are compounds written as one word. */
export type PaperRecord = {
  /** The title's UTF-16 code units, which need not be well-formed. */
  readonly titleUnits: readonly number[]
  readonly title: readonly number[]
  readonly gluedTitle: readonly number[]
  readonly authors: readonly (readonly number[])[]
  readonly organization: readonly number[]
  /** Abstract and keywords, a 0 before each keyword so that no phrase spans two. */
  readonly body: readonly number[]
  readonly gluedBody: readonly number[]
  /** What the text explains: of each acronym itself, and the words it stands for. */
  readonly acronyms: readonly (readonly number[])[]
}

/** A paper analysed, its words numbered. */
export function recordOf(paper: Paper, dictionary: Words): PaperRecord {
  const numbered = (text: string) => numberedWords(text, dictionary)
  const title = numbered(paper.title)
  const body = numbered(paper.abstract)
  for (const keyword of paper.keywords ?? []) {
    const { plain, glued } = numbered(keyword)
    body.plain.push(0, ...plain)
    body.glued.push(...glued)
  }
  return {
    titleUnits: unitsOf(paper.title),
    title: title.plain,
    gluedTitle: title.glued,
    authors: paper.authors.map((name) => numbered(name).plain),
    organization: numbered(paper.organization ?? '').plain,
    body: body.plain,
    gluedBody: body.glued,
    acronyms: minedFrom(`${paper.title}. ${paper.abstract}`).map(({ short, long }) =>
      [short, ...long.split(' ')].map(dictionary.add),
    ),
  }
}

/** The acronyms that a paper explains. */
export function definitionsIn({ acronyms }: PaperRecord, dictionary: Words): Definition[] {
  return acronyms.map(([short = 0, ...long]) => ({
    short: dictionary.text(short),
    long: long.map(dictionary.text).join(' '),
  }))
}

function unitsOf(text: string): readonly number[] {
  const units: number[] = []
  for (let i = 0; i < text.length; i++) units.push(text.charCodeAt(i))
  return units
}
