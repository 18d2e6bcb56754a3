// What an index answers depends on the papers it holds and on nothing else.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMiniSearchEngine } from '../../src/search/minisearch.ts'
import { PaperCounts } from '../../src/search/paper-counts.ts'
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
      const lived = createMiniSearchEngine()
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

test('rows of counts are what a Map would be', () => {
  const step = fc.record({ paper: fc.nat(12), what: fc.constantFrom('count', 'delete', 'get') })
  fc.assert(
    fc.property(fc.array(fc.nat(12)), fc.array(step), (first, steps) => {
      const standings = first.sort((a, b) => a - b)
      const counts = new PaperCounts(Uint32Array.from(standings))
      const model = new Map<number, number>()
      for (const paper of standings) model.set(paper, (model.get(paper) ?? 0) + 1)
      let last = standings.at(-1) ?? 0
      for (const { paper, what } of steps) {
        if (what === 'get') expect(counts.get(paper)).toBe(model.get(paper))
        else if (what === 'delete') {
          counts.delete(paper)
          model.delete(paper)
        } else {
          last += model.has(last) ? paper : paper + 1
          model.set(last, (model.get(last) ?? 0) + 1)
          expect(counts.count(last)).toBe(model.get(last))
        }
        expect(counts.size).toBe(model.size)
        if (paper % 3 === 0) expect([...counts.keys()]).toEqual([...model.keys()])
      }
      expect([...counts.keys()].map((key) => [key, counts.get(key)])).toEqual([...model])
    }),
  )
})
