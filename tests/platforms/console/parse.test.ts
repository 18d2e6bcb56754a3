// Typed lines, read.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConsoleChoice } from '../../../src/platforms/console/choices.ts'
import { maxLine } from '../../../src/platforms/console/limits.ts'
import { parseLine } from '../../../src/platforms/console/parse.ts'
import { createLibrary } from './library.ts'

const { commands } = createLibrary()
const choices: readonly ConsoleChoice[] = [
  { label: 'Next', press: { invoke: { command: 'search', options: {} }, effect: 'update' } },
  { label: 'arXiv', href: 'https://arxiv.org/' },
]
const parse = (line: string) => parseLine(line, commands, choices)

describe('a line', () => {
  it.each(['search mamba', '/paper search mamba', '  /PAPER   search mamba  '])(
    'asks for a command, with or without /paper: %j',
    (line) => {
      const invocation = { command: 'search', options: { query: 'mamba' } }
      expect(parse(line)).toEqual({ kind: 'invoke', invocation })
    },
  )

  it('keeps /paper only where it is a word of its own, and paper always', () => {
    expect(parse('/papers')).toMatchObject({ kind: 'invoke', invocation: { command: 'papers' } })
    expect(parse('paper x')).toMatchObject({ kind: 'invoke', invocation: { command: 'paper' } })
  })

  it('asks for help when it is /paper alone', () => {
    expect(parse('/paper')).toEqual({
      kind: 'invoke',
      invocation: { command: 'help', options: {} },
    })
  })

  it.each(['2', ' 2 ', '[2]', '2.', '02', '/paper 2'])('picks by number: %j', (line) => {
    expect(parse(line)).toEqual({ kind: 'press', choice: choices[1] })
  })

  it.each([
    ['0', 0],
    ['3', 3],
    ['999999999', 999_999_999],
  ])('says so when there is no such choice: %s', (line, number) => {
    expect(parse(line)).toEqual({ kind: 'no-such-choice', number })
  })

  it('takes a paper id for what it is, not for a number', () => {
    expect(parse('1706.03762')).toMatchObject({ kind: 'invoke', invocation: { command: 'show' } })
  })

  it.each(['quit', 'EXIT', ' :q '])('takes leave: %j', (line) => {
    expect(parse(line)).toEqual({ kind: 'quit' })
  })

  it.each(['', '   ', '# search mamba', '  #', '\0\x1b'])('says nothing: %j', (line) => {
    expect(parse(line)).toEqual({ kind: 'nothing' })
  })

  it('has an end', () => {
    expect(parse(`search ${'a'.repeat(maxLine)}`)).toEqual({ kind: 'too-long' })
  })

  it('is read whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (line) => {
        expect(parse(line).kind).toMatch(/^(invoke|press|no-such-choice|quit|nothing)$/)
      }),
    )
  })
})
