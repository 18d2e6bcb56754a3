// Edits counted bit by bit are those that are counted letter by letter.

import fc from 'fast-check'
import { distance } from 'fastest-levenshtein'
import { expect, test } from 'vitest'
import { comparing, longestCompared } from '../../src/search/edits.ts'

const letters = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'abcä李'), minLength, maxLength })

test('any word and any others, read where they stand', () => {
  const others = fc.array(letters(0, 40), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(letters(1, longestCompared), others, (word, texts) => {
      const units = Uint16Array.from([...texts.join('')], (letter) => letter.charCodeAt(0))
      const ends = texts.map((_, i) => texts.slice(0, i + 1).join('').length)
      const found = comparing(word, (editsTo) =>
        ends.map((end, i) => editsTo(units, ends[i - 1] ?? 0, end)),
      )
      expect(found).toEqual(texts.map((text) => distance(word, text)))
    }),
    { numRuns: 2000 },
  )
})
