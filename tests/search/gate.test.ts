// What is about a query, and what only has its words in passing.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aboutQuery } from '../../src/search/gate.ts'
import { parseQuery } from '../../src/search/query.ts'

const scored = (...scores: number[]) => scores.map((score, i) => ({ id: `p${i}`, score }))
const kept = (query: string, ...scores: number[]) =>
  aboutQuery(scored(...scores), parseQuery(query)).map(({ score }) => score)

test.each([
  ['mamba', [9, 6, 3], [9, 6, 3]],
  ['mamba', [9, 6, 2.9, 1], [9, 6]],
  ['mamba', [], []],
  // What only narrows down scores nothing.
  ['has:code', [0, 0], [0, 0]],
  ['mamba OR language', [9, 6, 1], [9, 6, 1]],
])('of %j with scores %j, %j are about it', (query, scores, expected) =>
  expect(kept(query, ...scores)).toEqual(expected),
)

test('the best hit is always about the query, and order and scores stay as they are', () => {
  const scores = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 })
  fc.assert(
    fc.property(scores, (all) => {
      const best = [...all].sort((a, b) => b - a)
      const about = kept('mamba state', ...best)
      expect(about.length).toBeGreaterThan(0)
      expect(best.slice(0, about.length)).toEqual(about)
    }),
    { endOnFailure: true },
  )
})
