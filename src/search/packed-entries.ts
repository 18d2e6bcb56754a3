// The index's entries as bytes and back: each word is written once and then stands for its number.
import type { AnalysedPaper } from './analysis.ts'
import type { Entry, ListName } from './index-terms.ts'
import { createNumberReader, createNumberWriter, type NumberWriter } from './varint.ts'

/** Papers in one part: reading one takes a few milliseconds. */
const papersPerPart = 50

/** No list of a paper's words is longer: its text would be some hundred megabytes. */
const longest = 2 ** 24

/** The start of a part, as JSON: words not met before, and what of each paper is not words. */
type Head = { readonly words: readonly string[]; readonly papers: readonly Facts[] }

type Facts = readonly [
  id: string,
  title: string,
  published: string | null,
  votes: number | null,
  code: 0 | 1,
  project: 0 | 1,
]

/** The entries as parts of bytes; later parts build on earlier ones. */
export function* packEntries(entries: readonly Entry[]): Generator<Uint8Array> {
  const known = new Map<string, number>()
  const writer = createNumberWriter()
  for (let from = 0; from < entries.length; from += papersPerPart)
    yield packPart(entries.slice(from, from + papersPerPart), known, writer)
}

function packPart(
  entries: readonly Entry[],
  known: Map<string, number>,
  writer: NumberWriter,
): Uint8Array {
  const words: string[] = []
  const numberOf = (word: string) => {
    const number = known.get(word) ?? known.size
    if (number === known.size) {
      known.set(word, number)
      words.push(word)
    }
    return number
  }
  for (const entry of entries) packLists(entry, numberOf, writer)
  const papers = entries.map(({ paper, title }): Facts => {
    const { id, published = null, votes = null, code, project } = paper
    return [id, title, published, votes, code, project]
  })
  const head = Buffer.from(JSON.stringify({ words, papers } satisfies Head))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(head.length)
  return Buffer.concat([length, head, writer.take()])
}

function packLists(
  { paper, typed }: Entry,
  numberOf: (word: string) => number,
  writer: NumberWriter,
): void {
  const pack = (list: readonly string[]) => {
    writer.add(list.length)
    for (const word of list) writer.add(numberOf(word))
  }
  pack(paper.title)
  pack(paper.gluedTitle)
  pack(paper.body)
  pack(paper.gluedBody)
  writer.add(paper.authors.length)
  for (const author of paper.authors) pack(author)
  pack(paper.organization)
  pack(paper.spelt)
  pack(typed)
}

/** Reads parts in the order they were written. */
export type Unpacker = {
  /** Words so far, by number. */
  readonly words: readonly string[]
  /** The entries of the next part. Throws when it is damaged. */
  read(part: Uint8Array): Entry[]
}

/** `intern` as in analysis.ts; `see` is told of every word of every paper, both by number, but not of ''. */
export function createUnpacker(
  intern: (word: string) => string,
  see: (list: ListName, word: number, paper: number) => void,
): Unpacker {
  const words: string[] = []
  let paper = 0
  return {
    words,
    read(part) {
      const bytes = Buffer.from(part.buffer, part.byteOffset, part.byteLength)
      const start = 4 + bytes.readUInt32LE()
      const head = JSON.parse(bytes.toString('utf8', 4, start)) as Head
      for (const word of head.words) words.push(intern(word))
      const next = createNumberReader(bytes.subarray(start))
      return head.papers.map((facts) => {
        const number = paper++
        return readEntry(facts, next, (list) => {
          const word = next()
          const text = words[word]
          if (text === undefined) throw new RangeError(`no word has the number ${word}`)
          if (text !== '') see(list, word, number)
          return text
        })
      })
    },
  }
}

function readEntry(
  [id, title, published, votes, code, project]: Facts,
  next: () => number,
  readWord: (list: ListName) => string,
): Entry {
  const readList = (name: ListName) => {
    const length = next()
    if (length > longest) throw new RangeError(`a list of ${length} words`)
    // Made in its size: a list that grows leaves garbage, and this is a million lists.
    const list = new Array<string>(length)
    for (let i = 0; i < length; i++) list[i] = readWord(name)
    return list
  }
  const facts = { published: published ?? undefined, votes: votes ?? undefined, code, project }
  const paper: AnalysedPaper = {
    id,
    title: readList('title'),
    gluedTitle: readList('gluedTitle'),
    body: readList('body'),
    gluedBody: readList('gluedBody'),
    authors: Array.from({ length: next() }, () => readList('authors')),
    organization: readList('organization'),
    spelt: readList('spelt'),
    ...facts,
  }
  return { paper, title, typed: readList('typed') }
}
