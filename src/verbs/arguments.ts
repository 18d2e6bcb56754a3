// A verb's arguments, read strictly, with sentences of our own for what is wrong with them.
import { parseArgs } from 'node:util'

/** Arguments that a verb cannot take. The message is a sentence or two for a person. */
export class ArgumentsError extends Error {
  override readonly name = 'ArgumentsError'
}

/** What a verb takes: its options, which are flags or have a text, and whether other words may stand there. */
export type Taken = {
  readonly options?: Readonly<Record<string, 'flag' | 'text'>>
  readonly words: 'any' | 'none'
  /** A sentence to go on with where an option is not known. */
  readonly hint?: string
}

/** Options given with a text, flags that were set, and the words. */
export type Arguments = {
  readonly texts: Readonly<Record<string, string>>
  readonly flags: ReadonlySet<string>
  readonly words: readonly string[]
}

/** Reads arguments; behind `--` everything is a word. @throws ArgumentsError */
export function readArguments(args: readonly string[], taken: Taken): Arguments {
  const kinds = new Map(Object.entries(taken.options ?? {}))
  const options = Object.fromEntries(
    Array.from(kinds, ([name, kind]) => [
      name,
      { type: kind === 'flag' ? ('boolean' as const) : ('string' as const) },
    ]),
  )
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true })
  const texts: Record<string, string> = {}
  const flags = new Set<string>()
  const words: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value)
    if (token.kind !== 'option') continue
    const kind = kinds.get(token.name)
    if (kind === undefined) throw unknownOption(args[token.index] ?? token.rawName, taken.hint)
    if (kind === 'flag' && token.value !== undefined)
      throw new ArgumentsError(`${token.rawName} takes no value.`)
    if (kind === 'text' && token.value === undefined)
      throw new ArgumentsError(`${token.rawName} needs a value.`)
    if (kind === 'flag') flags.add(token.name)
    else texts[token.name] = token.value ?? ''
  }
  if (taken.words === 'none' && words.length > 0)
    throw new ArgumentsError(`“${words[0]}” is one word too many.`)
  return { texts, flags, words }
}

function unknownOption(given: string, hint: string | undefined): ArgumentsError {
  return new ArgumentsError([`There is no option “${given}”.`, hint ?? []].flat().join(' '))
}

/** Whether help is asked for, and not by a word behind `--`. */
export function asksHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  const own = end < 0 ? args : args.slice(0, end)
  return own.includes('--help') || own.includes('-h')
}
