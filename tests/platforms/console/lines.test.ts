// Pieces of a stream, split into lines.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLineSplitter } from '../../../src/platforms/console/lines.ts'

describe('line splitter', () => {
  it('gives the same lines however the text was cut into pieces', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 30 })
    fc.assert(
      fc.property(fc.array(letters), (pieces) => {
        const splitter = createLineSplitter(1000)
        const lines = [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()]
        expect(lines).toEqual(
          pieces.join('').replace(/\n$/, '') === '' && lines.length === 0
            ? []
            : pieces.join('').replace(/\n$/, '').split('\n'),
        )
      }),
    )
  })

  it('cuts what is too long to be a line, visibly by one character, and goes on with the next', () => {
    const splitter = createLineSplitter(3)
    expect(splitter.push('abcdef')).toEqual([])
    expect(splitter.push('ghi\nxyz\n')).toEqual(['abcd', 'xyz'])
    expect(splitter.end()).toEqual([])
  })
})
