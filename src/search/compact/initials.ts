// What an acronym that nobody explains may stand for: words of titles of which it has the initials, side by side.
import { prevailing } from '../acronyms.ts'
import { isCommon } from '../text.ts'
import type { Index } from './index.ts'
import { titleWords } from './packing.ts'

/** Two initials are met by chance; more than six words are no name. */
const acronymLike = /^[a-z]{3,6}$/

/** Whether a word is like an acronym, and in no paper. */
export function isStrange(word: string, { words, counts }: Index): boolean {
  // Nearly all that is typed stands in some paper as it is.
  if (!acronymLike.test(word) || (counts.spelt.all[words.find(word)] ?? 0) > 0) return false
  const inText = counts.text.all[words.findStem(word)] ?? 0
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
  const counts = new Map<string, number>()
  beginnings.each(short, (paper, place) => {
    if (!papers.isAlive(paper)) return
    const title = titleWords(papers.packedAt(paper))
    const long = Array.from(title.subarray(place, place + short.length), words.text)
    if (!isCommon(long[0] ?? '') && !isCommon(long.at(-1) ?? ''))
      counts.set(long.join(' '), (counts.get(long.join(' ')) ?? 0) + 1)
  })
  return prevailing(Array.from(counts, ([long, papers]) => ({ long, papers })))?.long
}
