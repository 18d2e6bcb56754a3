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

/** Looks for phrases, many at once. */
export function lookForPhrases(index: Index): (phrase: Phrase) => (paper: number) => boolean {
  return createLooking(index, (phrases: Group<Phrase>) => phraseLook(phrases, index))
}

function phraseLook(phrases: Group<Phrase>, { papers, words }: Index): Look {
  const table = tableOf(phrases, words.stems(), words.count())
  const all = bitsOf(phrases, () => true)
  const anywhere = bitsOf(phrases, ({ part }) => part === 'whole')
  return (paper) => {
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
  /** By word a small number for its stem; 0 where no phrase begins with it. */
  readonly classes: Uint8Array
  /** By two such numbers, put together as one, the phrases that begin with them. */
  readonly pairs: Uint32Array
  /** The phrases of more than two words. */
  readonly longer: number
  /** By phrase what counts as found with it: itself, and its alternatives. */
  readonly alike: Int32Array
}

/** The bits of a class: a group of phrases begins with fewer than twice as many words. */
const classBits = 6

/** The phrases among `sought` that stand between two places. */
function foundIn(
  units: Uint16Array,
  from: number,
  end: number,
  table: Table,
  sought: number,
): number {
  const { classes, pairs, longer } = table
  let left = sought
  let before = 0
  for (let at = from; left !== 0; ) {
    const second = nextBegun(units, at, end, table, before, left)
    if (second >= end) break
    const first = second === at ? before : classBefore(units, second, classes)
    before = classes[numberAt(units, second)] as number
    at = second + unitsOf(numberAt(units, second))
    const begun = (pairs[(first << classBits) | before] as number) & left
    let found = begun & ~longer
    if ((begun & longer) !== 0) found |= goneOn(units, at, end, table, begun & longer)
    for (; found !== 0; found &= found - 1)
      left &= ~(table.alike[31 - Math.clz32(found & -found)] as number)
  }
  return sought & ~left
}

/**
 * The next place of a word that begins a phrase that is left together with the one before it, whose class at the start is
 * given. It is gone through for every word of many papers, so there is nothing in this loop that need not be.
 */
function nextBegun(
  units: Uint16Array,
  from: number,
  end: number,
  { classes, pairs }: Table,
  beforeIt: number,
  left: number,
): number {
  // What is imported is read from memory each time it is used.
  const long = wide
  let before = beforeIt
  for (let at = from; at < end; at++) {
    const unit = units[at] as number
    const word = unit < long ? unit : ((unit - long) << upper) | (units[++at] as number)
    const own = classes[word] as number
    if (((pairs[(before << classBits) | own] as number) & left) !== 0)
      return unit < long ? at : at - 1
    before = own
  }
  return end
}

/** The class of the word before a place. */
function classBefore(units: Uint16Array, place: number, classes: Uint8Array): number {
  const isLong = place > 1 && (units[place - 2] as number) >= wide
  return classes[numberAt(units, place - (isLong ? 2 : 1))] as number
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

/** A phrase of one word begins with any word before it. */
function tableOf(phrases: Group<Phrase>, stems: Uint32Array, count: number): Table {
  const numbers = new Map<number, number>()
  for (const { sequence } of phrases)
    for (const stem of sequence.slice(0, 2))
      if (!numbers.has(stem)) numbers.set(stem, numbers.size + 1)
  const byStem = new Uint8Array(count)
  for (const [stem, number] of numbers) byStem[stem] = number
  const classes = new Uint8Array(count)
  for (let word = 1; word < count; word++) classes[word] = byStem[stems[word] ?? 0] as number
  const pairs = new Uint32Array(2 ** (2 * classBits))
  for (const [i, { sequence }] of phrases.entries()) {
    const [first = 0, second] = sequence.map((stem) => numbers.get(stem) ?? 0)
    const before =
      second === undefined ? Array.from({ length: 2 ** classBits }, (_, n) => n) : [first]
    for (const number of before) {
      const at = (number << classBits) | (second ?? first)
      pairs[at] = (pairs[at] as number) | (1 << i)
    }
  }
  const longer = bitsOf(phrases, ({ sequence }) => sequence.length > 2)
  const alike = Int32Array.from(phrases, ({ oneOf }, i) =>
    oneOf === undefined ? 1 << i : bitsOf(phrases, (other) => other.oneOf === oneOf),
  )
  return { phrases, stems, classes, pairs, longer, alike }
}

/** The bits of the phrases that are so. */
function bitsOf(phrases: Group<Phrase>, isSo: (phrase: Phrase) => boolean): number {
  return phrases.reduce((bits, phrase, i) => (isSo(phrase) ? bits | (1 << i) : bits), 0)
}
