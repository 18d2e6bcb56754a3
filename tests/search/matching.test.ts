// What the index finds is what the query means (match.ts), whichever way it takes to find it.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { analysePaper } from '../../src/search/analysis.ts'
import { matcherOf } from '../../src/search/match.ts'
import { parseQuery } from '../../src/search/query.ts'
import { engineWith, paperOf } from './fixtures.ts'

/** From a word that nearly every paper has to one that none has. */
const vocabulary = [
  'model',
  'zebra',
  'graph',
  'learning',
  'few-shot',
  'crossing',
  'the',
  'quokka',
  'xylem',
]
const names = ['Ada Lee', 'Adam Long', 'Bo Lee', 'Zoe Ada Xu', 'Li']

const held = Array.from({ length: 400 }, (_, i) => paper(i))
const engine = await engineWith([...held, paperOf({ id: 'gone', title: 'Quokka model zebra' })])
await engine.remove(['gone'])

/** Of words that are the rarer the later they stand in the vocabulary; the last stands nowhere. */
function paper(i: number) {
  const word = (n: number) =>
    vocabulary[Math.floor((vocabulary.length - 1) * (((i * 7 + n * 13) % 31) / 31) ** 3)] as string
  const text = (from: number, length: number) =>
    Array.from({ length }, (_, n) => word(from + n)).join(' ')
  return paperOf({
    id: `p${i}`,
    title: text(0, 1 + (i % 4)),
    abstract: text(9, i % 7),
    authors: names.filter((_, n) => (i + n) % 4 === 0),
    ...(i % 3 === 0 && { organization: 'Zebra Learning' }),
    votes: i % 11,
    published: `2025-0${1 + (i % 9)}-01`,
  })
}

const word = fc.constantFrom(...vocabulary)
const phrase = fc.array(word, { minLength: 2, maxLength: 3 }).map((words) => `"${words.join(' ')}"`)
const author = fc.constantFrom(
  'lee',
  '"a lee"',
  '"l a"',
  'a',
  'z',
  '"x z a"',
  '"ada lee"',
  'nobody',
)
const term = fc.oneof(
  { weight: 3, arbitrary: fc.oneof(word, phrase) },
  fc.oneof(word, phrase).map((text) => `title:${text}`),
  author.map((name) => `author:${name}`),
  fc.constantFrom('org:zebra', 'org:"learning zebra"', 'votes:>5', 'votes:<2'),
)
const signed = fc.tuple(fc.constantFrom('', '', '-'), term).map((parts) => parts.join(''))
const clause = fc.array(signed, { minLength: 1, maxLength: 3 }).map((terms) => terms.join(' OR '))
const queries = fc.array(clause, { minLength: 1, maxLength: 4 }).map((clauses) => clauses.join(' '))

/** Phrases that are looked for at once, in titles and anywhere. */
const inPlaces = [
  'title:"model model" OR "model model"',
  '-title:"model model" -"model model"',
  '"model model" OR title:"learning model" OR -"model learning"',
]

test('finds the papers that satisfy the query, and no others', async () => {
  await fc.assert(
    fc.asyncProperty(queries, async (text) => {
      const query = parseQuery(text)
      const matches = matcherOf(query)
      const right = held.filter((one) => matches(analysePaper(one))).map(({ id }) => id)
      const { hits, total } = await engine.search(query, { offset: 0, limit: 1000 })
      expect(hits.map(({ id }) => id).sort()).toEqual(right.sort())
      expect(total).toBe(right.length)
    }),
    { numRuns: 1000, examples: inPlaces.map((text) => [text]) },
  )
}, 60_000)

test('what is excluded and stands nowhere leaves everything', async () => {
  const { total } = await engine.search(parseQuery('model -"xylem xylem"'), { offset: 0, limit: 1 })
  const { total: all } = await engine.search(parseQuery('model'), { offset: 0, limit: 1 })
  expect(total).toBe(all)
})
