// The papers of the index by number: their records, and in columns what every query asks of many of them.
import type { Paper, PaperId } from '../../papers/paper.ts'
import { columnOf } from './numbers.ts'
import { nameWords, type Packed, textStems, titleWords, unpackRecord } from './packing.ts'
import type { PaperRecord } from './record.ts'
import { createTexts } from './texts.ts'

/** Bits of a paper's features. */
export const featureBits = { code: 1, project: 2 } as const

/** Fields with more words count as having so many: the longest abstracts have a third of that. */
export const longestField = 2047

/** Titles of more words are as long as one another. */
const mostTitleWords = 2 ** 16 - 1

export type Papers = ReturnType<typeof createPapers>

/** Bytes of records allocated at once. */
const chunkSize = 2 ** 20
const [noBytes, noUnits] = [new Uint8Array(0), new Uint16Array(0)] as const

/** No papers yet. */
export function createPapers() {
  const ids = createTexts()
  let [count, size] = [0, 0]
  /** The ids that were asked for. */
  const read: PaperId[] = []
  const chunks: Uint8Array[] = []
  /** The same memory, as units. */
  const units: Uint16Array[] = []
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
    /** The first word of the title as it is spelt, and how many it has, compounds aside. */
    titleFirst: columnOf(Uint32Array),
    titleWords: columnOf(Uint16Array),
    /** Words in the title, in the rest of the text and in the names; no more than the longest field. */
    titleLength: columnOf(Uint16Array),
    bodyLength: columnOf(Uint16Array),
    namesLength: columnOf(Uint16Array),
  }
  /** Sums of the lengths of papers held. */
  const sums = { title: 0, body: 0, names: 0 }

  function write(bytes: Uint8Array): { readonly chunk: number; readonly offset: number } {
    if (used + bytes.length > chunkSize) {
      keep(new Uint8Array(Math.max(chunkSize, bytes.length + (bytes.length & 1))))
      used = 0
    }
    const offset = used
    chunks.at(-1)?.set(bytes, offset)
    // Units begin at even bytes.
    used += bytes.length + (bytes.length & 1)
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

  function packedAt(number: number): Packed {
    const chunk = columns.chunk.all[number] as number
    const offset = columns.offset.all[number] as number
    return { bytes: chunks[chunk] ?? noBytes, units: units[chunk] ?? noUnits, offset }
  }

  function keep(chunk: Uint8Array): void {
    chunks.push(chunk)
    units.push(new Uint16Array(chunk.buffer, chunk.byteOffset, chunk.length >>> 1))
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
    packedAt,
    recordOf: (number: number): PaperRecord => unpackRecord(packedAt(number)),
    /** The stems of its title or its whole text in order; to be used before the next call. */
    stemsOf: (number: number, part: 'title' | 'whole', stems: Uint32Array) =>
      textStems(packedAt(number), part, stems),
    /** The words of organisation and authors, a 0 behind each; to be used before the next call. */
    namesOf: (number: number) => nameWords(packedAt(number)),
    /** The words of its title alone; to be used before the next call. */
    titleOf: (number: number) => titleWords(packedAt(number)),
    /** Whether the paper's record is these very bytes. */
    isRecorded(number: number, other: Uint8Array): boolean {
      const { bytes, offset } = packedAt(number)
      return Buffer.compare(bytes.subarray(offset, offset + other.length), other) === 0
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
      columns.titleFirst.set(number, record.title[0] ?? 0)
      columns.titleWords.set(number, Math.min(record.title.length, mostTitleWords))
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
      kept.forEach(keep)
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
