// What people say to the bot, and what it takes that for.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { commands } from '../../commands/index.ts'
import { describeCommands } from '../../src/bot/describe.ts'
import { readTalk } from '../../src/bot/talk.ts'

const known = describeCommands(commands)

const said: readonly [said: string, command: string, options?: object][] = [
  ['', 'help'],
  ['  ', 'help'],
  ['thanks!', 'help'],
  ['Hi', 'help'],
  ['hello, thank you', 'help'],
  ['help', 'help'],
  ['?', 'help'],
  ['diffusion models', 'search', { query: 'diffusion models' }],
  ['Could you please show me papers about diffusion?', 'search', { query: 'diffusion' }],
  ['search for state space models', 'search', { query: 'state space models' }],
  ['I’m looking for recent papers on graph networks', 'search', { query: 'graph networks' }],
  ['do you have anything about mamba?', 'search', { query: 'mamba' }],
  ['papers', 'search', { query: 'papers' }],
  ['hey, trending please', 'trending'],
  ['trending month why', 'trending', { window: 'month', why: true }],
  ['search “state space” sort:new', 'search', { query: '"state space"', sort: 'new' }],
  ['author:vaswani attention', 'search', { query: 'author:vaswani attention' }],
  ['1706.03762', 'show', { paper: '1706.03762' }],
  ['show 1706.03762', 'show', { paper: '1706.03762' }],
  ['https://arxiv.org/abs/1706.03762?', 'show', { paper: 'https://arxiv.org/abs/1706.03762' }],
  [
    'what do you think of https://arxiv.org/abs/1706.03762',
    'find',
    { text: 'what do you think of https://arxiv.org/abs/1706.03762' },
  ],
  ['settings', 'settings mine'],
  ['settings nonsense', 'settings nonsense'],
]

it.each(said)('“%s” asks for %s', (text, command, options = {}) => {
  expect(readTalk(text, known)).toEqual({ command, options })
})

it('leaves a long text to what picks the telling words', () => {
  const text = 'graph neural networks for molecules '.repeat(10).trim()
  expect(readTalk(text, known)).toEqual({ command: 'find', options: { text } })
})

it('asks for something the bot knows, whatever was said', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { command } = readTalk(text, known)
      expect(known.some(({ name }) => name.split(' ')[0] === command.split(' ')[0])).toBe(true)
    }),
  )
})
