// Words that stand side by side, looked for in the words of papers as they stand: of each phrase its first two words, whose
// stems have small numbers here, so that one table of pairs says of any two neighbours which phrases they begin.
import type { Index } from './index.ts'
import { createLooking, type Group, type Look } from './looking.ts'
import { partsOf } from './packing.ts'
import { numberAt, unitsOf, upper, wide } from './units.ts'

/** Stems in this order, in the title or in title or body. */
export type Phrase = {
  readonly sequence: readonly number[]
  readonly part: 'title' | 'whole'
  /** What it is an alternative in, if it is one: where one of several is found, the others are not looked for, and count as found. */
  readonly oneOf?: object | undefined
}

/** Classes take so many bits. */
const classBits = 6
/** The class of every unit that is the first of a word of two (units.ts). */
const firstOfTwo = 2 ** classBits - 1
/** The class of the second, if it is that of a word that phrases begin with; a word of one unit that they begin with keeps its own. */
const secondOfTwo = firstOfTwo - 1
/** A phrase begins with two stems, each of a class of its own, and 0 is that of words which no phrase begins with. */
const mostPhrases = (secondOfTwo - 1) >>> 1

/** Looks for phrases, many at once. */
export function lookForPhrases(index: Index): (phrase: Phrase) => (paper: number) => boolean {
  return createLooking(
    index,
    (phrases: Group<Phrase>) => phraseLook(phrases, index),
    (phrases) => phrases.length < mostPhrases,
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
    return left === 0 ? inTitle : inTitle | foundIn(units, body, names, table, left)
  }
}

/** What tells phrases from others, by their first two words. */
type Table = {
  readonly phrases: Group<Phrase>
  readonly stems: Uint32Array
  /** By stem its class, for those that phrases begin with. */
  readonly classOf: ReadonlyMap<number, number>
  /** All words with one of these stems. */
  readonly words: readonly number[]
  /** The phrases of more than two words. */
  readonly longer: number
  /** By phrase what counts as found with it: itself, and its alternatives. */
  readonly alike: Int32Array
}

/**
 * By unit the class of the word that it is, and by two classes, put together as one, the phrases that begin with them. One
 * place for all tables, since what always stands at one address is read in half the time.
 */
const classes = new Uint8Array(2 ** 16)
const pairs = new Uint32Array(2 ** (2 * classBits))
/** The table that is laid out there. */
let laidOut: Table | undefined

/** A phrase of one word begins with any word before it. What a word of two units begins is to be seen when both are read. */
function layOut(table: Table): void {
  const { phrases, words } = table
  classes.fill(0)
  pairs.fill(0)
  classes.fill(firstOfTwo, wide)
  for (const word of words) if (word < wide) classes[word] = classOfWord(word, table)
  for (const word of words) {
    if (word < wide) continue
    const second = word & (2 ** upper - 1)
    if (classes[second] === 0) classes[second] = secondOfTwo
    pairs[(firstOfTwo << classBits) | (classes[second] as number)] = 2 ** 32 - 1
  }
  for (const [i, { sequence }] of phrases.entries()) {
    const [first = 0, second] = sequence.map((stem) => table.classOf.get(stem) ?? 0)
    for (let before = 0; before <= secondOfTwo; before++) {
      if (second !== undefined && before !== first) continue
      const at = (before << classBits) | (second ?? first)
      pairs[at] = (pairs[at] as number) | (1 << i)
    }
  }
  laidOut = table
}

function classOfWord(word: number, { classOf, stems }: Table): number {
  return classOf.get(stems[word] as number) ?? 0
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
  let before = 0
  for (let at = from; left !== 0; ) {
    const last = nextBegun(units, at, end, before, left)
    if (last >= end) break
    const start = startOf(units, last, from)
    before = classAt(units, start, table)
    const first = start === from ? 0 : classAt(units, startOf(units, start - 1, from), table)
    at = last + 1
    const begun = (pairs[(first << classBits) | before] as number) & left
    let found = begun & ~longer
    if ((begun & longer) !== 0) found |= goneOn(units, at, end, table, begun & longer)
    for (; found !== 0; found &= found - 1)
      left &= ~(table.alike[31 - Math.clz32(found & -found)] as number)
  }
  return sought & ~left
}

/**
 * The next place where a word ends that may begin a phrase that is left together with the one before it, whose class at the
 * start is given. It is gone through for every word of many papers, so there is nothing in this loop that need not be.
 */
function nextBegun(
  units: Uint16Array,
  from: number,
  end: number,
  beforeIt: number,
  left: number,
): number {
  let before = beforeIt
  for (let at = from; at < end; at++) {
    const own = classes[units[at] as number] as number
    if (((pairs[(before << classBits) | own] as number) & left) !== 0) return at
    before = own
  }
  return end
}

/** Where the word begins that ends at a place; none begins before `from`. */
function startOf(units: Uint16Array, last: number, from: number): number {
  return last > from && (units[last - 1] as number) >= wide ? last - 1 : last
}

function classAt(units: Uint16Array, start: number, table: Table): number {
  const unit = units[start] as number
  return unit < wide ? (classes[unit] as number) : classOfWord(numberAt(units, start), table)
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

/** Classes by stem, from 1; all 0 between two tables. */
let classOfStem = new Uint8Array(4096)

function tableOf(phrases: Group<Phrase>, stems: Uint32Array, count: number): Table {
  if (count > classOfStem.length) classOfStem = new Uint8Array(count * 2)
  const classOf = new Map<number, number>()
  for (const { sequence } of phrases)
    for (const stem of sequence.slice(0, 2))
      if (!classOf.has(stem)) classOf.set(stem, classOf.size + 1)
  for (const [stem, own] of classOf) classOfStem[stem] = own
  const words: number[] = []
  for (let word = 1; word < count; word++) if (classOfStem[stems[word] ?? 0] !== 0) words.push(word)
  for (const stem of classOf.keys()) classOfStem[stem] = 0
  const longer = bitsOf(phrases, ({ sequence }) => sequence.length > 2)
  const alike = Int32Array.from(phrases, ({ oneOf }, i) =>
    oneOf === undefined ? 1 << i : bitsOf(phrases, (other) => other.oneOf === oneOf),
  )
  return { phrases, stems, classOf, words, longer, alike }
}

/** The bits of the phrases that are so. */
function bitsOf(phrases: Group<Phrase>, isSo: (phrase: Phrase) => boolean): number {
  return phrases.reduce((bits, phrase, i) => (isSo(phrase) ? bits | (1 << i) : bits), 0)
}
