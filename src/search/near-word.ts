// Whether one word is another one mistyped.
import { distance } from 'fastest-levenshtein'

/** Whether a word so many edits away may be meant. Two slips leave a long word recognisable, if its first letter is right: `fusion` is not `vision`. */
export function isPlausible(typed: string, word: string, edits: number): boolean {
  const isLong = typed.length >= 6 && typed[0] === word[0]
  return edits <= 1 || (edits === 2 && isLong) || isTransposed(typed, word)
}

/** Whether two neighbouring letters are swapped, and nothing else. */
export function isTransposed(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  const at = [...a].findIndex((letter, i) => letter !== b[i])
  return (
    at >= 0 && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2)
  )
}

/** Longer than any key and two more letters. */
const longestTyped = 20

/** The key that a word not among them was meant to be; undefined when none is near, or when it is one itself. */
export function misspeltKey(typed: string, keys: readonly string[]): string | undefined {
  const lower = typed.toLowerCase()
  if (lower.length > longestTyped || keys.includes(lower)) return undefined
  const [best] = keys
    .map((key) => ({ key, edits: distance(lower, key) }))
    .filter(({ key, edits }) => isPlausible(lower, key, edits))
    .sort((a, b) => a.edits - b.edits)
  return best?.key
}
