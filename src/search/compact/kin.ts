// Words of the same root: `optimal` and `optimize`, which the light stemmer keeps apart so that neither is found for the other.
// For the order of answers alone they are near enough. Roots are those of Porter's English stemmer (snowballstem.org).
import { stem as rootOf } from 'porter2'
import { columnOf } from './numbers.ts'
import type { Texts } from './texts.ts'

/** Numbered words by root. */
export type Kin = {
  /** Takes in a word. */
  add(number: number): void
  /** Numbers of other words with the same root, in the order in which they were taken in. */
  of(word: string): readonly number[]
}

/** Words of one root begin alike; shorter ones have no kin worth looking for. */
const shared = 4
/** Words whose kin is remembered, a few hundred bytes each. */
const mostKnown = 2_000
/** Places for words by how they begin. */
const places = 2 ** 16

/** An empty book of kin among these words. */
export function createKin(texts: Texts): Kin {
  /** By place the last word taken in, and by word the one before it: roots are only worked out for words near one that is searched. */
  const last = new Uint32Array(places)
  const before = columnOf(Uint32Array)
  const roots = new Map<number, string>()
  /** The kin of words that were asked for since a word was last taken in. */
  const known = new Map<string, readonly number[]>()

  function rootOfNumber(number: number): string {
    const known = roots.get(number)
    if (known !== undefined) return known
    const root = rootOf(texts.text(number))
    roots.set(number, root)
    return root
  }

  function kinOf(word: string): readonly number[] {
    const root = rootOf(word)
    // Words of one root have all of it in common but its last letter: `studied`, `studying`, `studi`.
    const beginning = word.slice(0, Math.max(shared, root.length - 1))
    const found: number[] = []
    let number = last[placeOf((i) => word.charCodeAt(i))] as number
    for (; number !== 0; number = before.all[number] as number)
      if (texts.startsWith(number, beginning) && rootOfNumber(number) === root) found.push(number)
    return found.filter((one) => texts.text(one) !== word).reverse()
  }

  return {
    add(number) {
      const length = texts.lengthOf(number)
      if (length < shared) return
      for (let i = 0; i < length; i++) if (!isLetter(texts.unitAt(number, i))) return
      const place = placeOf((i) => texts.unitAt(number, i))
      before.set(number, last[place] as number)
      last[place] = number
      if (known.size > 0) known.clear()
    },
    of(word) {
      if (!hasRoot(word)) return []
      const found = known.get(word) ?? kinOf(word)
      if (known.size >= mostKnown) known.clear()
      known.set(word, found)
      return found
    },
  }
}

/** Where words stand whose letters begin like these. */
function placeOf(letterAt: (i: number) => number): number {
  let place = 0
  for (let i = 0; i < shared; i++) place = place * 26 + letterAt(i) - letterA
  return place % places
}

const [letterA, letterZ] = [97, 122] as const

function isLetter(unit: number): boolean {
  return unit >= letterA && unit <= letterZ
}

function hasRoot(word: string): boolean {
  return word.length >= shared && /^[a-z]+$/.test(word)
}
