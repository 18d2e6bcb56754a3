// The papers of the index by number: their records, and in columns what every query asks of many of them.
import type { Paper, PaperId } from '../../papers/paper.ts'
import { columnOf } from './numbers.ts'
import { type PaperRecord, textStems, unpackNames, unpackRecord } from './record.ts'
import { type Finder, hasAuthor, titleWords } from './sequence.ts'
import { createTexts } from './texts.ts'

/** Bits of a paper's features. */
export const featureBits = { code: 1, project: 2 } as const

/** Fields with more words count as having so many: the longest abstracts have a third of that. */
export const longestField = 2047

export type Papers = ReturnType<typeof createPapers>

/** Bytes of records allocated at once. */
const chunkSize = 2 ** 20

/** No papers yet. */
export function createPapers() {
  const ids = createTexts()
  let [count, size] = [0, 0]
  /** The ids that were asked for. */
  const read: PaperId[] = []
  const chunks: Uint8Array[] = []
  let used = chunkSize
  const columns = {
    /** 1 for papers held. 16 bits, since boolean matching goes on counting from there. */
    alive: columnOf(Uint16Array),
    /** By paper the number of its id, and by that number one more than the number of the paper held under it. */
    named: columnOf(Uint32Array),
    holder: columnOf(Uint32Array),
    /** Where the record is: the chunk, and the byte in it. */
    chunk: columnOf(Uint32Array),
    offset: columnOf(Uint32Array),
    /** The day of publication as a number, 20250131; 0 when nobody knows. */
    day: columnOf(Uint32Array),
    /** Votes and one more; 0 when nobody knows. */
    votes: columnOf(Float64Array),
    features: columnOf(Uint8Array),
    /** Words in the title, in the rest of the text and in the names; no more than the longest field. */
    titleLength: columnOf(Uint16Array),
    bodyLength: columnOf(Uint16Array),
    namesLength: columnOf(Uint16Array),
  }
  /** Sums of the lengths of papers held. */
  const sums = { title: 0, body: 0, names: 0 }

  function write(bytes: Uint8Array): { readonly chunk: number; readonly offset: number } {
    if (used + bytes.length > chunkSize) {
      chunks.push(new Uint8Array(Math.max(chunkSize, bytes.length)))
      used = 0
    }
    const offset = used
    chunks.at(-1)?.set(bytes, offset)
    used += bytes.length
    return { chunk: chunks.length - 1, offset }
  }

  function countLengths(number: number, by: 1 | -1): void {
    sums.title += by * (columns.titleLength.all[number] as number)
    sums.body += by * (columns.bodyLength.all[number] as number)
    sums.names += by * (columns.namesLength.all[number] as number)
  }

  /** Orders ask for the same ids over and over. */
  function idOf(number: number): PaperId {
    const known = read[number]
    if (known !== undefined) return known
    const id = ids.text(columns.named.all[number] ?? 0)
    read[number] = id
    return id
  }

  const bytesAt = (number: number) => {
    const chunk = chunks[columns.chunk.all[number] as number] ?? new Uint8Array(0)
    return { chunk, offset: columns.offset.all[number] as number }
  }

  return {
    columns,
    sums,
    /** How many numbers were ever given. */
    count: () => count,
    size: () => size,
    ids,
    idOf,
    numberOf(id: PaperId): number | undefined {
      const held = columns.holder.all[ids.find(id)] ?? 0
      return held === 0 ? undefined : held - 1
    },
    isAlive: (number: number) => columns.alive.all[number] === 1,
    recordOf(number: number): PaperRecord {
      const { chunk, offset } = bytesAt(number)
      return unpackRecord(chunk, offset)
    },
    /** The stems of its title or its whole text in order; to be used before the next call. */
    stemsOf(number: number, part: 'title' | 'whole', stems: Uint32Array) {
      const { chunk, offset } = bytesAt(number)
      return textStems(chunk, offset, part, stems)
    },
    /** Whether a finder finds its words in the title or in either text. */
    isFound(number: number, part: 'title' | 'whole', find: Finder): boolean {
      const { chunk, offset } = bytesAt(number)
      return find(chunk, offset, part)
    },
    /** Whether one of its authors has names with all the marks (sequence.ts). */
    hasAuthor(number: number, marks: Uint32Array, all: number): boolean {
      const { chunk, offset } = bytesAt(number)
      return hasAuthor(chunk, offset, marks, all)
    },
    /** The words of authors and organisation alone. */
    namesOf(number: number) {
      const { chunk, offset } = bytesAt(number)
      return unpackNames(chunk, offset)
    },
    /** The words of its title alone; to be used before the next call. */
    titleOf(number: number): Uint32Array {
      const { chunk, offset } = bytesAt(number)
      return titleWords(chunk, offset)
    },
    /** Whether the paper's record is these very bytes. */
    isRecorded(number: number, bytes: Uint8Array): boolean {
      const { chunk, offset } = bytesAt(number)
      return Buffer.compare(chunk.subarray(offset, offset + bytes.length), bytes) === 0
    },
    /** Takes in a paper that is not held; gives its number. */
    add(id: PaperId, record: PaperRecord, bytes: Uint8Array): number {
      const number = count++
      const { chunk, offset } = write(bytes)
      const named = ids.add(id)
      columns.named.set(number, named)
      columns.holder.set(named, number + 1)
      size++
      columns.alive.set(number, 1)
      columns.chunk.set(number, chunk)
      columns.offset.set(number, offset)
      const { authors, organization } = record
      columns.titleLength.set(number, lengthOf(record.title, record.gluedTitle))
      columns.bodyLength.set(number, lengthOf(record.body, record.gluedBody))
      columns.namesLength.set(number, lengthOf(authors.flat(), organization))
      countLengths(number, 1)
      return number
    },
    /** Notes what may change of a paper without its words changing. */
    note(number: number, { published, feedDay, votes, code, projectUrl }: Paper): void {
      columns.day.set(number, dayNumber(published ?? feedDay))
      columns.votes.set(number, votes === undefined ? 0 : votes + 1)
      const hasCode = code === undefined ? 0 : featureBits.code
      columns.features.set(number, hasCode | (projectUrl === undefined ? 0 : featureBits.project))
    },
    drop(number: number): void {
      countLengths(number, -1)
      columns.alive.set(number, 0)
      columns.holder.set(columns.named.all[number] as number, 0)
      size--
    },
    /** What there is of records, the last chunk as far as it is written: later writing leaves it as it is. */
    written: () =>
      chunks.map((chunk, i) => (i === chunks.length - 1 ? chunk.subarray(0, used) : chunk)),
    /** Takes in chunks that were kept; ids and columns must have been filled before. */
    restore(kept: readonly Uint8Array[], numbers: number): void {
      for (const chunk of kept) chunks.push(chunk)
      count = numbers
      for (let number = 0; number < count; number++) {
        if (columns.alive.all[number] !== 1) continue
        size++
        countLengths(number, 1)
      }
    },
  }
}

function lengthOf(...lists: readonly ArrayLike<number>[]): number {
  return Math.min(
    longestField,
    lists.reduce((sum, { length }) => sum + length, 0),
  )
}

/** A day as a number in the same order. */
export function dayNumber(day: string | undefined): number {
  return day === undefined ? 0 : Number(day.replaceAll('-', ''))
}
