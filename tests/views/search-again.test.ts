// What is said above a search's results.
import { expect, test } from 'vitest'
import type { Found } from '../../src/search/find.ts'
import { parseQuery } from '../../src/search/query.ts'
import { foundNotes } from '../../src/views/search-again.ts'

const found = (also: readonly string[]): Found => ({
  page: { hits: [], total: 3, ...(also.length > 0 && { also }) },
  query: parseQuery('ssm'),
  how: 'asked',
})

test('what an acronym stands for is named where it was searched for too', () => {
  expect(foundNotes(found(['state space models', 'rag']), 'ssm')).toEqual([
    {
      kind: 'note',
      text: ['Also searched ', { bold: 'state space models' }, ', ', { bold: 'rag' }, '.'],
    },
  ])
  expect(foundNotes(found([]), 'ssm')).toEqual([])
})

test('a query that was mended and another that is offered are named', () => {
  const mended = { ...found([]), how: 'corrected' } as const
  expect(foundNotes(mended, 'smm')).toEqual([
    { kind: 'note', text: ['Nothing has “smm”. Showing results for ', { bold: 'ssm' }, '.'] },
  ])
  const few = { ...found([]), near: 2, instead: { query: parseQuery('sum'), total: 90 } }
  expect(foundNotes(few, 'ssm')).toEqual([
    { kind: 'note', text: ['Did you mean ', { bold: 'sum' }, '?'] },
  ])
})
