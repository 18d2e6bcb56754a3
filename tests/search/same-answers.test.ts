// What an index answers depends on the papers it holds and on nothing else.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCompactEngine } from '../../src/search/compact.ts'
import { parseQuery } from '../../src/search/query.ts'
import { alikePaper, answers, freshly, history, leftBy, live } from './histories.ts'

test('papers answer alike in whatever order they came', async () => {
  const corpus = fc.uniqueArray(alikePaper, { selector: ({ id }) => id, maxLength: 30 })
  const orders = corpus.chain((papers) =>
    fc.tuple(
      fc.constant(papers),
      fc.shuffledSubarray(papers, { minLength: papers.length, maxLength: papers.length }),
    ),
  )
  await fc.assert(
    fc.asyncProperty(orders, async ([papers, shuffled]) => {
      const [one, other] = [await freshly(papers), await freshly(shuffled)]
      expect(await answers(other)).toEqual(await answers(one))
    }),
    { numRuns: 60 },
  )
})

test('what was changed and removed leaves no trace, to the last digit of a score', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (changes) => {
      const lived = createCompactEngine()
      await live(lived, changes)
      expect(await answers(lived)).toEqual(await answers(await freshly(leftBy(changes))))
    }),
    { numRuns: 60 },
  )
})

test('ties are broken alike far beyond the first hundred', async () => {
  const papers = Array.from({ length: 400 }, (_, i) => ({
    id: `2501.${String(i).padStart(5, '0')}`,
    title: i % 3 === 0 ? 'Diffusion Models' : 'Models of Diffusion',
    abstract: '',
    authors: [],
    source: 'jsonl' as const,
    published: i % 2 === 0 ? '2025-01-01' : '2025-01-02',
  }))
  const [one, other] = [await freshly(papers), await freshly([...papers].reverse())]
  const query = parseQuery('diffusion models')
  for (const words of ['every', 'most'] as const) {
    const request = { offset: 0, limit: 400, words }
    const { hits, total } = await one.search(query, request)
    expect(total).toBe(words === 'every' ? 400 : 100)
    expect(await other.search(query, request)).toEqual({ hits, total })
    expect(hits.slice(0, 2).map(({ id }) => id)).toEqual(['2501.00003', '2501.00009'])
  }
  expect(await other.suggest('diff', 7)).toEqual(await one.suggest('diff', 7))
  expect(await other.similar('2501.00000', 7)).toEqual(await one.similar('2501.00000', 7))
})
