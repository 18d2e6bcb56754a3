// One typed line → an invocation.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { commands } from '../../commands/index.ts'
import { defineCommand } from '../../src/bot/command.ts'
import { describeCommand, describeCommands } from '../../src/bot/describe.ts'
import { parseWords } from '../../src/bot/words.ts'

const known = describeCommands(commands)

const lines: readonly [line: string, command: string, options: object][] = [
  ['', 'help', {}],
  ['   ', 'help', {}],
  ['?', 'help', {}],
  [' ? ', 'help', {}],
  ['search state space', 'search', { query: 'state space' }],
  ['SEARCH mamba', 'search', { query: 'mamba' }],
  ['/search mamba', 'search', { query: 'mamba' }],
  ['search mamba sort:new', 'search', { query: 'mamba', sort: 'new' }],
  ['search sort:votes mamba since:7d', 'search', { query: 'mamba', sort: 'votes', since: '7d' }],
  // Phones put a space behind a colon.
  ['search mamba since: 7d', 'search', { query: 'mamba', since: '7d' }],
  ['search "state space" sort:new', 'search', { query: '"state space"', sort: 'new' }],
  ['search “state space”', 'search', { query: '"state space"' }],
  // A key inside quotes is text, and so is a key the command does not declare.
  ['search "sort:new"', 'search', { query: '"sort:new"' }],
  ['search author:gu votes:>5', 'search', { query: 'author:gu votes:>5' }],
  ['search query:mamba', 'search', { query: 'mamba' }],
  ['search since:"7 d" x', 'search', { query: 'x', since: '7 d' }],
  ['search "left open sort:new', 'search', { query: '"left open sort:new' }],
  ['trending', 'trending', {}],
  ['trending week', 'trending', { window: 'week' }],
  ['trending Month language models', 'trending', { window: 'month', query: 'language models' }],
  ['trending week video why', 'trending', { window: 'week', query: 'video', why: true }],
  // Only the first word is a window, and only the last a switch.
  ['trending why week', 'trending', { query: 'why week' }],
  ['cite 1706.03762 apa', 'cite', { paper: '1706.03762', format: 'apa' }],
  ['cite adam markdown', 'cite', { paper: 'adam', format: 'markdown' }],
  ['cite format:apa adam', 'cite', { paper: 'adam', format: 'apa' }],
  ['stats please', 'stats', { words: 'please' }],
  ['nonsense here', 'nonsense', { words: 'here' }],
  ['nonsense', 'nonsense', {}],
  // A pasted id or address needs no command.
  ['1706.03762', 'show', { paper: '1706.03762' }],
  [
    'https://arxiv.org/abs/2312.00752 please',
    'show',
    { paper: 'https://arxiv.org/abs/2312.00752' },
  ],
  ['search since:2025-06-20', 'search', { since: '2025-06-20' }],
  ['https://arxiv.org/abs/1706.03762v5', 'show', { paper: 'https://arxiv.org/abs/1706.03762v5' }],
]

describe('parseWords', () => {
  it.each(lines)('%s', (line, command, options) => {
    expect(parseWords(line, known)).toEqual({ command, options })
  })

  it('takes any text without throwing, and loses no word of it', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/)
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => parseWords(text, known)).not.toThrow()
      }),
    )
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        expect(parseWords(`search ${words.join(' ')}`, known).options.query).toBe(words.join(' '))
      }),
    )
  })
})

describe('a command of two words', () => {
  const member = (name: string) =>
    describeCommand(
      defineCommand({
        name,
        summary: 'Part of a group',
        examples: [name],
        options: z.object({ time: z.string().optional() }),
        text: 'time',
        visibility: 'private',
        run: async () => ({ title: '', blocks: [] }),
      }),
    )
  const grouped = [...known, member('clock show'), member('clock set')]

  it.each([
    ['clock set 09:30', 'clock set', { time: '09:30' }],
    ['/Clock  SET 09:30', 'clock set', { time: '09:30' }],
    ['clock set time:09:30', 'clock set', { time: '09:30' }],
    // The group alone is its first command.
    ['clock', 'clock show', {}],
    ['clock sett 9', 'clock sett', { words: '9' }],
    ['clocks set', 'clocks', { words: 'set' }],
  ])('%s', (line, command, options) => {
    expect(parseWords(line, grouped)).toEqual({ command, options })
  })
})
