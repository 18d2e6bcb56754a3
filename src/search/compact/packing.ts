// A paper's record as it lies in memory: first, as 16-bit units, what queries look through in many papers, and then the rest
// as bytes. Lists of the first part have their length in units before them, so that any of them can be skipped.
//
//   units: lengths of title, body and names · title, 0 · body, 0 · the organisation, 0, and each author with a 0 behind
//   bytes: code units of the title · compounds of title and body · acronyms; each list with its length before it
import { createNumberWriter } from '../varint.ts'
import type { PaperRecord } from './record.ts'
import { createUnitWriter, numberAt, unitsOf, upper, wide } from './units.ts'

/** Where a record is: bytes and units are of the same memory, and it begins at an even byte. */
export type Packed = {
  readonly bytes: Uint8Array
  readonly units: Uint16Array
  readonly offset: number
}

/** Where the parts of a record begin among the units; each ends before the 0 in front of the next. */
export type Parts = {
  readonly title: number
  readonly body: number
  readonly names: number
  readonly end: number
}

const lists = { title: createUnitWriter(), body: createUnitWriter(), names: createUnitWriter() }
const front = createUnitWriter()
const rest = createNumberWriter()

/** The record as bytes of its own. Records that are not alike never have the same. */
export function packRecord(record: PaperRecord): Uint8Array {
  const { title, body, names } = lists
  for (const word of record.title) title.add(word)
  for (const word of record.body) body.add(word)
  for (const list of [record.organization, ...record.authors]) {
    for (const word of list) names.add(word)
    names.add(0)
  }
  for (const { length } of Object.values(lists)) front.add(length())
  const parts = [front.take(), title.take(), [0], body.take(), [0], names.take()]
  for (const list of [record.titleUnits, record.gluedTitle, record.gluedBody]) putRest(list)
  rest.add(record.acronyms.length)
  for (const acronym of record.acronyms) putRest(acronym)
  const last = rest.take()
  const count = parts.reduce((sum, { length }) => sum + length, 0)
  const bytes = new Uint8Array(count * 2 + last.length)
  const units = new Uint16Array(bytes.buffer, 0, count)
  let at = 0
  for (const part of parts) {
    units.set(part, at)
    at += part.length
  }
  bytes.set(last, count * 2)
  return bytes
}

function putRest(list: readonly number[]): void {
  rest.add(list.length)
  for (const number of list) rest.add(number)
}

/** Where the parts of a record are. Written out, since it is asked of all papers in a row. */
export function partsOf({ units, offset }: Packed): Parts {
  let at = offset >>> 1
  const titleLength = numberAt(units, at)
  at += unitsOf(titleLength)
  const bodyLength = numberAt(units, at)
  at += unitsOf(bodyLength)
  const namesLength = numberAt(units, at)
  const title = at + unitsOf(namesLength)
  const body = title + titleLength + 1
  const names = body + bodyLength + 1
  return { title, body, names, end: names + namesLength }
}

/** Reads what `packRecord` wrote. Bytes must be whole; a checksum has told before that they are. */
export function unpackRecord(packed: Packed): PaperRecord {
  const { units, bytes } = packed
  const { title, body, names, end } = partsOf(packed)
  const { organization, authors } = unpackNames(units, names, end)
  const { next, list } = listReader(bytes, end * 2)
  return {
    title: numbersIn(units, title, body - 1),
    body: numbersIn(units, body, names - 1),
    organization,
    authors,
    titleUnits: list(),
    gluedTitle: list(),
    gluedBody: list(),
    acronyms: Array.from({ length: next() }, list),
  }
}

function unpackNames(units: Uint16Array, from: number, end: number) {
  const found: number[][] = [[]]
  for (const word of numbersIn(units, from, end))
    if (word === 0) found.push([])
    else found.at(-1)?.push(word)
  const [organization = [], ...authors] = found.slice(0, -1)
  return { organization, authors }
}

function numbersIn(units: Uint16Array, from: number, end: number): number[] {
  const numbers: number[] = []
  for (let at = from; at < end; at += unitsOf(numbers.at(-1) as number))
    numbers.push(numberAt(units, at))
  return numbers
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
  return { next, list }
}

/** Where words are put to be looked through: one place for all, since looking is over before the next are read. */
let scratch = new Uint32Array(4096)

/** Zeros between title and body: so many that their words are no neighbours. */
const gap = 4

/** The stems of a title, or of title and body with a gap of zeros between them; to be used before the next call. */
export function textStems(packed: Packed, part: 'title' | 'whole', stems: Uint32Array) {
  const { title, body, names } = partsOf(packed)
  makeRoom(names - title + gap)
  const end = readStems(packed.units, title, body - 1, 0, stems)
  if (part === 'title') return scratch.subarray(0, end)
  scratch.fill(0, end, end + gap)
  return scratch.subarray(0, readStems(packed.units, body, names - 1, end + gap, stems))
}

/** The words of a title in order; to be used before the next call. */
export function titleWords(packed: Packed): Uint32Array {
  const { title, body } = partsOf(packed)
  return scratch.subarray(0, read(packed.units, title, body - 1, 0))
}

/** The words of the organisation and of each author, a 0 behind each; to be used before the next call. */
export function nameWords(packed: Packed): Uint32Array {
  const { names, end } = partsOf(packed)
  return scratch.subarray(0, read(packed.units, names, end, 0))
}

/** Reads the words between two places into the scratch from a place on; gives the place behind them. */
function read(units: Uint16Array, from: number, end: number, into: number): number {
  makeRoom(into + end - from)
  let length = into
  for (let at = from; at < end; at++) {
    const unit = units[at] as number
    scratch[length++] = unit < wide ? unit : ((unit - wide) << upper) | (units[++at] as number)
  }
  return length
}

/** The same for the stems of the words, where there is room for them. */
function readStems(
  units: Uint16Array,
  from: number,
  end: number,
  into: number,
  stems: Uint32Array,
): number {
  let length = into
  for (let at = from; at < end; at++) {
    const unit = units[at] as number
    const word = unit < wide ? unit : ((unit - wide) << upper) | (units[++at] as number)
    scratch[length++] = stems[word] as number
  }
  return length
}

function makeRoom(length: number): void {
  if (length <= scratch.length) return
  const larger = new Uint32Array(length * 2)
  larger.set(scratch)
  scratch = larger
}
