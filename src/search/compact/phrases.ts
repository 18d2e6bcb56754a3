// Words that stand side by side, looked for in the words of papers as they stand: of each phrase its first two words. One table
// says of each word which phrases it is the first word of, and of which the second, a bit for each; where both meet, one begins.
import type { Index } from './index.ts'
import { createLooking, type Group, type Look, type Test } from './looking.ts'
import { partsOf } from './packing.ts'
import { numberAt, unitsOf, upper, wide } from './units.ts'

/** Stems in this order, in the title or in title or body. */
export type Phrase = {
  readonly sequence: readonly number[]
  readonly part: 'title' | 'whole'
  /** What it is an alternative in, if it is one: where one of several is found, the others are not looked for, and count as found. */
  readonly oneOf?: object | undefined
}

/** Of a word's bits, the lower half are for the phrases that it is the second word of, the upper for those it is the first of. */
const half = 16
/** So many phrases are looked for at once. */
const mostPhrases = half
/** It may be the first word of any phrase. */
const anyFirst = -1 << half

/** Looks for phrases, many at once. */
export function lookForPhrases(index: Index): (phrase: Phrase) => Test {
  return createLooking(
    index,
    (phrases: Group<Phrase>) => phraseLook(phrases, index),
    ({ length }) => length < mostPhrases,
  )
}

function phraseLook(phrases: Group<Phrase>, { papers, words }: Index): Look {
  const table = tableOf(phrases, words.stems(), words.count())
  const all = bitsOf(phrases, () => true)
  const anywhere = bitsOf(phrases, ({ part }) => part === 'whole')
  return (paper) => {
    if (laidOut !== table) layOut(table)
    const packed = papers.packedAt(paper)
    const { units } = packed
    const { title, body, names } = partsOf(packed)
    if (anywhere === all) return foundIn(units, title, names, table, all)
    const inTitle = foundIn(units, title, body, table, all)
    const left = anywhere & ~inTitle
    const found = left === 0 ? inTitle : inTitle | foundIn(units, body, names, table, left)
    // One that is only looked for in titles counts as found with its alternative in the body too.
    return withAlike(found, table)
  }
}

/** What tells phrases from others, by their first two words. */
type Table = {
  readonly phrases: Group<Phrase>
  readonly stems: Uint32Array
  /** By stem the bits of its words. */
  readonly bits: ReadonlyMap<number, number>
  /** Any word may stand before phrases of one word: these are the bits of all of them. */
  readonly before: number
  /** All words that have bits. */
  readonly words: readonly number[]
  /** Whether one of them has two units. */
  readonly hasWide: boolean
  /** The phrases of more than two words. */
  readonly longer: number
  /** By phrase what counts as found with it: itself, and its alternatives. */
  readonly alike: Int32Array
}

/**
 * By unit the bits of the words that it may be, or be the last unit of; what the first of two units belongs to is only seen at
 * the second. One place for all tables, since what always stands at one address is read in half the time.
 */
const bitsOfUnit = new Int32Array(2 ** 16).fill(anyFirst, wide)
/** The table that is laid out there. */
let laidOut: Table | undefined

function layOut(table: Table): void {
  if (laidOut !== undefined) clear(laidOut)
  const { before, words } = table
  if (before !== 0) bitsOfUnit.fill(before, 0, wide)
  for (const word of words) {
    const last = lastUnit(word)
    bitsOfUnit[last] = (bitsOfUnit[last] as number) | bitsOfWord(word, table)
  }
  laidOut = table
}

function clear({ before, words }: Table): void {
  if (before !== 0) bitsOfUnit.fill(0, 0, wide)
  for (const word of words) bitsOfUnit[lastUnit(word)] = 0
}

const lastUnit = (word: number) => (word < wide ? word : word & (2 ** upper - 1))

function bitsOfWord(word: number, { bits, stems, before }: Table): number {
  return bits.get(stems[word] as number) ?? before
}

/** The bits of the word that ends at a place. Unless words of two units have any, those of a unit are those of the word that it is. */
function bitsAt(units: Uint16Array, from: number, last: number, table: Table): number {
  const start = startOf(units, last, from)
  if (start === last && !table.hasWide) return bitsOfUnit[units[last] as number] as number
  return bitsOfWord(numberAt(units, start), table)
}

