// What ranks papers with the same words.
import { expect, test } from 'vitest'
import { analysePaper, queryStems } from '../../src/search/analysis.ts'
import { parseQuery } from '../../src/search/query.ts'
import { rankFactor } from '../../src/search/rank.ts'
import { engineWith, paperOf } from './fixtures.ts'

const factor = (query: string, title: string, abstract = '') =>
  rankFactor(queryStems(parseQuery(query)), analysePaper(paperOf({ title, abstract })))

test('a title that is the query deserves most, one without its words nothing more', () => {
  expect(factor('reward reasoning model', 'Reward Reasoning Models')).toBeCloseTo(1.8)
  expect(factor('reward reasoning model', 'Untitled')).toBe(1)
  expect(factor('', 'Untitled')).toBe(1)
})

test('the more of a title the query covers, the better', () => {
  const exact = factor('mamba', 'Mamba')
  const partial = factor('mamba', 'Mamba as a Bridge')
  expect(exact).toBeGreaterThan(partial)
  expect(partial).toBeGreaterThan(1)
})

test('query words side by side count, in the abstract too', () => {
  const together = factor('state space', 'Untitled', 'A state space layer.')
  const apart = factor('state space', 'Untitled', 'The state of a space.')
  expect(together).toBeGreaterThan(apart)
  expect(apart).toBe(1)
})

test('an engine puts words side by side before the same words apart', async () => {
  const engine = await engineWith([
    paperOf({ id: '2501.00001', title: 'Aquatic', abstract: 'The space in a state machine.' }),
    paperOf({ id: '2501.00002', title: 'Botanic', abstract: 'The machine in a state space.' }),
  ])
  const { hits } = await engine.search(parseQuery('state space'), { offset: 0, limit: 2 })
  expect(hits[0]?.id).toBe('2501.00002')
  const turned = await engine.search(parseQuery('state machine'), { offset: 0, limit: 2 })
  expect(turned.hits[0]?.id).toBe('2501.00001')
})
