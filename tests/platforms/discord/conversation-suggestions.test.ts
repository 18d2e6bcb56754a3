// What is suggested while somebody types: papers, queries, commands; always what Discord takes, whatever was typed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Completion, defineCommand } from '../../../src/bot/command.ts'
import type { From } from '../../stands/discord/interactions.ts'
import { until } from '../../stands/discord/until.ts'
import { acknowledgements, type OnDiscord, openOnDiscord, places } from '../../stands/on-discord.ts'

/** What the command of this test's own suggests, whatever is typed. */
let completions: () => readonly Completion[] = () => []

const odd = defineCommand({
  name: 'odd',
  summary: 'Suggests what a test gives it',
  examples: ['odd'],
  options: z.object({
    value: z.string().optional(),
    letter: z.enum(Array.from({ length: 30 }, (_, n) => `letter${n}`)).optional(),
  }),
  visibility: 'private',
  suggest: { value: async () => completions() },
  run: async () => ({ title: 'Odd', blocks: [] }),
})

let on: OnDiscord
beforeAll(async () => {
  on = await openOnDiscord({ extra: [odd] })
})
afterAll(() => on.close())

const typing = (subcommand: string, focused: string, text: string, from?: From) =>
  on.discord.autocomplete(
    { command: 'paper', subcommand, options: { [focused]: text }, focused },
    from,
  )

/** The suggestions, which keep every limit. */
async function suggested(subcommand: string, focused: string, text: string, from?: From) {
  const exchange = typing(subcommand, focused, text, from)
  const choices = await exchange.choices()
  expect(choices.length).toBeLessThanOrEqual(25)
  for (const { name, value } of choices) {
    expect(name.length).toBeLessThanOrEqual(100)
    expect(String(value).length).toBeLessThanOrEqual(100)
    expect(`${name}${value}`.isWellFormed()).toBe(true)
  }
  expect(new Set(choices.map(({ value }) => value)).size).toBe(choices.length)
  expect(acknowledgements(on, exchange)).toBe(1)
  expect(on.discord.violations).toEqual([])
  expect(on.logged.filter(({ level }) => level === 'error')).toEqual([])
  return choices
}

const attention = { name: 'Attention Is All You Need', value: '1706.03762' }

describe('a paper', () => {
  it.each([
    ['words of its title', 'attention is'],
    ['the beginning of a word', 'attenti'],
  ])('is suggested by %s', async (_, text) => {
    for (const command of ['show', 'similar', 'cite'])
      expect((await suggested(command, 'paper', text))[0]).toEqual(attention)
  })

  // The search core completes titles alone.
  it('is suggested by its id', async () => {
    expect((await suggested('show', 'paper', '1706.03762'))[0]).toEqual(attention)
  })

  it('is suggested wherever people type, and then shown', async () => {
    for (const [, from] of places) {
      const [first] = await suggested('show', 'paper', 'attention is', from)
      const options = { paper: String(first?.value) }
      const reply = await on.discord
        .slash({ command: 'paper', subcommand: 'show', options }, from)
        .reply()
      expect(JSON.stringify(reply)).toContain(attention.name)
    }
  })

  it('is suggested while other options stand already', async () => {
    const typed = {
      command: 'paper',
      subcommand: 'cite',
      options: { paper: 'attention', format: 'apa' },
    }
    const choices = await on.discord.autocomplete({ ...typed, focused: 'paper' }).choices()
    expect(choices).toContainEqual(attention)
  })
})

describe('a query', () => {
  it('is suggested by titles that have its words, and finds the paper', async () => {
    const [first] = await suggested('search', 'query', 'attention is all')
    expect(first).toEqual({ name: attention.name, value: attention.name })
    const options = { query: String(first?.value) }
    const reply = await on.discord
      .slash({ command: 'paper', subcommand: 'search', options })
      .reply()
    expect(JSON.stringify(reply)).toContain('Attention')
  })
})

describe('values', () => {
  it('of commands and of long lists are suggested by how they begin', async () => {
    expect(await suggested('help', 'command', 'sea')).toEqual([{ name: 'search', value: 'search' }])
    expect(await suggested('odd', 'letter', '')).toHaveLength(25)
    expect(await suggested('odd', 'letter', 'letter29')).toEqual([
      { name: 'letter29', value: 'letter29' },
    ])
  })
})

describe('anything', () => {
  const hostile = [
    ['nothing', ''],
    ['white space', ' \n\t '],
    ['6000 letters', 'x'.repeat(6000)],
    ['6000 characters of words', 'attention '.repeat(600)],
    ['half a pair', `attention \ud83d`],
    ['an operator alone', '-'],
    ['quotes left open', '"attention "is'],
    ['mentions', '@everyone <@1> <#2> <@&3>'],
    ['a pattern', '(a+)+$ [\\w] .*'],
    ['overrides', '\u202eattention\u202c \u0000\u0007'],
    ['zalgo', `a${'\u0301'.repeat(500)}ttention`],
    ['emoji', '👩‍👩‍👧‍👦'.repeat(200)],
  ] as const
  it.each(hostile)('may be typed: %s', async (_, text) => {
    for (const [command, option] of [
      ['show', 'paper'],
      ['search', 'query'],
      ['help', 'command'],
      ['odd', 'letter'],
    ] as const)
      await suggested(command, option, text)
  })

  it('may be suggested, and is made fit', async () => {
    const long = 'word '.repeat(60)
    completions = () => [
      { label: 'Twice', value: 'same' },
      { label: 'Again', value: 'same' },
      { label: long, value: long },
      { label: '🌋'.repeat(80), value: `x${'🌋'.repeat(80)}` },
      { label: '', value: 'no label' },
      { label: 'no value', value: '' },
      { label: '\u202e\u0000', value: 'only controls' },
      { label: 'two\nlines', value: 'two lines' },
      ...Array.from({ length: 40 }, (_, n) => ({ label: `${n}`, value: `n${n}` })),
    ]
    const choices = await suggested('odd', 'value', 'x')
    expect(choices).toHaveLength(25)
    expect(choices.map(({ value }) => value)).toContain('no label')
    expect(choices.find(({ value }) => value === 'two lines')?.name).toBe('two lines')
    expect(choices.find(({ value }) => String(value).startsWith('word'))?.value).toMatch(/word$/)
  })

  it('that fails suggests nothing, and is noted without what was typed', async () => {
    completions = () => {
      throw new Error('the index is gone')
    }
    expect(await suggested('odd', 'value', 'zyzzyva')).toEqual([])
    const { details } = on.paperboy.logged.at(-1) ?? {}
    expect(details).toMatchObject({ command: 'odd', option: 'value' })
    expect(JSON.stringify(details)).not.toContain('zyzzyva')
  })
})

describe('suggestions that come too late', () => {
  it('are noted, and nothing else', async () => {
    const before = on.logged.length
    typing('show', 'paper', 'attention', { age: 4_000 })
    const [note, ...more] = await until('a note', () => {
      const since = on.logged.slice(before)
      return since.length > 0 && since
    })
    expect(note).toMatchObject({ level: 'info', details: { code: 10062 } })
    expect(more).toEqual([])
    expect(JSON.stringify(on.logged)).not.toContain('attention')
    expect(on.discord.violations).toEqual([])
    expect((await suggested('show', 'paper', 'attention is'))[0]).toEqual(attention)
  })
})
