// The words of the index by number, and those that begin or are spelt like another: one dictionary for everything written.
import { setImmediate } from 'node:timers/promises'
import { distance } from 'fastest-levenshtein'
import { comparing, longestCompared } from '../edits.ts'
import { stem } from '../stem.ts'
import { bitsIn } from '../together.ts'
import { createKin } from './kin.ts'
import { type Column, columnOf } from './numbers.ts'
import { createTexts, type Written } from './texts.ts'

/** Numbers begin at 1; 0 is no word. A word keeps its number for good. */
export type Words = {
  /** The number of a word, given to it now if it has none. */
  add(word: string): number
  /** The same of code units of plain ASCII, its capitals made small. */
  addPlain(from: Uint16Array, start: number, end: number): number
  /** The number of a word; 0 when it never stood anywhere. */
  find(word: string): number
  /** The same of two words side by side, which have a number of their own, and are never among those that begin or are spelt like others. */
  addPair(first: string, second: string): number
  findPair(first: string, second: string): number
  /** The word of a number; '' of none. */
  text(number: number): string
  /** The number of the word's stem. */
  stemOf(number: number): number
  /** The number of the word's stem, whether or not the word itself ever stood anywhere; 0 when the stem never did. */
  findStem(word: string): number
  /** Numbers of other words of the same root (kin.ts), whether papers have them or not. */
  kinOf(word: string): readonly number[]
  /** The number of each word's stem if it was ever asked for, as of every word that stands in a text; else 0. */
  stems(): Uint32Array
  /** What is kept of the words beside their texts. */
  readonly columns: { readonly stems: Column<Uint32Array<ArrayBuffer>> }
  /** All words as they stand, to keep them. */
  written(): Written
  /** Takes in words that were kept, when there are none. Pauses often. */
  restore(kept: Written): Promise<void>
  /** How many numbers there are, 0 among them. */
  count(): number
  /** Words that begin so, in no order. The prefix must not be empty. */
  startingWith(prefix: string): readonly number[]
  /** Words within so many edits among those that count: of those that begin otherwise only the ones whose first letter alone is wrong. None for a word that is too long to be one. */
  near(
    word: string,
    edits: number,
    counts: (number: number) => boolean,
  ): readonly { readonly number: number; readonly edits: number }[]
}

/** Words, and which letters each has, a bit each: what lacks too many of them is no near word. */
type Shelf = { readonly numbers: number[]; readonly letters: number[] }
const emptyShelf: Shelf = { numbers: [], letters: [] }

/** Words taken in between two pauses. */
const restoredAtOnce = 5_000

/** An empty dictionary. */
export function createWords(): Words {
  const texts = createTexts()
  const stems = columnOf(Uint32Array)
  /** By first character and then by length: what both a prefix and a misspelling leave alone. */
  const shelves = new Map<number, Shelf[]>()
  const kin = createKin(texts)
  /** The words below this number have been taken. */
  let known = 1

  function add(word: string): number {
    const number = texts.add(word)
    if (number === known) take(number)
    return number
  }

  function addPlain(from: Uint16Array, start: number, end: number): number {
    const number = texts.addPlain(from, start, end)
    if (number === known) take(number)
    return number
  }

  /** Puts a new word where it is looked for. */
  function take(number: number): void {
    known++
    const length = texts.lengthOf(number)
    let own = 0
    for (let i = 0; i < length; i++) {
      const unit = texts.unitAt(number, i)
      // No word has one: it parts the two of a pair.
      if (unit === space) return
      own |= letterBit(unit)
    }
    kin.add(number)
    const first = texts.unitAt(number, 0)
    const beginning = isHalf(first) ? firstOf(texts.text(number)) : first
    const shelf = shelves.get(beginning) ?? []
    if (shelf.length === 0) shelves.set(beginning, shelf)
    const place = shelf[length] ?? { numbers: [], letters: [] }
    shelf[length] = place
    place.numbers.push(number)
    place.letters.push(own)
  }

  async function restore(kept: Written): Promise<void> {
    await texts.restore(kept)
    for (let number = 1; number < texts.count(); number++) {
      take(number)
      if (number % restoredAtOnce === 0) await setImmediate()
    }
  }

  const { text, find } = texts

  return {
    add,
    addPlain,
    find,
    addPair: (first, second) => add(`${first} ${second}`),
    findPair: (first, second) => find(`${first} ${second}`),
    text,
    kinOf: kin.of,
    count: texts.count,
    columns: { stems },
    stems: () => stems.all,
    written: texts.written,
    restore,
    stemOf(number) {
      const of = stems.all[number] ?? 0
      if (of !== 0 || number <= 0 || number >= texts.count()) return of
      const found = add(stem(text(number)))
      stems.set(number, found)
      return found
    },
    findStem: (word) => (stems.all[find(word)] ?? 0) || find(stem(word)),
    startingWith(prefix) {
      // All on a shelf have one first letter.
      const all = (shelves.get(firstOf(prefix)) ?? []).flatMap(({ numbers }) => numbers)
      return prefix.length === 1 ? all : all.filter((number) => texts.startsWith(number, prefix))
    },
    near(word, edits, counts) {
      if (word === '' || word.length > longestCompared) return []
      const shelf = shelves.get(firstOf(word)) ?? []
      const alike: { readonly number: number; readonly edits: number }[] = []
      const own = lettersOf(word)
      const { units, ends } = texts.written()
      comparing(word, (editsTo) => {
        for (let length = word.length - edits; length <= word.length + edits; length++) {
          const { numbers, letters } = shelf[length] ?? emptyShelf
          for (let i = 0; i < numbers.length; i++) {
            if (bitsIn(own ^ (letters[i] as number)) > 2 * edits) continue
            const number = numbers[i] as number
            if (!counts(number)) continue
            const found = editsTo(units, ends[number - 1] as number, ends[number] as number)
            if (found <= edits) alike.push({ number, edits: found })
          }
        }
      })
      for (const other of otherBeginnings(word)) {
        const number = find(other)
        if (number === 0 || !counts(number) || alike.some((one) => one.number === number)) continue
        const far = distance(word, other)
        if (far <= edits) alike.push({ number, edits: far })
      }
      return alike
    },
  }
}

const space = 32

function firstOf(word: string): number {
  return word.codePointAt(0) ?? 0
}

/** Whether the code unit is one of the two of a character. */
function isHalf(unit: number): boolean {
  return unit >>> 11 === 0b11011
}

/** A bit for each letter and digit in it; others share theirs. */
function lettersOf(word: string): number {
  let letters = 0
  for (let i = 0; i < word.length; i++) letters |= letterBit(word.charCodeAt(i))
  return letters
}

function letterBit(unit: number): number {
  return 1 << (unit & 31)
}

/** The word with another first letter, one before it, without it, or with the first two swapped, where that changes how it begins; some twice. */
function otherBeginnings(word: string): string[] {
  const rest = word.slice(1)
  const all = [rest, word.slice(1, 2) + word.slice(0, 1) + word.slice(2)]
  for (const letter of letters) all.push(letter + rest, letter + word)
  return all.filter((other) => other !== '' && firstOf(other) !== firstOf(word))
}

const letters = [...'abcdefghijklmnopqrstuvwxyz0123456789']
