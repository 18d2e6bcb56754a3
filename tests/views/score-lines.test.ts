// What made a score, in words.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainText } from '../../src/bot/view.ts'
import type { Explanation, ScorePart } from '../../src/search/engine.ts'
import { parseQuery } from '../../src/search/query.ts'
import { scoreText } from '../../src/views/score-lines.ts'
import { paperOf } from '../search/fixtures.ts'

const paper = paperOf({
  title: 'Selective State Spaces',
  abstract: 'Models of languages.',
  authors: ['Albert Gu'],
})

function told(query: string, ...parts: readonly ScorePart[]): string {
  const score = parts.reduce((sum, { points }) => sum + points, 0)
  return plainText(scoreText({ score, parts }, parseQuery(query), paper))
}

test('names words as they were typed, where they stand and how often, what gave most first', () => {
  const text = told(
    'Language "state space" author:gu',
    { what: 'languag', field: 'abstract', kind: 'word', times: 2, points: 1.25 },
    { what: 'state space', field: 'title', kind: 'phrase', times: 1, points: 3.21 },
    { what: 'gu', field: 'authors', kind: 'word', points: 0.5 },
  )
  expect(text).toBe(
    'state space in the title ×1: 3.2; Language in the abstract ×2: 1.3; gu among the authors: 0.50; together 5.0',
  )
})

test('names what was not typed as the paper has it', () => {
  const part = { what: 'model', field: 'abstract', kind: 'acronym', times: 1, points: 2 } as const
  expect(told('ssm', part)).toBe('Models in the abstract ×1, by its acronym: 2.0; together 2.0')
})

test('says what words have together', () => {
  const beside = { what: 'state space', kind: 'adjacency', points: 1 } as const
  const all = { what: 'words together', kind: 'adjacency', points: 1 } as const
  const alike = { what: 'company', kind: 'company', points: 1 } as const
  expect(told('state space', beside)).toBe('state space side by side: 1.0; together 1.0')
  expect(told('state space', all)).toBe('words together: 1.0; together 1.0')
  expect(told('state space', alike)).toBe('like the others that answer best: 1.0; together 1.0')
})

test('tells eight parts at most, and their points add up to the score', () => {
  const part: fc.Arbitrary<ScorePart> = fc.record({
    what: fc.constantFrom('state', 'space', 'model'),
    field: fc.constantFrom('title', 'abstract', 'keywords', 'authors'),
    kind: fc.constantFrom('word', 'phrase', 'acronym'),
    points: fc.double({ min: 0.01, max: 90, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 30 }), (parts) => {
      const explanation: Explanation = {
        score: parts.reduce((sum, { points }) => sum + points, 0),
        parts,
      }
      const lines = plainText(scoreText(explanation, parseQuery('state space'), paper)).split('; ')
      expect(lines.length).toBeLessThanOrEqual(9)
      const numbers = lines.slice(0, -1).map((line) => Number(line.split(': ').at(-1)))
      const together = Number(lines.at(-1)?.replace('together ', ''))
      // Each number is rounded to its last digit.
      const sum = numbers.reduce((a, b) => a + b, 0)
      expect(Math.abs(sum - together)).toBeLessThanOrEqual(0.05 * (numbers.length + 1) + 1e-9)
    }),
    { endOnFailure: true },
  )
})
