// One typed line → an invocation, for every platform where a command is a line of text.
import { parseReference } from '../papers/identity.ts'
import { straightQuotes } from '../search/query.ts'
import type { CommandDescription, OptionDescription } from './describe.ts'
import type { Invocation } from './invocation.ts'
import { readTimeOfDay } from './time-of-day.ts'

/** The option under which words wait that no declared option takes; `bot.prepare` answers them kindly. */
export const looseWords = 'words'

/**
 * Splits a line into a command and its options: `search "state space" sort:new`.
 * `key:value` counts only for keys the command declares, quotes (curly ones too) group,
 * an empty line or `?` asks for help, a paper's id or address without a command shows the paper. Never throws.
 */
export function parseWords(line: string, commands: readonly CommandDescription[]): Invocation {
  const text = straightQuotes(line).trim()
  if (text === '' || text === '?') return { command: 'help', options: {} }
  const [first = '', rest = ''] = splitOnce(text)
  const name = first.replace(/^\//, '').toLowerCase()
  const grouped = inGroup(name, rest, commands)
  if (grouped !== undefined) return grouped
  const command = commands.find((candidate) => candidate.name === name)
  if (command !== undefined) return { command: name, options: parseOptions(rest, command) }
  if (parseReference(text) !== undefined) return { command: 'show', options: { paper: text } }
  // A pasted address with a word or two of talk behind it.
  if (parseReference(first) !== undefined) return { command: 'show', options: { paper: first } }
  return { command: name, options: rest === '' ? {} : { [looseWords]: rest } }
}

/** What a line asks of a group, such as `digest set 09:30`: the group's first command where it stands alone. */
function inGroup(
  group: string,
  text: string,
  commands: readonly CommandDescription[],
): Invocation | undefined {
  const members = commands.filter((candidate) => candidate.name.startsWith(`${group} `))
  const [first] = members
  if (first === undefined) return undefined
  if (text === '') return { command: first.name, options: {} }
  const [word = '', rest = ''] = splitOnce(text)
  const name = `${group} ${word.toLowerCase()}`
  const command = members.find((candidate) => candidate.name === name)
  if (command !== undefined) return { command: name, options: parseOptions(rest, command) }
  return { command: name, options: rest === '' ? {} : { [looseWords]: rest } }
}

/** The options of a known command, from the words behind its name. */
export function parseOptions(text: string, command: CommandDescription): Invocation['options'] {
  const options: Record<string, string | boolean> = {}
  const loose = takeKeyed(splitWords(straightQuotes(text)), command, options)
  takeFirst(loose, command, options)
  takeLast(loose, command, options)
  const words = loose.join(' ')
  if (words === '') return options
  const key = command.text ?? looseWords
  const keyed = options[key]
  return { ...options, [key]: typeof keyed === 'string' ? `${keyed} ${words}` : words }
}

/** The line that asks for an invocation; parseWords reads it back. */
export function printWords(invocation: Invocation, command: CommandDescription): string {
  const entries = Object.entries(invocation.options)
  const text = entries.filter(([name]) => name === command.text).map(([, value]) => value)
  const keyed = entries
    .filter(([name]) => name !== command.text)
    .map(([name, value]) => `${name}:${quoted(value === true ? 'yes' : String(value))}`)
  return [invocation.command, ...text, ...keyed].join(' ')
}

function quoted(value: string): string {
  return /\s/.test(value) ? `"${value}"` : value
}

function splitOnce(text: string): readonly string[] {
  const space = text.search(/\s/)
  return space < 0 ? [text] : [text.slice(0, space), text.slice(space).trim()]
}

/** Words with their quotes still on; white space inside quotes does not split, a quote left open runs to the end. */
function splitWords(text: string): string[] {
  return text.match(/(?:[^\s"]|"[^"]*(?:"|$))+/g) ?? []
}

function takeKeyed(
  words: readonly string[],
  command: CommandDescription,
  options: Record<string, string | boolean>,
): string[] {
  const loose: string[] = []
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string
    const [, key = '', value = ''] = /^([a-z][\w-]*):(.*)$/is.exec(word) ?? []
    const option = command.options.find((o) => o.name === key.toLowerCase())
    if (option === undefined) loose.push(word)
    // `since: 7d`, with the space that phones put in
    else if (value === '' && i + 1 < words.length) options[option.name] = unquoted(words[++i] ?? '')
    else options[option.name] = unquoted(value)
  }
  return loose
}

function takeFirst(
  loose: string[],
  command: CommandDescription,
  options: Record<string, string | boolean>,
): void {
  const option = command.options.find((o) => o.name === command.first)
  const value = option && positionalValue(option, loose[0])
  if (option === undefined || value === undefined || options[option.name] !== undefined) return
  options[option.name] = value
  loose.shift()
}

function takeLast(
  loose: string[],
  command: CommandDescription,
  options: Record<string, string | boolean>,
): void {
  for (;;) {
    const word = loose.at(-1)
    const option = command.options.find(
      (o) =>
        command.last.includes(o.name) &&
        options[o.name] === undefined &&
        positionalValue(o, word) !== undefined,
    )
    if (option === undefined) return
    options[option.name] = positionalValue(option, word) as string | boolean
    loose.pop()
  }
}

/** The value a bare word gives an option: one of its values, a time of day, or true for a switch called by its name. */
function positionalValue(
  option: OptionDescription,
  word: string | undefined,
): string | boolean | undefined {
  const lower = word?.toLowerCase()
  if (lower === undefined) return undefined
  if (option.type === 'boolean') return lower === option.name ? true : undefined
  if (option.format === 'time') return isPlainTime(lower) ? lower : undefined
  return option.values?.find((value) => value === lower)
}

/** A number alone may be anything: a time has minutes, or am and pm. */
function isPlainTime(word: string): boolean {
  return /\D|^\d{4}$/.test(word) && readTimeOfDay(word) !== undefined
}

function unquoted(text: string): string {
  return text.replaceAll('"', '')
}
