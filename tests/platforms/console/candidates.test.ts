// Several candidates: what is filled in, and how they are laid out.
import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { candidateLines, fillOf } from '../../../src/platforms/console/candidates.ts'

const titles = ['Attention Is All You Need', 'Attention Is Not All You Need']

describe('what is filled in', () => {
  it.each([
    [titles, 'attention', 'Attention Is '],
    [titles, 'all you', undefined],
    [titles, 'Attention Is ', undefined],
    [['vision', 'state spaces'], '', undefined],
    [[], '', undefined],
  ])('of %j for %j is %j', (candidates, typed, fill) => {
    expect(fillOf([[...candidates], typed])).toBe(fill)
  })
})

describe('candidates', () => {
  it('stand side by side when they are short, one to a line and clipped when they are long', () => {
    expect(candidateLines(['day ', 'week ', 'month '], 20)).toEqual(['day    week   month'])
    expect(candidateLines(titles, 20)).toEqual(['Attention Is All Yo…', 'Attention Is Not Al…'])
  })

  it('are never wider than the terminal, and all there', () => {
    const label = fc.string({
      unit: fc.constantFrom('a', ' ', '注', '👩‍👩‍👧'),
      minLength: 1,
      maxLength: 60,
    })
    fc.assert(
      fc.property(fc.array(label), fc.integer({ min: 20, max: 100 }), (labels, columns) => {
        const lines = candidateLines(labels, columns)
        expect(lines.length).toBeLessThanOrEqual(labels.length)
        for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns)
      }),
    )
  })
})
