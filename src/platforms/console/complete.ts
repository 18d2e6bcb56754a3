// Tab: what the words before the cursor may become. Names, keys and listed values; the rest the bot suggests.
import type { Bot } from '../../bot/bot.ts'
import type { Completion } from '../../bot/command.ts'
import type { CommandDescription, OptionDescription } from '../../bot/describe.ts'
import type { Origin } from '../../bot/invocation.ts'
import { parseWords } from '../../bot/words.ts'
import { escapeLine } from './escape.ts'
import { maxSuggested } from './limits.ts'
import { withoutPaper } from './parse.ts'

/** Candidates, and the end of the line that they stand for. */
export type Completions = [candidates: string[], completed: string]

// A command being typed: the words behind its name, up to the cursor.
type Typing = {
  readonly line: string
  readonly command: CommandDescription
  readonly words: string
  readonly bot: Bot
  readonly origin: Origin
}

/** Completes a line at its end. */
export async function complete(line: string, bot: Bot, origin: Origin): Promise<Completions> {
  const slash = /^\s*(\/\S*)$/.exec(line)?.[1]
  if (slash !== undefined) return starting(slash, slashNames(bot.commands))
  const typed = withoutPaper(line)
  const [, name, words = ''] = /^(\S+)\s+(.*)$/s.exec(typed) ?? []
  if (name === undefined) {
    const names = bot.commands.map((command) => `${command.name} `)
    return starting(typed, names)
  }
  const lower = name.replace(/^\//, '').toLowerCase()
  const command = bot.commands.find((candidate) => candidate.name === lower)
  if (command === undefined) return [[], line]
  return completeOptions({ line: typed, command, words, bot, origin })
}

function slashNames(commands: readonly CommandDescription[]): string[] {
  return ['/paper ', ...commands.map((command) => `/${command.name} `)]
}

async function completeOptions(typing: Typing): Promise<Completions> {
  const { command, words } = typing
  const [, key = '', value = ''] = /(?:^|\s)([a-z][\w-]*):\s?("[^"]*|[^\s"]*)$/i.exec(words) ?? []
  const option = command.options.find((candidate) => candidate.name === key.toLowerCase())
  if (option !== undefined) return completeValue(option, value, typing)
  const word = /\S*$/.exec(words)?.[0] ?? ''
  const byWord = starting(word, [...positionalWords(typing, word), ...unusedKeys(typing)])
  const text = looseText(typing)
  const titles = await suggestText(text, typing)
  if (text === '' && word === '') return [[...byWord[0], ...titles[0]], '']
  // The first word is rather an option's; from the second on, rather the text's.
  const preferred = text === word ? [byWord, titles] : [titles, byWord]
  return preferred.find(([candidates]) => candidates.length > 0) ?? [[], words]
}

async function completeValue(
  option: OptionDescription,
  value: string,
  typing: Typing,
): Promise<Completions> {
  const values = option.type === 'boolean' ? ['yes', 'no'] : option.values
  if (values !== undefined)
    return starting(
      value,
      values.map((candidate) => `${candidate} `),
    )
  if (!option.suggested) return [[], value]
  const found = await suggest(option.name, value.replace(/^"/, ''), typing)
  const quote = (text: string) => (/\s/.test(text) ? `"${text.replaceAll('"', '')}" ` : `${text} `)
  return offer(
    found.map((one) => ({ label: quote(one.label), value: quote(one.value) })),
    value,
  )
}

async function suggestText(text: string | undefined, typing: Typing): Promise<Completions> {
  const option = typing.command.options.find((one) => one.name === typing.command.text)
  if (option?.suggested !== true || text === undefined) return [[], '']
  return offer(await suggest(option.name, text.trimEnd(), typing), text)
}

function suggest(
  option: string,
  typed: string,
  { line, command, bot, origin }: Typing,
): Promise<readonly Completion[]> {
  const { options } = parseWords(line, bot.commands)
  const invocation = { command: command.name, options: { ...options, [option]: typed } }
  return bot.suggest(invocation, option, origin)
}

/** The loose words at the end of the line; undefined when keys stand between them. */
function looseText({ command, words }: Typing): string | undefined {
  const keys = command.options.map((option) => option.name)
  const keyed = keys.length === 0 ? /(?!)/ : new RegExp(`^(?:${keys.join('|')}):`, 'i')
  const first = command.options.find((option) => option.name === command.first)
  let rest = words
  for (;;) {
    const [all, word = ''] = /^((?:[^\s"]|"[^"]*")+)\s+/.exec(rest) ?? []
    const leads = rest === words && first?.values?.includes(word.toLowerCase())
    if (all === undefined || (!keyed.test(word) && leads !== true)) break
    rest = rest.slice(all.length)
  }
  return rest.split(/\s+/).some((word) => keyed.test(word)) ? undefined : rest
}

function positionalWords({ command, words }: Typing, word: string): readonly string[] {
  const isFirst = words === word
  const text = command.options.find((option) => option.name === command.text)
  const names = [
    ...(isFirst && command.first !== undefined ? [command.first] : []),
    ...(isFirst && text?.required === true ? [] : command.last),
  ]
  return command.options
    .filter((option) => names.includes(option.name))
    .flatMap((option) => (option.type === 'boolean' ? [option.name] : (option.values ?? [])))
    .map((value) => `${value} `)
}

function unusedKeys({ command, words }: Typing): readonly string[] {
  const positional = [command.first, command.text, ...command.last]
  return command.options
    .filter((option) => !positional.includes(option.name))
    .map((option) => `${option.name}:`)
    .filter(
      (key) =>
        !words
          .toLowerCase()
          .split(/\s+/)
          .some((word) => word.startsWith(key)),
    )
}

function starting(typed: string, candidates: readonly string[]): Completions {
  const lower = typed.toLowerCase()
  return [candidates.filter((candidate) => candidate.startsWith(lower)), typed]
}

// One completion is filled in; several are shown by their labels.
function offer(found: readonly Completion[], typed: string): Completions {
  const [only, second] = found
  if (only !== undefined && second === undefined) return [[escapeLine(only.value)], typed]
  return [found.slice(0, maxSuggested).map((completion) => escapeLine(completion.label)), typed]
}
