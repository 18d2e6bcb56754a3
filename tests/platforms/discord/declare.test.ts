// What Discord is told of the commands is what the commands say of themselves, and what people read about them.
import { readFileSync } from 'node:fs'
import { ApplicationCommandOptionType as Kind } from 'discord.js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { commands } from '../../../commands/index.ts'
import { type Command, defineCommand } from '../../../src/bot/command.ts'
import { describeCommands, type OptionDescription } from '../../../src/bot/describe.ts'
import { declarationsHash, declareCommands } from '../../../src/platforms/discord/declare.ts'
import { textOf } from '../../stands/discord/exchange.ts'
import type { CommandOption, Command as Registered } from '../../stands/discord/wire.ts'
import { openOnDiscord } from '../../stands/on-discord.ts'
import { openStand } from '../../stands/paperboy.ts'

const descriptions = describeCommands(commands)

/** The options of /paper as they are declared for these commands. */
function declared(list: readonly Command[] = commands): readonly CommandOption[] {
  const [paper] = declareCommands(describeCommands(list))
  return (paper as unknown as Registered).options ?? []
}

/** The subcommands by the names people know: those of groups with the group's before. */
function subcommands(): readonly CommandOption[] {
  return declared().flatMap((option) =>
    option.type === Kind.SubcommandGroup
      ? (option.options ?? []).map((one) => ({ ...one, name: `${option.name} ${one.name}` }))
      : [option],
  )
}

const named = (name: string, options: z.ZodObject = z.object({}), more: Partial<Command> = {}) =>
  defineCommand({
    name,
    summary: `Does ${name}`,
    examples: [name],
    options,
    visibility: 'private',
    run: async () => ({ title: `${name} was done`, blocks: [] }),
    ...more,
  })

/** The one option of a command that has no other. */
function declaredOption(schema: z.ZodType, more: Partial<Command> = {}): CommandOption | undefined {
  return declared([named('odd', z.object({ value: schema }), more)])[0]?.options?.[0]
}

const kinds = { string: Kind.String, number: Kind.Integer, boolean: Kind.Boolean }
const byNeed = (a: OptionDescription, b: OptionDescription) =>
  Number(b.required) - Number(a.required)

describe('the declarations', () => {
  it('have every command, in the order of the list', () => {
    expect(subcommands().map(({ type, name, description }) => [type, name, description])).toEqual(
      descriptions.map(({ name, summary }) => [Kind.Subcommand, name, summary]),
    )
  })

  it.each(descriptions)('have the options of $name, required first', ({ name, options }) => {
    const of = subcommands().find((subcommand) => subcommand.name === name)?.options ?? []
    const expected = options.toSorted(byNeed).map((option) => ({
      type: kinds[option.type],
      name: option.name,
      description: option.description,
      required: option.required,
      choices: option.values?.map((value) => ({ name: value, value })),
      min_value: option.minimum,
      max_value: option.maximum,
      max_length: option.maxLength,
      autocomplete: option.suggested || undefined,
    }))
    expect(of).toEqual(expected)
  })

  it('tell of types and bounds', () => {
    expect(declaredOption(z.int().min(1).max(9).default(2))).toMatchObject({
      type: Kind.Integer,
      min_value: 1,
      max_value: 9,
      required: false,
    })
    expect(declaredOption(z.int())).not.toHaveProperty('min_value')
    expect(declaredOption(z.boolean())).toMatchObject({ type: Kind.Boolean, required: true })
    expect(declaredOption(z.string().max(9_000))).toMatchObject({ max_length: 6_000 })
    expect(declaredOption(z.string())).not.toHaveProperty('max_length')
  })

  it('list the values of an option, or suggest them where there are too many', () => {
    const values = Array.from({ length: 26 }, (_, n) => `v${n}`)
    const few = declaredOption(z.enum(values.slice(1)))
    expect(few?.choices).toHaveLength(25)
    expect(few).not.toHaveProperty('autocomplete')
    const many = declaredOption(z.enum(values))
    expect(many?.autocomplete).toBe(true)
    expect(many).not.toHaveProperty('choices')
  })

  it('put what must be given before what may', () => {
    const options = z.object({
      first: z.string().optional(),
      second: z.string(),
      third: z.int().default(1),
      fourth: z.boolean(),
    })
    const names = declared([named('odd', options)])[0]?.options?.map(({ name }) => name)
    expect(names).toEqual(['second', 'fourth', 'first', 'third'])
  })

  it('are the same again, and have another hash only when they change', () => {
    const hashOf = (...list: Command[]) => declarationsHash(declareCommands(describeCommands(list)))
    const [a, b] = [named('one', z.object({ n: z.int().max(5) })), named('two')]
    const hash = hashOf(a, b)
    expect(hash).toBe(hashOf(named('one', z.object({ n: z.int().max(5) })), named('two')))
    expect(hashOf({ ...a, examples: ['one n:2'], notes: ['n'], visibility: 'public' }, b)).toBe(
      hash,
    )
    const changed = [
      hashOf({ ...a, summary: 'Does one thing' }, b),
      hashOf(named('one', z.object({ n: z.int().max(6) })), b),
      hashOf(named('one', z.object({ n: z.int().max(5).optional() })), b),
      hashOf(a),
      hashOf(b, a),
    ]
    expect(new Set([hash, ...changed]).size).toBe(changed.length + 1)
  })
})

