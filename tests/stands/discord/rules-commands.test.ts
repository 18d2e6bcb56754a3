// What Discord refuses of forms, suggestions and commands, at its limits.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DiscordStand, openDiscord } from './discord.ts'
import { demandChoices, demandModal } from './rules-message.ts'
import { attempt, openTinyBot, type TinyBot, tinyCommands } from './tiny-bot.ts'
import type { Fields } from './wire.ts'

let discord: DiscordStand
let bot: TinyBot

beforeAll(async () => {
  discord = await openDiscord()
  bot = await openTinyBot(discord)
})
afterAll(async () => {
  await bot.close()
  await discord.close()
})

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))
const x = (length: number) => 'x'.repeat(length)
describe('a form is refused for', () => {
  const field = (more: object = {}) => ({ type: 4, custom_id: 'f', style: 1, ...more })
  const label = (component: object, more: object = {}) => ({
    type: 18,
    label: 'L',
    component,
    ...more,
  })
  const form = (components: object[], more: object = {}): Fields => ({
    custom_id: 'm',
    title: 'T',
    components,
    ...more,
  })
  const fields = (count: number) => many(count, (i) => label(field({ custom_id: `f${i}` })))

  it.each<[string, ok: Fields, refused: Fields]>([
    ['its title', form(fields(1), { title: x(45) }), form(fields(1), { title: x(46) })],
    ['six labels', form(fields(5)), form(fields(6))],
    ['none', form(fields(1)), form([])],
    ['fields alike', form(fields(2)), form([label(field()), label(field())])],
    [
      'a long label',
      form([label(field(), { label: x(45) })]),
      form([label(field(), { label: x(46) })]),
    ],
    [
      'a long placeholder',
      form([label(field({ placeholder: x(100) }))]),
      form([label(field({ placeholder: x(101) }))]),
    ],
    [
      'a value longer than it takes',
      form([label(field({ max_length: 2, value: 'xx' }))]),
      form([label(field({ max_length: 2, value: 'xxx' }))]),
    ],
    [
      'bounds that cross',
      form([label(field({ min_length: 2, max_length: 2 }))]),
      form([label(field({ min_length: 3, max_length: 2 }))]),
    ],
    [
      'a button',
      form([label({ type: 3, custom_id: 's', options: [{ label: 'l', value: 'v' }] })]),
      form([label({ type: 2, style: 1, label: 'b', custom_id: 'b' })]),
    ],
  ])('%s', (_, ok, refused) => {
    expect(() => demandModal(ok)).not.toThrow()
    expect(() => demandModal(refused)).toThrow('Invalid Form Body')
  })

  it('suggestions: 25 of them, of the option’s type, and up to 100 characters', () => {
    const choice = (name: string, value: unknown = 'v') => ({ name, value })
    expect(() =>
      demandChoices(
        many(25, () => choice(x(100), x(100))),
        3,
      ),
    ).not.toThrow()
    expect(() => demandChoices([choice('n', 1)], 4)).not.toThrow()
    for (const [choices, type] of [
      [many(26, () => choice('n')), 3],
      [[choice('')], 3],
      [[choice(x(101))], 3],
      [[choice('n', x(101))], 3],
      [[choice('n', 1.5)], 4],
    ] as const)
      expect(() => demandChoices(choices, type)).toThrow('Invalid Form Body')
  })
})

describe('commands are refused for', () => {
  const path = () => `/applications/${discord.applicationId}/commands` as const
  const put = (commands: readonly object[]) =>
    attempt(() => bot.client.rest.put(path(), { body: commands }))
  const leaf = (name: string, more: object = {}) => ({ type: 3, name, description: 'd', ...more })
  const paper = (options: object[], more: object = {}) => ({
    name: 'paper',
    description: 'd',
    options,
    ...more,
  })

  it.each<[string, object[], string]>([
    ['a name', [paper([], { name: 'Paper' })], 'INVALID_NAME'],
    ['no description', [paper([], { description: '' })], 'BAD_LENGTH'],
    ['two of a name', [paper([]), paper([])], 'DUPLICATE_NAME'],
    [
      'a required option after another',
      [paper([leaf('a'), leaf('b', { required: true })])],
      'REQUIRED_INVALID',
    ],
    ['26 options', [paper(many(26, (i) => leaf(`o${i}`)))], 'BAD_LENGTH'],
    [
      '26 choices',
      [paper([leaf('a', { choices: many(26, (i) => ({ name: `${i}`, value: 'v' })) })])],
      'BAD_LENGTH',
    ],
    [
      'suggestions beside choices',
      [paper([leaf('a', { autocomplete: true, choices: [{ name: 'n', value: 'v' }] })])],
      'OPTIONS_INVALID',
    ],
    [
      'a subcommand beside an option',
      [paper([leaf('a'), { type: 1, name: 's', description: 'd' }])],
      'TYPE_INVALID',
    ],
    ['options alike', [paper([leaf('a'), leaf('a')])], 'ALREADY_EXISTS'],
    [
      'their size',
      [
        paper(
          many(25, (i) =>
            leaf(`o${i}`, { choices: many(4, (j) => ({ name: `${j}`, value: x(90) })) }),
          ),
        ),
      ],
      'TOO_LARGE',
    ],
    ['a context', [paper([], { contexts: [3] })], 'CHOICES'],
    [
      'a description of a message command',
      [{ name: 'Find', type: 3, description: 'd' }],
      'BAD_LENGTH',
    ],
  ])('%s', async (_, commands, code) => {
    const { code: number, words } = await put(commands)
    expect(number).toBe(50035)
    expect(words).toContain(code)
  })

  it('nothing, when they are well: they keep their ids, here and in a guild', async () => {
    const before = discord.violations.length
    await put(tinyCommands)
    const ids = discord.commands().map(({ id }) => id)
    await put(tinyCommands)
    expect(discord.commands().map(({ id }) => id)).toEqual(ids)
    const guildPath = `/applications/${discord.applicationId}/guilds/${discord.guild.id}/commands`
    await bot.client.rest.put(guildPath as `/${string}`, { body: [paper([leaf('a')])] })
    expect(discord.commands(discord.guild.id)).toMatchObject([{ name: 'paper' }])
    expect(discord.violations.slice(before)).toEqual([])
  })
})
