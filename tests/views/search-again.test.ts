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

test('how many have all of it is said where others come behind them', () => {
  const near = { ...found([]), exact: 1 }
  const [note] = foundNotes(near, 'ssm')
  expect(note).toEqual({ kind: 'note', text: 'The first has all of it; the others come near.' })
  expect(foundNotes({ ...near, exact: 2 }, 'ssm')).toMatchObject([
    { text: 'The first 2 have all of it; the others come near.' },
  ])
  expect(foundNotes({ ...near, exact: 3 }, 'ssm')).toEqual([])
  const [mended] = foundNotes({ ...near, how: 'corrected' }, 'smm')
  expect(mended).toMatchObject({ text: { 2: '. The first has all of it; the others come near.' } })
})
