// What an acronym that nobody explains may stand for: words of titles of which it has the initials, side by side. Looked for with
// a bit for each letter (Baeza-Yates and Gonnet, "A New Approach to Text Searching", Communications of the ACM 35, 1992).
import { prevailing } from '../acronyms.ts'
import { stem } from '../stem.ts'
import { isCommon } from '../text.ts'
import type { Index } from './index.ts'
import { titleWords } from './packing.ts'

/** Two initials are met by chance; more than six words are no name. */
const acronymLike = /^[a-z]{3,6}$/

/** Whether a word is like an acronym, and in no paper. */
export function isStrange(word: string, { words, counts }: Index): boolean {
  // Nearly all that is typed stands in some paper as it is.
  if (!acronymLike.test(word) || (counts.spelt.all[words.find(word)] ?? 0) > 0) return false
  const inText = counts.text.all[words.find(stem(word))] ?? 0
  return inText === 0 && (counts.names.all[words.find(word)] ?? 0) === 0
}

/**
 * The words, folded and with spaces between them, that have these initials in most of the titles with such words; undefined
 * when there are none or they disagree. Goes through all titles.
 */
export function spelledBy(short: string, index: Index): string | undefined {
  const found = index.spelled.get(short, () => inTitles(short, index) ?? '')
  return found === '' ? undefined : found
}

function inTitles(short: string, { papers, words, beginnings }: Index): string | undefined {
  const places = placesOf(short)
  const whole = 1 << (short.length - 1)
  const counts = new Map<string, number>()
  const letters = beginnings.letters()
  let [paper, start, begun] = [0, 0, 0]
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] as number
    begun = ((begun << 1) | 1) & (places[letter] as number)
    if (letter === 0) {
      paper++
      start = at + 1
    } else if ((begun & whole) !== 0 && papers.isAlive(paper)) {
      const title = titleWords(papers.packedAt(paper))
      const end = at + 1 - start
      const long = Array.from(title.subarray(end - short.length, end), words.text)
      if (!isCommon(long[0] ?? '') && !isCommon(long.at(-1) ?? ''))
        counts.set(long.join(' '), (counts.get(long.join(' ')) ?? 0) + 1)
    }
  }
  return prevailing(Array.from(counts, ([long, papers]) => ({ long, papers })))?.long
}

/** By letter, a bit for each place in the acronym where it stands. */
function placesOf(short: string): Uint8Array {
  const places = new Uint8Array(256)
  for (let i = 0; i < short.length; i++) {
    const letter = short.charCodeAt(i)
    places[letter] = (places[letter] as number) | (1 << i)
  }
  return places
}
