// The word somebody probably meant.
import { distance } from 'fastest-levenshtein'

/** The nearest of `words` within two edits (one for words of three letters or less), or one that begins as it does. */
export function nearest(typed: string, words: readonly string[]): string | undefined {
  if (typed === '' || typed.length > 40) return undefined
  const [best] = words
    .map((word) => ({ word, edits: distance(typed, word) }))
    .sort((a, b) => a.edits - b.edits)
  if (best !== undefined && best.edits <= (typed.length <= 3 ? 1 : 2)) return best.word
  return words.find(
    (word) =>
      typed.length >= 2 && (word.startsWith(typed) || (word.length >= 3 && typed.startsWith(word))),
  )
}
