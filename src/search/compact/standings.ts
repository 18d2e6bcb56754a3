// How often each word stands in a paper: in a narrow field and in a wide one.
import type { PaperRecord } from './record.ts'

/** Called with a word and how often it stands in the narrow and in the wide field. */
export type Visit = (word: number, narrow: number, wide: number) => void

/** Counts by word, all 0 between two papers; the words counted are remembered to make them so again. */
let [narrowly, widely] = [new Uint32Array(4096), new Uint32Array(4096)]
let counted: number[] = []

/** A record's stems: in the title, and in the rest of the text. */
export function eachTextStanding(
  record: PaperRecord,
  stemOf: (word: number) => number,
  visit: Visit,
): void {
  for (const word of record.title) count(stemOf(word), 'narrow')
  for (const word of record.gluedTitle) count(stemOf(word), 'narrow')
  for (const word of record.body) count(stemOf(word), 'wide')
  for (const word of record.gluedBody) count(stemOf(word), 'wide')
  takeAll(visit)
}

/** A record's names, unstemmed: of authors, and of the organisation. */
export function eachNameStanding(record: PaperRecord, visit: Visit): void {
  for (const author of record.authors) for (const word of author) count(word, 'narrow')
  for (const word of record.organization) count(word, 'wide')
  takeAll(visit)
}

/** A record's words as they are spelt in title and text, compounds aside. */
export function eachSpelt(record: PaperRecord, visit: Visit): void {
  for (const word of record.title) count(word, 'narrow')
  for (const word of record.body) count(word, 'wide')
  takeAll(visit)
}

function count(word: number, field: 'narrow' | 'wide'): void {
  if (word === 0) return
  if (word >= narrowly.length) {
    narrowly = larger(narrowly, word)
    widely = larger(widely, word)
  }
  if (narrowly[word] === 0 && widely[word] === 0) counted.push(word)
  const counts = field === 'narrow' ? narrowly : widely
  counts[word] = (counts[word] as number) + 1
}

function larger(counts: Uint32Array<ArrayBuffer>, word: number): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(word * 2)
  more.set(counts)
  return more
}

function takeAll(visit: Visit): void {
  for (const word of counted) {
    const [narrow, wide] = [narrowly[word] as number, widely[word] as number]
    narrowly[word] = 0
    widely[word] = 0
    visit(word, narrow, wide)
  }
  counted = []
}
