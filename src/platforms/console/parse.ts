// A typed line → what it asks for. Pure.
import type { CommandDescription } from '../../bot/describe.ts'
import type { Invocation } from '../../bot/invocation.ts'
import { parseWords } from '../../bot/words.ts'
import type { ConsoleChoice } from './choices.ts'
import { escapeText } from './escape.ts'
import { maxLine } from './limits.ts'

/** What a line asks for. */
export type Line =
  | { readonly kind: 'invoke'; readonly invocation: Invocation }
  | { readonly kind: 'press'; readonly choice: ConsoleChoice }
  | { readonly kind: 'no-such-choice'; readonly number: number }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'quit' }
  /** A blank line, or a comment. */
  | { readonly kind: 'nothing' }

const leaving = new Set(['quit', 'exit', ':q'])

/** Reads one line: a command, with or without `/paper`; the number of a choice (`3`, `[3]`, `3.`); or leave-taking. */
export function parseLine(
  line: string,
  commands: readonly CommandDescription[],
  choices: readonly ConsoleChoice[],
): Line {
  if (line.length > maxLine) return { kind: 'too-long' }
  const typed = escapeText(line).trim()
  if (typed === '' || typed.startsWith('#')) return { kind: 'nothing' }
  if (leaving.has(typed.toLowerCase())) return { kind: 'quit' }
  const words = withoutPaper(typed)
  const number = /^\[?(\d{1,9})[\].]?$/.exec(words)?.[1]
  if (number === undefined) return { kind: 'invoke', invocation: parseWords(words, commands) }
  const choice = choices[Number(number) - 1]
  if (choice === undefined) return { kind: 'no-such-choice', number: Number(number) }
  return { kind: 'press', choice }
}

/** A line without the `/paper` that other platforms ask for. */
export function withoutPaper(line: string): string {
  return line.replace(/^\s*(?:\/paper(?=\s|$)\s*)?/i, '')
}
