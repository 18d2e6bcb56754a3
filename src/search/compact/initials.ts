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
  if (!acronymLike.test(word)) return false
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

function inTitles(short: string, { papers, words }: Index): string | undefined {
  const begins = beginningsOf(short, words)
  const whole = 1 << (short.length - 1)
  const counts = new Map<string, number>()
  for (let paper = 0; paper < papers.count(); paper++) {
    if (!papers.isAlive(paper)) continue
    const title = titleWords(papers.packedAt(paper))
    let begun = 0
    for (let i = 0; i < title.length; i++) {
      begun = ((begun << 1) | 1) & (begins[title[i] as number] as number)
      if ((begun & whole) === 0) continue
      const long = Array.from(title.subarray(i + 1 - short.length, i + 1), words.text)
      if (!isCommon(long[0] ?? '') && !isCommon(long.at(-1) ?? ''))
        counts.set(long.join(' '), (counts.get(long.join(' ')) ?? 0) + 1)
    }
  }
  return prevailing(Array.from(counts, ([long, papers]) => ({ long, papers })))?.long
}

/** By word, a bit for each letter of the acronym that it begins with. */
function beginningsOf(short: string, words: Index['words']): Uint8Array {
  const begins = new Uint8Array(words.count())
  for (const letter of new Set(short)) {
    let bits = 0
    for (let i = 0; i < short.length; i++) if (short[i] === letter) bits |= 1 << i
    for (const word of words.startingWith(letter)) begins[word] = bits
  }
  return begins
}
