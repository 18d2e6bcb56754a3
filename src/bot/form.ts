// A command's options as a form, for when one line is not enough. A platform shows it as a modal.
import type { Command } from './command.ts'
import type { CommandDescription, OptionDescription } from './describe.ts'
import type { Invocation } from './invocation.ts'
import type { Press } from './view.ts'

/** A form to fill in; `invocation` is what was asked so far. */
export type Form = {
  readonly title: string
  readonly fields: readonly Field[]
  /** Whether `bot.estimate` may say what it would come to, once enough of it is filled in. */
  readonly estimated?: true
  readonly invocation: Invocation
}

/**
 * One value to give. `line` and `lines` are text, `choice` one of `values`, `time` an hour and minute (`09:30`), `suggested`
 * a text that `bot.suggest` completes. A platform without a field for the last two takes a line.
 */
export type Field = {
  readonly name: string
  readonly label: string
  readonly hint: string
  readonly kind: 'line' | 'lines' | 'choice' | 'time' | 'suggested'
  readonly values: readonly string[]
  /** What stands in it already. */
  readonly value?: string
  readonly required: boolean
  readonly maxLength?: number
}

/** Longer values than this get several lines to write on. */
const lineLength = 100

/** The form of a command; undefined when it has none. */
export function formOf(
  command: Command,
  { name, options }: CommandDescription,
  invocation: Invocation,
): Form | undefined {
  if (command.form === undefined) return undefined
  const fields = (command.form as readonly string[])
    .flatMap((asked) => options.find((option) => option.name === asked) ?? [])
    .map((option) => fieldOf(option, invocation))
  const estimated = command.estimate === undefined ? {} : { estimated: true as const }
  return { title: capitalised(name), fields, ...estimated, invocation }
}

/** The button that asks for what is missing in options; none where nothing is, or the command has no form. */
export function formButtons(
  { name, form, options }: CommandDescription,
  given: Invocation['options'],
): readonly Press[] {
  const known = options.filter((option) => option.name in given)
  const isMissing = options.some((option) => option.required && !known.includes(option))
  if (!form || !isMissing) return []
  const asked = Object.fromEntries(known.map((option) => [option.name, given[option.name] ?? '']))
  return [{ label: 'Fill it in', invoke: { command: name, options: asked }, effect: 'form' }]
}

function fieldOf(option: OptionDescription, { options }: Invocation): Field {
  const { name, description, required, maxLength } = option
  const values = option.type === 'boolean' ? ['yes', 'no'] : (option.values ?? [])
  const given = options[name] ?? option.default
  const value = typeof given === 'boolean' ? (given ? 'yes' : 'no') : given
  return {
    name,
    label: capitalised(name),
    hint: description,
    kind: kindOf(option, values),
    values,
    ...(value === undefined || value === '' ? {} : { value: String(value) }),
    required,
    ...(maxLength === undefined ? {} : { maxLength }),
  }
}

function kindOf(option: OptionDescription, values: readonly string[]): Field['kind'] {
  if (values.length > 0) return 'choice'
  if (option.format === 'time') return 'time'
  if (option.format === 'paper' && option.suggested) return 'suggested'
  // What is suggested for a long text is a beginning of it, never all there is to say; but a paper is one of those there are.
  if (option.maxLength !== undefined && option.maxLength > lineLength) return 'lines'
  return option.suggested ? 'suggested' : 'line'
}

function capitalised(name: string): string {
  return `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`
}

/** What a filled form asks for; a field left empty is an option not given. */
export function submitted(
  { fields, invocation }: Form,
  values: Readonly<Record<string, string>>,
): Invocation {
  const names = fields.map(({ name }) => name)
  const kept = Object.entries(invocation.options).filter(([name]) => !names.includes(name))
  const given = names.flatMap((name) => {
    const value = values[name]?.replace(/\s+/g, ' ').trim() ?? ''
    return value === '' ? [] : [[name, value] as const]
  })
  return { command: invocation.command, options: Object.fromEntries([...kept, ...given]) }
}
