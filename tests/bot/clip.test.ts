// Quoting what somebody typed.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clip } from '../../src/bot/clip.ts'

const family = '👨‍👩‍👧'

test.each([
  ['mamba', 5, 'mamba'],
  ['mambas', 5, 'mamb…'],
  [`ab${family}cd`, 6, 'ab…'],
  [`ab${family}cd`, 11, `ab${family}…`],
  ['abe\u0301xyz', 4, 'ab…'],
  ['🎉🎉🎉', 4, '🎉…'],
])('%j within %i is %j', (text, limit, clipped) => {
  expect(clip(text, limit)).toBe(clipped)
})

test('no text takes more than the limit, or ends in half a character', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.nat(50).map((marks) => `🎉${'\u0301'.repeat(marks)}`),
  )
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 20 }), (text, limit) => {
      const clipped = clip(text, limit)
      expect(clipped.length).toBeLessThanOrEqual(limit)
      expect(clipped.isWellFormed()).toBe(true)
      if (clipped !== text) expect(text.startsWith(clipped.slice(0, -1))).toBe(true)
    }),
  )
})
