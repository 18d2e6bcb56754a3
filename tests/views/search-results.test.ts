// What a search's answer is called, and where it goes over to papers that only come near.
import { expect, test } from 'vitest'
import { plainText } from '../../src/bot/view.ts'
import type { Paper } from '../../src/papers/paper.ts'
import type { Found } from '../../src/search/find.ts'
import { markerOf } from '../../src/search/marks.ts'
import { parseQuery } from '../../src/search/query.ts'
import { searchResultsView } from '../../src/views/search-results.ts'

const pageSize = 5
const text = 'state space models'

/** The answer's title and, in order, its items as `-` and its notes as they read. */
function shown(total: number, near: number, asked: object = {}, found: Partial<Found> = {}) {
  const query = parseQuery(text)
  const { page = 1, ...days } = asked as { page?: number }
  const papers = Array.from({ length: Math.min(pageSize, total - (page - 1) * pageSize) }, (_, i) =>
    paperOf(`2501.0000${i}`),
  )
  const { title, blocks } = searchResultsView({
    found: { page: { hits: [], total }, query, how: 'asked', near, ...found },
    papers,
    marker: markerOf(query),
    asked: { query: text, sort: 'relevance', page },
    ...days,
    pageSize,
    more: 'none',
  })
  const lines = blocks.flatMap((block) => {
    if (block.kind === 'item') return ['-']
    return block.kind === 'note' ? [plainText(block.text)] : []
  })
  return { title, lines }
}

function paperOf(id: string): Paper {
  return { id, title: 'A Paper', abstract: '', authors: [], source: 'page' }
}

const over = 'These come near: they have some of it, not all.'

test('where papers come near, those that have all of it are counted first', () => {
  expect(shown(2, 0)).toEqual({ title: '2 papers for “state space models”', lines: ['-', '-'] })
  expect(shown(61, 59)).toEqual({
    title: '2 papers for “state space models”, and 59 that come near',
    lines: ['-', '-', over, '-', '-', '-', '1–5 of 61'],
  })
  expect(shown(2, 1, { since: '2025-06-01' })).toEqual({
    title: '1 paper for “state space models” since 1 Jun 2025, and 1 that comes near',
    lines: ['-', 'This one comes near: it has some of it, not all.', '-'],
  })
})

test('every page with papers that come near says where they begin', () => {
  expect(shown(16, 9).lines).toEqual(['-', '-', '-', '-', '-', '1–5 of 16'])
  expect(shown(16, 9, { page: 2 }).lines).toEqual(['-', '-', over, '-', '-', '-', '6–10 of 16'])
  expect(shown(16, 9, { page: 3 }).lines.slice(0, 2)).toEqual([over, '-'])
  expect(shown(14, 9, { page: 2 }).lines.slice(0, 2)).toEqual([over, '-'])
})

test('where none has all of it, the title says so and nothing else does', () => {
  expect(shown(6, 6)).toEqual({
    title: 'No paper has all of “state space models”; these come nearest',
    lines: ['-', '-', '-', '-', '-', '1–5 of 6'],
  })
  expect(shown(1, 1, { until: '2025-06-01' }).title).toBe(
    'No paper has all of “state space models” until 1 Jun 2025; this one comes nearest',
  )
  const mended = { how: 'corrected', query: parseQuery('state space model') } as const
  expect(shown(6, 6, {}, mended)).toMatchObject({
    title: 'No paper has all of “state space models”; these come nearest',
    lines: ['Searched as state space model.', '-', '-'].concat('-', '-', '-', '1–5 of 6'),
  })
})