/** The phrases among `sought` that stand between two places. */
function foundIn(
  units: Uint16Array,
  from: number,
  end: number,
  table: Table,
  sought: number,
): number {
  const { longer } = table
  let left = sought
  let before = table.before
  for (let at = from; left !== 0; ) {
    const last = nextBegun(units, at, end, before, left)
    if (last >= end) break
    before = bitsOfUnit[units[last] as number] as number
    at = last + 1
    const begun = begunAt(units, from, last, table) & left
    let found = begun & ~longer
    if ((begun & longer) !== 0) found |= goneOn(units, at, end, table, begun & longer)
    for (; found !== 0; found &= found - 1)
      left &= ~(table.alike[31 - Math.clz32(found & -found)] as number)
  }
  return sought & ~left
}

/** What was found, with what counts as found with it. */
function withAlike(found: number, { alike }: Table): number {
  let all = found
  for (let left = found; left !== 0; left &= left - 1)
    all |= alike[31 - Math.clz32(left & -left)] as number
  return all
}

/**
 * The next place where a word ends that may be the second of a phrase that is left, while the one before it, whose bits at the
 * start are given, is its first. It is gone through for every word of many papers, so there is nothing in this loop that need
 * not be, and four words are looked at before anything is asked.
 */
function nextBegun(
  units: Uint16Array,
  from: number,
  end: number,
  beforeIt: number,
  left: number,
): number {
  let before = beforeIt
  let at = from
  for (; at + 3 < end; at += 4) {
    const first = bitsOfUnit[units[at] as number] as number
    const second = bitsOfUnit[units[at + 1] as number] as number
    const third = bitsOfUnit[units[at + 2] as number] as number
    const fourth = bitsOfUnit[units[at + 3] as number] as number
    const meeting =
      ((before >> half) & first) |
      ((first >> half) & second) |
      ((second >> half) & third) |
      ((third >> half) & fourth)
    if ((meeting & left) !== 0) break
    before = fourth
  }
  for (; at < end; at++) {
    const own = bitsOfUnit[units[at] as number] as number
    if (((before >> half) & own & left) !== 0) return at
    before = own
  }
  return end
}

/** The phrases of which the first two words meet where one ends. */
function begunAt(units: Uint16Array, from: number, last: number, table: Table): number {
  const start = startOf(units, last, from)
  const before = start === from ? table.before : bitsAt(units, from, start - 1, table)
  return (before >> half) & bitsAt(units, from, last, table)
}

/** Where the word begins that ends at a place; none begins before `from`. */
function startOf(units: Uint16Array, last: number, from: number): number {
  return last > from && (units[last - 1] as number) >= wide ? last - 1 : last
}

/** Those of the phrases begun before a place that go on there to their ends. */
function goneOn(
  units: Uint16Array,
  from: number,
  end: number,
  { phrases, stems }: Table,
  begun: number,
): number {
  let found = 0
  for (let i = 0; i < phrases.length; i++) {
    if ((begun & (1 << i)) === 0) continue
    const { sequence } = phrases[i] as Phrase
    let next = 2
    for (let at = from; next < sequence.length && at < end; next++) {
      const word = numberAt(units, at)
      if (stems[word] !== sequence[next]) break
      at += unitsOf(word)
    }
    if (next === sequence.length) found |= 1 << i
  }
  return found
}

/** By stem whether it has bits; all 0 between two tables. */
let hasBits = new Uint8Array(4096)

function tableOf(phrases: Group<Phrase>, stems: Uint32Array, count: number): Table {
  if (count > hasBits.length) hasBits = new Uint8Array(count * 2)
  const before = bitsOf(phrases, ({ sequence }) => sequence.length === 1) << half
  const bits = new Map<number, number>()
  const give = (stem: number, own: number) => bits.set(stem, (bits.get(stem) ?? before) | own)
  for (const [i, { sequence }] of phrases.entries()) {
    const [first = 0, second] = sequence
    give(second ?? first, 1 << i)
    if (second !== undefined) give(first, 1 << (i + half))
  }
  for (const stem of bits.keys()) hasBits[stem] = 1
  const words: number[] = []
  for (let word = 1; word < count; word++) if (hasBits[stems[word] ?? 0] === 1) words.push(word)
  for (const stem of bits.keys()) hasBits[stem] = 0
  const longer = bitsOf(phrases, ({ sequence }) => sequence.length > 2)
  const alike = Int32Array.from(phrases, ({ oneOf }, i) =>
    oneOf === undefined ? 1 << i : bitsOf(phrases, (other) => other.oneOf === oneOf),
  )
  const hasWide = words.some((word) => word >= wide)
  return { phrases, stems, bits, before, words, hasWide, longer, alike }
}

/** The bits of the phrases that are so. */
function bitsOf(phrases: Group<Phrase>, isSo: (phrase: Phrase) => boolean): number {
  return phrases.reduce((bits, phrase, i) => (isSo(phrase) ? bits | (1 << i) : bits), 0)
}
