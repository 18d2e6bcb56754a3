// The words near a misspelt one: the same as comparing it with every word, whatever came and went.

import fc from 'fast-check'
import { distance } from 'fastest-levenshtein'
import { expect, test } from 'vitest'
import { createVocabulary } from '../../src/search/vocabulary.ts'

const word = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', 'é', 'z', 'я'),
  minLength: 1,
  maxLength: 7,
})

test('gives every word within so many edits, and no other', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), fc.array(word), word, (kept, passing, typed) => {
      const vocabulary = createVocabulary()
      for (const one of [...passing, ...kept]) vocabulary.count(one, 1)
      for (const one of passing) vocabulary.count(one, -1)
      const near = [...new Set(kept)]
        .filter((other) => other.length >= 3 && typed.length >= 3 && other !== typed)
        .map((other) => ({
          word: other,
          papers: kept.filter((one) => one === other).length,
          edits: distance(typed, other),
        }))
        .filter(({ edits }) => edits <= 2)
      const byWord = (a: { word: string }, b: { word: string }) => (a.word < b.word ? -1 : 1)
      expect(vocabulary.near(typed, 2)).toEqual(near.sort(byWord))
    }),
  )
})

test('names with digits and words past any length are never near', () => {
  const vocabulary = createVocabulary()
  for (const one of ['gpt4', 'gpts', 'a'.repeat(25)]) vocabulary.count(one, 1)
  expect(vocabulary.near('gpt4', 2)).toEqual([])
  expect(vocabulary.near('gptx', 1)).toEqual([{ word: 'gpts', papers: 1, edits: 1 }])
  expect(vocabulary.near('a'.repeat(24), 1)).toEqual([])
})
