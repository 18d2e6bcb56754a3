// A command's declaration as plain data: the pivot from zod to usage text, help, completions and platform declarations.
import { z } from 'zod'
import type { Command, Visibility } from './command.ts'
import type { OptionValue } from './invocation.ts'

/** An option as people see it. */
export type OptionDescription = {
  readonly name: string
  readonly description: string
  readonly type: 'string' | 'number' | 'boolean'
  readonly required: boolean
  /** The only values allowed, when they can be listed. */
  readonly values?: readonly string[]
  readonly default?: OptionValue
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  /** Where it is more than any text: an hour and minute, `09:30`, or a paper, which is one of those suggested. */
  readonly format?: 'time' | 'paper'
  /** Whether `bot.suggest` completes it. */
  readonly suggested: boolean
}

/** A command as people see it. */
export type CommandDescription = {
  readonly name: string
  readonly summary: string
  readonly examples: readonly string[]
  readonly notes: readonly string[]
  readonly visibility: Visibility
  readonly options: readonly OptionDescription[]
  readonly text?: string
  readonly first?: string
  readonly last: readonly string[]
  /** Whether `bot.form` asks for its options. */
  readonly form?: true
  /** `search <query> [sort:relevance|new|votes] …` */
  readonly usage: string
}

type Schema = {
  type?: string
  description?: string
  enum?: readonly unknown[]
  default?: OptionValue
  minimum?: number
  maximum?: number
  maxLength?: number
  format?: string
}

/** What people are told of: every command but the hidden ones. */
export function describeCommands(commands: readonly Command[]): readonly CommandDescription[] {
  return commands.filter(({ hidden }) => hidden === undefined).map(describeCommand)
}

/** Describes a command from its declaration alone. */
export function describeCommand(command: Command): CommandDescription {
  const schema = z.toJSONSchema(command.options, { io: 'input' })
  const required = new Set(schema.required ?? [])
  const options = Object.entries(schema.properties ?? {}).map(([name, property]) =>
    describeOption(name, property as Schema, required.has(name), command),
  )
  const description = {
    name: command.name,
    summary: command.summary,
    examples: command.examples,
    notes: command.notes ?? [],
    visibility: command.visibility,
    options,
    ...(command.text === undefined ? {} : { text: command.text }),
    ...(command.first === undefined ? {} : { first: command.first }),
    last: command.last ?? [],
    ...(command.form === undefined ? {} : { form: true as const }),
  }
  return { ...description, usage: usageOf(description) }
}

function describeOption(
  name: string,
  schema: Schema,
  required: boolean,
  command: Command,
): OptionDescription {
  return {
    name,
    description: schema.description ?? name,
    type: typeOf(schema),
    required,
    ...(schema.enum === undefined ? {} : { values: schema.enum.map(String) }),
    ...(schema.default === undefined ? {} : { default: schema.default }),
    // zod writes the safe-integer range for every int(); that is no limit of ours.
    ...(schema.minimum === undefined || schema.minimum === Number.MIN_SAFE_INTEGER
      ? {}
      : { minimum: schema.minimum }),
    ...(schema.maximum === undefined || schema.maximum === Number.MAX_SAFE_INTEGER
      ? {}
      : { maximum: schema.maximum }),
    ...(schema.maxLength === undefined ? {} : { maxLength: schema.maxLength }),
    ...(schema.format === 'time' || schema.format === 'paper' ? { format: schema.format } : {}),
    suggested: command.suggest?.[name as never] !== undefined,
  }
}

function typeOf(schema: Schema): OptionDescription['type'] {
  if (schema.type === 'boolean') return 'boolean'
  return schema.type === 'number' || schema.type === 'integer' ? 'number' : 'string'
}

function usageOf(command: Omit<CommandDescription, 'usage'>): string {
  const shown = command.options
  const first = shown.filter((option) => option.name === command.first)
  const text = shown.filter((option) => option.name === command.text)
  const last = shown.filter((option) => command.last.includes(option.name))
  const positional = [...first, ...text, ...last]
  const keyed = shown.filter((option) => !positional.includes(option))
  return [command.name, ...positional.map(positionalUsage), ...keyed.map(keyedUsage)].join(' ')
}

function positionalUsage(option: OptionDescription): string {
  if (option.type === 'boolean') return `[${option.name}]`
  if (option.values !== undefined) return `[${option.values.join('|')}]`
  return option.required ? `<${option.name}>` : `[${option.name}]`
}

function keyedUsage(option: OptionDescription): string {
  const value = option.values?.join('|') ?? (option.type === 'boolean' ? 'yes|no' : '…')
  return option.required ? `${option.name}:${value}` : `[${option.name}:${value}]`
}
