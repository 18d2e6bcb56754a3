// What Discord demands of the commands an application registers.
import { demandForm, type Flaw } from './refusal.ts'
import { flaw, listFlaws, rangeFlaws, repeated, textFlaws } from './rules-fields.ts'
import { choiceFlaws } from './rules-message.ts'
import { type Fields, listOf } from './wire.ts'

const named = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u
const subcommand = 1
const group = 2
/** String, integer and number options take choices. */
const choosable = [3, 4, 10]
const most: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15 }

/** Refuses a list of commands that cannot be registered together. */
export function demandCommands(commands: readonly Fields[]): void {
  const names = commands.map(({ type, name }) => `${type ?? 1} ${name}`)
  demandForm([
    ...commands.flatMap((command, index) => commandFlaws(String(index), command)),
    ...repeated(names).map((name) => ({
      at: String(names.lastIndexOf(name)),
      code: 'APPLICATION_COMMANDS_DUPLICATE_NAME',
      message: 'Application command names must be unique',
    })),
    ...Object.entries(most).flatMap(([type, max]) =>
      commands.filter((command) => Number(command.type ?? 1) === Number(type)).length > max
        ? [flaw.length('', 0, max)]
        : [],
    ),
  ])
}

function commandFlaws(at: string, command: Fields): Flaw[] {
  const type = Number(command.type ?? 1)
  const flaws = [
    ...setFlaws(`${at}.contexts`, command.contexts, [0, 1, 2]),
    ...setFlaws(`${at}.integration_types`, command.integration_types, [0, 1]),
    ...permissionFlaws(`${at}.default_member_permissions`, command.default_member_permissions),
  ]
  if (![1, 2, 3].includes(type)) return [...flaws, flaw.choices(`${at}.type`, [1, 2, 3])]
  if (type !== 1) {
    const hasDescription = command.description !== undefined && command.description !== ''
    return [
      ...flaws,
      ...textFlaws(`${at}.name`, command.name, 1, 32),
      ...(hasDescription ? [flaw.length(`${at}.description`, 0, 0)] : []),
      ...listFlaws(`${at}.options`, command.options, 0, 0),
    ]
  }
  const size = commandSize(command)
  const tooLarge = { at, code: 'APPLICATION_COMMAND_TOO_LARGE' }
  return [
    ...flaws,
    ...nameFlaws(at, command),
    ...optionsFlaws(`${at}.options`, command.options, [subcommand, group]),
    ...(size > 8000
      ? [{ ...tooLarge, message: `Command exceeds maximum size (8000): ${size}` }]
      : []),
  ]
}

function nameFlaws(at: string, { name, description }: Fields): Flaw[] {
  const fits = typeof name === 'string' && named.test(name) && name === name.toLowerCase()
  const message = `Command name is invalid: ${name}`
  return [
    ...(fits ? [] : [{ at: `${at}.name`, code: 'APPLICATION_COMMAND_INVALID_NAME', message }]),
    ...textFlaws(`${at}.description`, description, 1, 100),
  ]
}

/** What is wrong with the options of one level, which may hold these kinds of subcommands. */
function optionsFlaws(at: string, options: unknown, nesting: readonly number[]): Flaw[] {
  const list = listOf(options)
  const nested = list.filter(({ type }) => [subcommand, group].includes(Number(type)))
  const firstOptional = list.findIndex(({ required }) => required !== true)
  const late = list.findIndex(
    (o, i) => o.required === true && firstOptional >= 0 && i > firstOptional,
  )
  const flaws = list.flatMap((option, i) => optionFlaws(`${at}.${i}`, option, nesting))
  flaws.push(...listFlaws(at, options, 0, 25))
  if (nested.length > 0 && nested.length < list.length)
    flaws.push({
      at,
      code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      message:
        'Sub-command and sub-command group option types are mutually exclusive to all other types',
    })
  if (late >= 0 && nested.length === 0)
    flaws.push({
      at: `${at}.${late}`,
      code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
      message: 'Required options must be placed before non-required options',
    })
  for (const name of repeated(list.map((option) => option.name)))
    flaws.push({
      at,
      code: 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
      message: `Option name already exists: ${name}`,
    })
  return flaws
}

function optionFlaws(at: string, option: Fields, nesting: readonly number[]): Flaw[] {
  const type = Number(option.type)
  const flaws = nameFlaws(at, option)
  if (type === subcommand || type === group) {
    if (!nesting.includes(type)) return [...flaws, flaw.choices(`${at}.type`, nesting)]
    const inner = type === group ? [subcommand] : []
    return [...flaws, ...optionsFlaws(`${at}.options`, option.options, inner)]
  }
  if (!Number.isInteger(type) || type < 3 || type > 11)
    return [...flaws, flaw.range(`${at}.type`, 1, 11)]
  return [...flaws, ...valueFlaws(at, option, type)]
}

function valueFlaws(at: string, option: Fields, type: number): Flaw[] {
  const { choices, autocomplete, min_length, max_length, min_value, max_value } = option
  const offered = listOf(choices)
  const flaws = [
    ...listFlaws(`${at}.choices`, choices, 0, 25),
    ...choiceFlaws(`${at}.choices`, choices, type),
    ...listFlaws(`${at}.options`, option.options, 0, 0),
    ...rangeFlaws(`${at}.min_length`, min_length, 0, 6000),
    ...rangeFlaws(`${at}.max_length`, max_length, 1, 6000),
    ...repeated(offered.map(({ name }) => name)).map(() => ({
      at: `${at}.choices`,
      code: 'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS',
      message: 'Option choice name already exists',
    })),
  ]
  const misplaced = (name: string, why: string) =>
    flaws.push({ at: `${at}.${name}`, code: 'APPLICATION_COMMAND_OPTIONS_INVALID', message: why })
  if (!choosable.includes(type) && offered.length > 0) misplaced('choices', 'Not for this type')
  if (!choosable.includes(type) && autocomplete === true)
    misplaced('autocomplete', 'Not for this type')
  if (autocomplete === true && offered.length > 0)
    misplaced('autocomplete', 'May not be set when choices are present')
  if (type !== 3 && (min_length !== undefined || max_length !== undefined))
    misplaced('min_length', 'For strings alone')
  if (![4, 10].includes(type) && (min_value !== undefined || max_value !== undefined))
    misplaced('min_value', 'For numbers alone')
  return flaws
}

function setFlaws(at: string, value: unknown, allowed: readonly number[]): Flaw[] {
  if (value === undefined || value === null) return []
  const list: readonly unknown[] = Array.isArray(value) ? value : []
  const known = list.every((item) => allowed.includes(Number(item)))
  if (!known) return [flaw.choices(at, allowed)]
  return list.length === 0 || repeated(list).length > 0 ? [flaw.length(at, 1, allowed.length)] : []
}

function permissionFlaws(at: string, value: unknown): Flaw[] {
  if (value === undefined || value === null || /^\d+$/.test(String(value))) return []
  return [{ at, code: 'NUMBER_TYPE_COERCE', message: `Value "${value}" is not snowflake.` }]
}

/** The characters of a command that count: names, descriptions, and the values of choices, at every level. */
export function commandSize({ name, description, options, choices }: Fields): number {
  const own = String(name ?? '').length + String(description ?? '').length
  const offered = listOf(choices).reduce(
    (sum, choice) => sum + String(choice.name).length + String(choice.value).length,
    0,
  )
  return listOf(options).reduce((sum, option) => sum + commandSize(option), own + offered)
}
