// Which papers are alike, and which words tell a paper from others.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { likenessTo } from '../../src/search/alike.ts'
import { analysePaper } from '../../src/search/analysis.ts'
import { engineWith, paperOf, samplePapers } from './fixtures.ts'

test('what papers share is never a word that says nothing', async () => {
  const abstract =
    'Zebras whose time is thus often taken, although many may yet make quite new stripes.'
  const engine = await engineWith([
    paperOf({ id: '2501.00001', title: 'Zebras', abstract }),
    paperOf({ id: '2501.00002', title: 'More Zebras', abstract }),
    paperOf({ id: '2501.00003', title: 'Bears' }),
  ])
  const [hit] = await engine.similar('2501.00001', 1)
  expect([...(hit?.shared ?? [])].sort()).toEqual(['stripes', 'zebras'])
})

test('words side by side are more alike than the same words apart', async () => {
  const engine = await engineWith([
    paperOf({ id: '2501.00001', title: 'State space models of zebras' }),
    paperOf({ id: '2501.00002', title: 'Space, zebras, models, state' }),
    paperOf({ id: '2501.00003', title: 'Zebras by state space models' }),
    paperOf({ id: '2501.00004', title: 'Bears' }),
    paperOf({ id: '2501.00005', title: 'Lions' }),
  ])
  const hits = await engine.similar('2501.00001', 5)
  expect(hits.map(({ id }) => id)).toEqual(['2501.00003', '2501.00002'])
  expect(hits.every(({ score }) => score > 0 && score < 1 + 1e-12)).toBe(true)
})

test('likeness goes both ways, is 1 to itself and between 0 and 1 to others', () => {
  const numbers = new Map<string, number>([['', 0]])
  const numberOf = (stem: string) => {
    if (!numbers.has(stem)) numbers.set(stem, numbers.size)
    return numbers.get(stem) as number
  }
  const papers = samplePapers.map((paper) => {
    const { title, body } = analysePaper(paper)
    return [...title, '', ...body].map(numberOf)
  })
  const holders = new Map<number, number>()
  for (const stems of papers)
    for (const stem of new Set(stems)) holders.set(stem, (holders.get(stem) ?? 0) + 1)
  const like = (paper: readonly number[]) =>
    likenessTo(paper, (stem) => Math.log((papers.length + 1) / (holders.get(stem) ?? 1)))
  const any = fc.constantFrom(...papers)
  fc.assert(
    fc.property(any, any, (one, other) => {
      expect(like(one)(other)).toBeCloseTo(like(other)(one), 12)
      expect(like(one)(one)).toBeCloseTo(1, 12)
      expect(like(one)(other)).toBeGreaterThanOrEqual(0)
      expect(like(one)(other)).toBeLessThanOrEqual(1 + 1e-12)
    }),
    { endOnFailure: true },
  )
})
