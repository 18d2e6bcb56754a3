// Many short texts by number, and the number of each: their characters in one row, found by a table of hashes. It takes a
// fraction of what a Map of strings does, and is kept and taken in as it stands.
import { setImmediate } from 'node:timers/promises'
import { columnOf } from './numbers.ts'

/** Texts by number. Numbers begin at 1; 0 is no text. A text keeps its number for good. */
export type Texts = {
  /** The number of a text, given to it now if it has none. '' is none. */
  add(text: string): number
  /** The same of code units of plain ASCII with its capitals made small, which need not become a string for it. */
  addPlain(from: Uint16Array, start: number, end: number): number
  /** The number of a text; 0 when it was never added. */
  find(text: string): number
  /** The text of a number; '' of none. */
  text(number: number): string
  /** Whether the text of a number begins so. */
  startsWith(number: number, beginning: string): boolean
  /** How many code units the text of a number has, and each of them. */
  lengthOf(number: number): number
  unitAt(number: number, index: number): number
  /** How many numbers there are, 0 among them. */
  count(): number
  /** All of them as they stand, to keep them: later ones change nothing in it. */
  written(): Written
  /** Takes in texts that were kept, when there are none. Pauses often. */
  restore(kept: Written): Promise<void>
}

/** The UTF-16 code units of all texts one after the other, and by number where each ends. */
export type Written = {
  readonly units: Uint16Array<ArrayBuffer>
  readonly ends: Uint32Array<ArrayBuffer>
}

/** Texts taken in between two pauses. */
const restoredAtOnce = 20_000

/** No texts yet. */
export function createTexts(): Texts {
  let units = new Uint16Array(4096)
  /** The same, to be read as text. */
  let bytes = Buffer.from(units.buffer)
  const ends = columnOf(Uint32Array)
  let [count, used] = [1, 0]
  /** A hash and the number of its text, by turns; number 0 where nothing is. */
  let slots = new Uint32Array(2048)

  // What is looked for is first written behind the last text, so that there is one way to compare, and nothing to do when it is new.
  function put(text: string): number {
    makeRoom(text.length)
    let hash = seed
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i)
      units[used + i] = unit
      hash = Math.imul(hash ^ unit, prime)
    }
    return mixed(hash)
  }

  function putPlain(from: Uint16Array, start: number, end: number): number {
    makeRoom(end - start)
    let hash = seed
    for (let i = start; i < end; i++) {
      const unit = from[i] as number
      const small = unit >= capitalA && unit <= capitalZ ? unit + 32 : unit
      units[used + i - start] = small
      hash = Math.imul(hash ^ small, prime)
    }
    return mixed(hash)
  }

  function makeRoom(length: number): void {
    if (used + length <= units.length) return
    const larger = new Uint16Array(Math.ceil((used + length) * 1.5))
    larger.set(units)
    units = larger
    bytes = Buffer.from(units.buffer)
  }

  /** Where in the slots the text stands that was put, or where it would. */
  function slotOf(hash: number, length: number): number {
    const last = slots.length - 2
    for (let at = (hash * 2) & last; ; at = (at + 2) & last) {
      const number = slots[at + 1] as number
      if (number === 0 || (slots[at] === hash && isPut(number, length))) return at
    }
  }

  function isPut(number: number, length: number): boolean {
    const from = ends.all[number - 1] as number
    if ((ends.all[number] as number) - from !== length) return false
    for (let i = 0; i < length; i++) if (units[from + i] !== units[used + i]) return false
    return true
  }

  function numberOf(hash: number, length: number): number {
    const at = slotOf(hash, length)
    const known = slots[at + 1] as number
    if (known !== 0 || length === 0) return known
    used += length
    ends.set(count, used)
    slots[at] = hash
    slots[at + 1] = count
    if (count * 3 > slots.length) widen(slots.length * 2)
    return count++
  }

  /** More slots, so that a third of them or more is free. */
  function widen(length: number): void {
    const before = slots
    slots = new Uint32Array(length)
    for (let from = 0; from < before.length; from += 2)
      if (before[from + 1] !== 0) occupy(before[from] as number, before[from + 1] as number)
  }

  /** Puts a text that is not there yet into its slot. */
  function occupy(hash: number, number: number): void {
    const last = slots.length - 2
    let at = (hash * 2) & last
    while (slots[at + 1] !== 0) at = (at + 2) & last
    slots[at] = hash
    slots[at + 1] = number
  }

  function hashOf(number: number): number {
    let hash = seed
    for (let at = startOf(number); at < endOf(number); at++)
      hash = Math.imul(hash ^ (units[at] as number), prime)
    return mixed(hash)
  }

  async function restore(kept: Written): Promise<void> {
    units = kept.units
    bytes = Buffer.from(units.buffer)
    ends.put(kept.ends.buffer)
    count = Math.max(1, kept.ends.length)
    used = kept.ends.at(-1) ?? 0
    if (used > units.length) throw new RangeError('texts are missing')
    slots = new Uint32Array(2 ** Math.ceil(Math.log2(count * 3 + 1024)))
    for (let number = 1; number < count; number++) {
      occupy(hashOf(number), number)
      if (number % restoredAtOnce === 0) await setImmediate()
    }
  }

  const startOf = (number: number) => ends.all[number - 1] ?? 0
  const endOf = (number: number) => (number < count ? (ends.all[number] as number) : 0)

  return {
    add: (text) => numberOf(put(text), text.length),
    addPlain: (from, start, end) => numberOf(putPlain(from, start, end), end - start),
    find: (text) => slots[slotOf(put(text), text.length) + 1] as number,
    text: (number) => bytes.toString('utf16le', startOf(number) * 2, endOf(number) * 2),
    startsWith(number, beginning) {
      const from = startOf(number)
      if (endOf(number) - from < beginning.length) return false
      for (let i = 0; i < beginning.length; i++)
        if (units[from + i] !== beginning.charCodeAt(i)) return false
      return true
    },
    lengthOf: (number) => endOf(number) - startOf(number),
    unitAt: (number, index) => units[startOf(number) + index] as number,
    count: () => count,
    // What is written stays; only behind it is anything put.
    written: () => ({ units: units.subarray(0, used), ends: ends.all.subarray(0, count) }),
    restore,
  }
}

const [capitalA, capitalZ] = [65, 90] as const

/** FNV-1a (Fowler, Noll and Vo), and its high bits folded into the low ones, which choose the slot. */
const [seed, prime]: readonly [number, number] = [0x811c9dc5, 0x01000193]

function mixed(hash: number): number {
  return (hash ^ (hash >>> 15)) >>> 0
}
