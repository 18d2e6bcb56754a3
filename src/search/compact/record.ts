// A paper's words in order, as bytes: what tells phrases, neighbours, names and titles, and what is taken back on removal.
import type { Paper } from '../../papers/paper.ts'
import { type Definition, minedFrom } from '../acronyms.ts'
import { createNumberWriter } from '../varint.ts'
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

const writer = createNumberWriter()

/** The record as bytes: list after list, each with its length before it, what is looked through most in front. */
export function packRecord(record: PaperRecord): Uint8Array {
  const put = (numbers: readonly number[]) => {
    writer.add(numbers.length)
    for (const number of numbers) writer.add(number)
  }
  put(record.title)
  writer.add(record.authors.length)
  for (const author of record.authors) put(author)
  put(record.organization)
  put(record.body)
  put(record.titleUnits)
  put(record.gluedTitle)
  put(record.gluedBody)
  writer.add(record.acronyms.length)
  for (const acronym of record.acronyms) put(acronym)
  return writer.take().slice()
}

/** Reads what `packRecord` wrote. Bytes must be whole; a checksum has told before that they are. */
export function unpackRecord(bytes: Uint8Array, from: number): PaperRecord {
  const { next, list } = listReader(bytes, from)
  return {
    title: list(),
    authors: Array.from({ length: next() }, list),
    organization: list(),
    body: list(),
    titleUnits: list(),
    gluedTitle: list(),
    gluedBody: list(),
    acronyms: Array.from({ length: next() }, list),
  }
}

/** The words of names alone. */
export function unpackNames(
  bytes: Uint8Array,
  from: number,
): Pick<PaperRecord, 'authors' | 'organization'> {
  const { next, list, skip } = listReader(bytes, from)
  skip()
  return { authors: Array.from({ length: next() }, list), organization: list() }
}

/** Where a text's words are put to be looked through: one place for all, since looking is over before the next is read. */
let scratch = new Uint32Array(4096)

/** Zeros between title and body: so many that their words are no neighbours. */
const gap = 4

/** The stems of a title, or of title and body with a gap of zeros between them; to be used before the next call. */
export function textStems(
  bytes: Uint8Array,
  from: number,
  part: 'title' | 'whole',
  stems: Uint32Array,
): Uint32Array {
  let at = from
  let length = 0
  const next = () => {
    let byte = bytes[at++] as number
    let number = byte & 127
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[at++] as number
      number |= (byte & 127) << shift
    }
    return number
  }
  const skip = () => {
    for (let left = next(); left > 0; left--) while ((bytes[at++] as number) > 127);
  }
  const take = () => {
    const count = next()
    if (length + count + gap > scratch.length) {
      const larger = new Uint32Array((length + count + gap) * 2)
      larger.set(scratch)
      scratch = larger
    }
    for (let left = count; left > 0; left--) {
      const word = next()
      scratch[length++] = stems[word] as number
    }
  }
  take()
  if (part === 'title') return scratch.subarray(0, length)
  for (let i = 0; i < gap; i++) scratch[length++] = 0
  for (let left = next(); left > 0; left--) skip()
  skip()
  take()
  return scratch.subarray(0, length)
}

function listReader(bytes: Uint8Array, from: number) {
  let at = from
  const next = () => {
    let byte = bytes[at++] as number
    let number = byte & 127
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[at++] as number
      number |= (byte & 127) << shift
    }
    return number
  }
  const list = () => {
    const numbers: number[] = []
    for (let left = next(); left > 0; left--) numbers.push(next())
    return numbers
  }
  const skip = () => {
    for (let left = next(); left > 0; left--) while ((bytes[at++] as number) > 127);
  }
  return { next, list, skip }
}
