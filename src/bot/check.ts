// Options as they were given → options a command can run on, or what is wrong with them in plain words.
import type { z } from 'zod'
import { clip } from './clip.ts'
import type { Command } from './command.ts'
import type { CommandDescription, OptionDescription } from './describe.ts'
import type { Invocation, OptionValue } from './invocation.ts'
import { nearest } from './nearest.ts'
import { looseWords } from './words.ts'

/** Options of the declared types, and those of them that were asked for; or the mistake and what may help. */
export type Checked =
  | { readonly options: Record<string, unknown>; readonly asked: Invocation['options'] }
  | { readonly mistake: string; readonly hint?: string; readonly option?: string }

/** Checks an invocation's options against the declaration. zod's words never reach a person. */
export function checkOptions(
  command: Command,
  description: CommandDescription,
  given: Invocation['options'],
): Checked {
  const stray = Object.keys(given).find((key) => !description.options.some((o) => o.name === key))
  if (stray !== undefined) return strayOption(stray, given[stray], description)
  const typed = Object.fromEntries(
    Object.entries(given).map(([key, value]) => {
      const option = description.options.find((o) => o.name === key)
      return [key, option === undefined ? value : coerce(value, option)]
    }),
  )
  const parsed = command.options.safeParse(typed)
  if (parsed.success) return { options: parsed.data, asked: typed }
  const [issue] = parsed.error.issues
  const option = issue?.path[0]
  const mistake = explain(issue, description, typed)
  return option === undefined ? { mistake } : { mistake, option: String(option) }
}

/** Text → the option's type where it reads as one; platforms that know types send them as they are. */
function coerce(value: OptionValue, option: OptionDescription): OptionValue {
  if (typeof value !== 'string') return value
  const text = value.trim()
  if (option.type === 'number' && /^[-+]?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (option.type === 'boolean' && /^(yes|y|true|on|1)$/i.test(text)) return true
  if (option.type === 'boolean' && /^(no|n|false|off|0)$/i.test(text)) return false
  return option.values?.find((known) => known === text.toLowerCase()) ?? value
}

function strayOption(
  key: string,
  value: OptionValue | undefined,
  description: CommandDescription,
): Checked {
  if (key === looseWords)
    return { mistake: `${description.name} does not know what to do with “${quoted(value)}”.` }
  return {
    mistake: `${description.name} has no option “${quoted(key)}” any more.`,
    hint: 'This may be an old button: type the command instead.',
  }
}

type Issue = z.core.$ZodIssue | undefined

function explain(
  issue: Issue,
  description: CommandDescription,
  given: Record<string, OptionValue>,
): string {
  const name = String(issue?.path[0] ?? '')
  const option = description.options.find((o) => o.name === name)
  if (issue === undefined || option === undefined) return `${description.name} cannot read that.`
  const value = given[name]
  if (value === undefined) return `${description.name} needs a ${name}.`
  if (isFreeText(option)) return explainText(issue, option, String(value))
  if (String(value).trim() === '') return `${name} needs a value${valuesOf(option)}.`
  if (option.values !== undefined) return explainValues(option, value)
  if (option.type === 'boolean') return `${name} is yes or no; “${quoted(value)}” is neither.`
  return explainNumber(option, value)
}

function isFreeText({ type, values }: OptionDescription): boolean {
  return type === 'string' && values === undefined
}

function valuesOf({ values }: OptionDescription): string {
  return values === undefined ? '' : `: ${listed(values)}`
}

function explainValues({ name, values = [] }: OptionDescription, value: OptionValue): string {
  const meant = nearest(String(value).toLowerCase(), values)
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`
  return `${name} can be ${listed(values)}; “${quoted(value)}” is none of them.${hint}`
}

function explainNumber(option: OptionDescription, value: OptionValue): string {
  const { name, minimum, maximum } = option
  const range =
    minimum !== undefined && maximum !== undefined
      ? ` from ${grouped(minimum)} to ${grouped(maximum)}`
      : minimum !== undefined
        ? ` of ${grouped(minimum)} or more`
        : maximum !== undefined
          ? ` of ${grouped(maximum)} or less`
          : ''
  return `${name} takes a whole number${range}; “${quoted(value)}” is not one.`
}

function explainText(issue: z.core.$ZodIssue, option: OptionDescription, value: string): string {
  const { name, maxLength = 0 } = option
  if (issue.code === 'too_big')
    return `That ${name} is ${grouped(value.length)} characters long; ${grouped(maxLength)} is the most I can take.`
  if (issue.code === 'too_small') return `${name} is empty.`
  // A refinement of ours carries its own words.
  return issue.code === 'custom' ? issue.message : `“${quoted(value)}” is not a ${name} I can read.`
}

/** `a, b or c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`
}

function grouped(n: number): string {
  return n.toLocaleString('en')
}

function quoted(value: OptionValue | undefined): string {
  return clip(String(value ?? ''), 40)
}