describe('what people read', () => {
  it('in the README is what they can type', () => {
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
    const [, table = ''] =
      /<!-- commands:[^>]*-->\n([\s\S]*?)<!-- \/commands -->/.exec(readme) ?? []
    const usages = [...table.matchAll(/^\| `(.*?)` \|/gm)].map(([, usage = '']) => usage)
    for (const [i, { name: command, options = [] }] of subcommands().entries()) {
      expect(`${usages[i]} `.startsWith(`${command} `)).toBe(true)
      for (const { name, choices } of options) {
        const values = choices?.map(({ value }) => value).join('\\|')
        expect(usages[i]).toSatisfy(
          (usage: string) =>
            new RegExp(`[[<]${name}[\\]:>]`).test(usage) || usage.includes(`[${values}]`),
          `names ${name}`,
        )
      }
    }
    expect(usages.length).toBe(subcommands().length)
  })

  it('in the help is what they can type', async () => {
    const stand = await openStand()
    onTestFinished(stand.close)
    for (const { name, options = [] } of subcommands()) {
      const { blocks } = await stand.type(`help ${name}`)
      const facts = blocks.flatMap((block) => (block.kind === 'facts' ? block.facts : []))
      expect(facts.map((fact) => fact.name).sort()).toEqual(options.map((o) => o.name).sort())
    }
  })
})

describe('a command of two words', () => {
  it('is a subcommand of a group, wherever it stands in the list', async () => {
    const text = z.object({ query: z.string() })
    const suggest = { query: async (typed: string) => [{ label: `${typed}!`, value: typed }] }
    const extra = [named('club add', text, { suggest }), named('topics'), named('club list')]
    const on = await openOnDiscord({ extra })
    onTestFinished(on.close)
    const [paper] = on.discord.commands()
    expect(paper?.options?.slice(-2)).toEqual([
      expect.objectContaining({
        type: Kind.SubcommandGroup,
        name: 'club',
        options: [
          expect.objectContaining({ name: 'add' }),
          expect.objectContaining({ name: 'list' }),
        ],
      }),
      expect.objectContaining({ type: Kind.Subcommand, name: 'topics' }),
    ])
    const typed = { command: 'paper', group: 'club', subcommand: 'add' }
    const reply = await on.discord.slash({ ...typed, options: { query: 'mamba' } }).reply()
    expect(textOf(reply)).toContain('club add was done')
    const focused = { ...typed, options: { query: 'mam' }, focused: 'query' }
    expect(await on.discord.autocomplete(focused).choices()).toEqual([
      { name: 'mam!', value: 'mam' },
    ])
    expect(on.discord.violations).toEqual([])
  })
})

describe('what is registered', () => {
  it('is offered everywhere, to servers and to people', async () => {
    const on = await openOnDiscord()
    onTestFinished(on.close)
    expect(on.discord.commands()).toMatchObject([
      { type: 1, name: 'paper', integration_types: [0, 1], contexts: [0, 1, 2] },
      { type: 3, name: 'Find papers', integration_types: [0, 1], contexts: [0, 1, 2] },
    ])
    expect(on.discord.violations).toEqual([])
  })
})
