// What Discord's client lets a person type: commands that are registered, with options that fit.

import type { State } from './state.ts'
import { type Command, type CommandOption, type Fields, permission, permits } from './wire.ts'

export type Values = Readonly<Record<string, string | number | boolean>>

/** A command as a person types it. */
export type Typed = {
  /** Of the command; need not be told when only one is registered. */
  readonly command?: string
  readonly group?: string
  readonly subcommand?: string
  readonly options?: Values
}

export type Place = {
  readonly guildId: string | undefined
  readonly context: number
  readonly install: 'guild' | 'user'
  readonly memberPermissions: bigint
}

/** Why Discord's client would not send it. */
export class NotOffered extends Error {}

/** The command of a type that can be used at a place. */
export function offered(state: State, type: number, name: string | undefined, at: Place): Command {
  const here = [state.commands.get(at.guildId ?? '') ?? [], state.commands.get('') ?? []]
  const all = here.flat().filter((command) => command.type === type)
  const named = all.filter((command) => name === undefined || command.name === name)
  const [command] = named
  if (command === undefined) throw new NotOffered(`no command ${name ?? ''} is registered`)
  if (name === undefined && new Set(named.map((one) => one.name)).size > 1)
    throw new NotOffered('several commands are registered: tell which')
  const { contexts, integration_types, default_member_permissions: needed, guild_id } = command
  if (guild_id === undefined && contexts !== null && !contexts.includes(at.context))
    throw new NotOffered(`${command.name} is not offered in context ${at.context}`)
  if (!integration_types.includes(at.install === 'user' ? 1 : 0))
    throw new NotOffered(`${command.name} is not offered to a ${at.install} install`)
  const guarded = at.guildId !== undefined && needed !== null
  // Nothing that could be held means administrators alone.
  const held = guarded && permits(at.memberPermissions, BigInt(needed) || permission.administrator)
  if (guarded && !held) throw new NotOffered(`${command.name} is not offered to this member`)
  return command
}

/** The data of a command's interaction; `focused` is the option that suggestions are asked for. */
export function typedData(command: Command, typed: Typed, focused?: string): Fields {
  const path = [typed.group, typed.subcommand].filter((name) => name !== undefined)
  let options = command.options ?? []
  for (const [index, name] of path.entries()) {
    const type = index < path.length - 1 ? 2 : 1
    const next = options.find((option) => option.name === name && option.type === type)
    if (next === undefined) throw new NotOffered(`${command.name} has no ${path.join(' ')}`)
    options = next.options ?? []
  }
  if (options.some(({ type }) => type === 1 || type === 2))
    throw new NotOffered(`${command.name} ${path.join(' ')} needs a subcommand`)
  let given: readonly Fields[] = valuesGiven(options, typed.options ?? {}, focused)
  for (const [index, name] of [...path.entries()].reverse())
    given = [{ type: index < path.length - 1 ? 2 : 1, name, options: given }]
  const scope = command.guild_id === undefined ? {} : { guild_id: command.guild_id }
  return { id: command.id, name: command.name, type: command.type, ...scope, options: given }
}

/** The type of an option, wherever it stands in the command. */
export function optionType(options: readonly CommandOption[], typed: Typed, name: string): number {
  const path = [typed.group, typed.subcommand].filter((step) => step !== undefined)
  const level = path.reduce<readonly CommandOption[]>(
    (at, step) => at.find((option) => option.name === step)?.options ?? [],
    options,
  )
  return level.find((option) => option.name === name)?.type ?? 3
}

function valuesGiven(
  options: readonly CommandOption[],
  values: Values,
  focused: string | undefined,
): readonly Fields[] {
  const stray = Object.keys(values).find((name) => !options.some((option) => option.name === name))
  if (stray !== undefined) throw new NotOffered(`there is no option ${stray}`)
  if (focused !== undefined) demandSuggestions(options, focused)
  return options.flatMap((option) => {
    const { name, type } = option
    const value = values[name] ?? (name === focused ? '' : undefined)
    if (value === undefined) {
      // Somebody who is still typing may not have come to it.
      if (option.required !== true || focused !== undefined) return []
      throw new NotOffered(`the option ${name} is required`)
    }
    // What is being typed is text, whatever it will become.
    if (name === focused) return [{ name, type, value: String(value), focused: true }]
    demandFit(option, value)
    return [{ name, type, value }]
  })
}

function demandSuggestions(options: readonly CommandOption[], focused: string): void {
  if (!options.some(({ name, autocomplete }) => name === focused && autocomplete === true))
    throw new NotOffered(`the option ${focused} has no suggestions`)
}

function demandFit(option: CommandOption, value: string | number | boolean): void {
  const { name, choices = [] } = option
  if (!fitsType(option.type, value))
    throw new NotOffered(`${JSON.stringify(value)} is not of the type of ${name}`)
  if (choices.length > 0 && !choices.some((choice) => choice.value === value))
    throw new NotOffered(`${value} is not one of the choices of ${name}`)
  const size = typeof value === 'string' ? value.length : Number(value)
  const [min, max] =
    typeof value === 'string'
      ? [Math.max(option.min_length ?? 1, 1), option.max_length ?? 6000]
      : [option.min_value ?? -Infinity, option.max_value ?? Infinity]
  if (typeof value !== 'boolean' && (size < min || size > max))
    throw new NotOffered(`${value} is out of the bounds of ${name}`)
}

function fitsType(type: number, value: string | number | boolean): boolean {
  if (type === 3) return typeof value === 'string'
  if (type === 4) return Number.isSafeInteger(value)
  if (type === 5) return typeof value === 'boolean'
  if (type === 10) return typeof value === 'number' && Number.isFinite(value)
  // People, channels, roles: an id.
  return typeof value === 'string' && /^\d+$/.test(value)
}

/** What Discord tells of the people and channels that options name. */
export function resolvedOf(state: State, data: Fields): Fields {
  const users: Record<string, Fields> = {}
  const channels: Record<string, Fields> = {}
  const visit = (option: Fields): void => {
    const id = String(option.value)
    if (option.type === 6 || option.type === 9)
      users[id] = { id, username: 'somebody', discriminator: '0', avatar: null }
    const channel = state.channels.get(id)
    if (option.type === 7 && channel !== undefined)
      channels[id] = { id, type: channel.type, name: channel.name, permissions: '0' }
    for (const inner of (option.options as readonly Fields[] | undefined) ?? []) visit(inner)
  }
  visit(data)
  const named = Object.keys(users).length + Object.keys(channels).length > 0
  return named ? { resolved: { users, channels } } : {}
}
