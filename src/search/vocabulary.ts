// The words of a corpus, as spelt, and those near a misspelt one. A word within k edits of another has at most 2k
// letters that the other has not, so a look at one number a word leaves few to compare (the counting filter; Navarro 2001,
// "A guided tour to approximate string matching"). Far smaller than an index of deletions, and exact whatever came and went.
import { distance } from 'fastest-levenshtein'
import type { NearWord } from './spelling.ts'

export type Vocabulary = {
  /** So many papers more (or, negative, fewer) spell a folded word so. */
  count(word: string, by: number): void
  /** Words within so many edits of one, the word itself excluded, in alphabetical order. */
  near(word: string, edits: number): readonly NearWord[]
}

/** Words of one length, each with the letters it has and its papers. */
type Shelf = { words: string[]; letters: Uint32Array; papers: Uint32Array }

/** Longer ones are no words. */
const longest = 24
const shortest = 3

/** An empty vocabulary. */
export function createVocabulary(): Vocabulary {
  const shelves = Array.from({ length: longest + 3 }, emptyShelf)
  const places = new Map<string, number>()

  function place(shelf: Shelf, word: string): number {
    const at = shelf.words.push(word) - 1
    if (at === shelf.papers.length) grow(shelf)
    shelf.letters[at] = lettersOf(word)
    shelf.papers[at] = 0
    places.set(word, at)
    return at
  }

  /** The last word takes the place of the one that goes. */
  function forget(shelf: Shelf, word: string, at: number): void {
    const last = shelf.words.pop() as string
    places.delete(word)
    if (last === word) return
    const from = shelf.words.length
    shelf.words[at] = last
    shelf.letters[at] = shelf.letters[from] as number
    shelf.papers[at] = shelf.papers[from] as number
    places.set(last, at)
  }

  return {
    count(word, by) {
      if (!isWord(word)) return
      const shelf = shelves[word.length] as Shelf
      const at = places.get(word) ?? place(shelf, word)
      const papers = (shelf.papers[at] as number) + by
      shelf.papers[at] = papers
      if (papers === 0) forget(shelf, word, at)
    },

    near(word, edits) {
      if (!isWord(word)) return []
      const found: NearWord[] = []
      const letters = lettersOf(word)
      for (let length = word.length - edits; length <= word.length + edits; length++) {
        const shelf = shelves[length]
        if (shelf === undefined) continue
        for (let at = 0; at < shelf.words.length; at++) {
          if (bits(letters ^ (shelf.letters[at] as number)) > 2 * edits) continue
          const other = shelf.words[at] as string
          const away = distance(word, other)
          if (away <= edits && away > 0)
            found.push({ word: other, papers: shelf.papers[at] as number, edits: away })
        }
      }
      return found.sort((a, b) => (a.word < b.word ? -1 : 1))
    },
  }
}

/** Letters alone: what has digits in it is a name. */
function isWord(word: string): boolean {
  return word.length >= shortest && word.length <= longest && /^\p{L}+$/u.test(word)
}

/** Which letters a word has, a bit each; those beyond a–z share the rest of 32. */
function lettersOf(word: string): number {
  let letters = 0
  for (let i = 0; i < word.length; i++) letters |= 1 << ((word.charCodeAt(i) - 97) & 31)
  return letters
}

/** How many bits are set (the classic of Warren, "Hacker's Delight", 5–1). */
function bits(number: number): number {
  let rest = number - ((number >>> 1) & 0x55555555)
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333)
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

function emptyShelf(): Shelf {
  return { words: [], letters: new Uint32Array(16), papers: new Uint32Array(16) }
}

function grow(shelf: Shelf): void {
  const room = shelf.papers.length * 2
  for (const row of ['letters', 'papers'] as const) {
    const larger = new Uint32Array(room)
    larger.set(shelf[row])
    shelf[row] = larger
  }
}
