// How often each word stands in a paper, in a narrow field and in a wide one, as the byte that a posting has of it.
import type { CommonPairs } from './common-pairs.ts'
import { inNarrow, inWide, once } from './postings.ts'
import type { PaperRecord } from './record.ts'

/** Called with a word and the byte of how often it stands in either field. */
export type Visit = (word: number, standing: number) => void

/** The bytes by word, all 0 between two papers; the words counted are remembered to make them so again. */
let standings = new Uint8Array(4096)
let counted = new Uint32Array(4096)
let count = 0

/** A record's stems: in the title, and in the rest of the text. */
export function eachTextStanding(
  record: PaperRecord,
  stemOf: (word: number) => number,
  visit: Visit,
): void {
  for (const word of record.title) note(stemOf(word), inNarrow, once.narrow)
  for (const word of record.gluedTitle) note(stemOf(word), inNarrow, once.narrow)
  for (const word of record.body) note(stemOf(word), inWide, once.wide)
  for (const word of record.gluedBody) note(stemOf(word), inWide, once.wide)
  takeAll(visit)
}

/** A record's pairs of common words: in the title, and in the rest of the text. */
export function eachPairStanding(
  { title, body }: PaperRecord,
  { each }: CommonPairs,
  visit: Visit,
): void {
  each(title, noteInTitle)
  each(body, noteInBody)
  takeAll(visit)
}

const noteInTitle = (pair: number) => note(pair, inNarrow, once.narrow)
const noteInBody = (pair: number) => note(pair, inWide, once.wide)

/** A record's names, unstemmed: of authors, and of the organisation. */
export function eachNameStanding(record: PaperRecord, visit: Visit): void {
  for (const author of record.authors) for (const word of author) note(word, inNarrow, once.narrow)
  for (const word of record.organization) note(word, inWide, once.wide)
  takeAll(visit)
}

/** A record's words as they are spelt in title and text, compounds aside. */
export function eachSpelt(record: PaperRecord, visit: Visit): void {
  for (const word of record.title) note(word, inNarrow, once.narrow)
  for (const word of record.body) note(word, inWide, once.wide)
  takeAll(visit)
}

/** Counts one more, up to what the field's bits hold. */
function note(word: number, field: number, one: number): void {
  if (word === 0) return
  if (word >= standings.length) makeRoom(word)
  const before = standings[word] as number
  if (before === 0) {
    if (count === counted.length) counted = larger(counted)
    counted[count++] = word
  }
  if ((before & field) !== field) standings[word] = before + one
}

function makeRoom(word: number): void {
  const more = new Uint8Array(word * 2)
  more.set(standings)
  standings = more
}

function larger(row: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(row.length * 2)
  more.set(row)
  return more
}

function takeAll(visit: Visit): void {
  for (let i = 0; i < count; i++) {
    const word = counted[i] as number
    const standing = standings[word] as number
    standings[word] = 0
    visit(word, standing)
  }
  count = 0
}
