// Words of the same root: `optimal` and `optimize`, which the light stemmer keeps apart so that neither is found for the other.
// For the order of answers alone they are near enough. Roots are those of Porter's English stemmer (snowballstem.org).
import { stem as rootOf } from 'porter2'

/** Numbered words by root. */
export type Kin = {
  /** Takes in a word. */
  add(word: string, number: number): void
  /** Numbers of other words with the same root, in no order. */
  of(word: string): readonly number[]
}

type Numbered = { readonly word: string; readonly number: number; root: string | undefined }

/** Words of one root begin alike; shorter ones have no kin worth looking for. */
const shared = 4

/** An empty book of kin. */
export function createKin(): Kin {
  /** By their first letters: roots are only worked out for words near one that is searched. */
  const shelves = new Map<string, Numbered[]>()

  return {
    add(word, number) {
      if (!hasRoot(word)) return
      const beginning = word.slice(0, shared)
      const shelf = shelves.get(beginning)
      if (shelf === undefined) shelves.set(beginning, [{ word, number, root: undefined }])
      else shelf.push({ word, number, root: undefined })
    },
    of(word) {
      if (!hasRoot(word)) return []
      const root = rootOf(word)
      const shelf = shelves.get(word.slice(0, shared)) ?? []
      return shelf
        .filter((one) => {
          one.root ??= rootOf(one.word)
          return one.root === root && one.word !== word
        })
        .map(({ number }) => number)
    },
  }
}

function hasRoot(word: string): boolean {
  return word.length >= shared && /^[a-z]+$/.test(word)
}
