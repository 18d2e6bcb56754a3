// What common words are worth in each paper, kept: the same as worked out anew, whatever has been asked and changed meanwhile.
import { expect, test } from 'vitest'
import { createImpacts } from '../../src/search/compact/impacts.ts'
import { createIndex } from '../../src/search/compact/index.ts'
import { mentionsOf } from '../../src/search/compact/points.ts'
import { stepsOf } from '../../src/search/compact/score.ts'
import { stem } from '../../src/search/stem.ts'
import { paperOf } from './fixtures.ts'

const papers = 5_000

/** Every paper has both words, often or rarely, in a long text or a short one. */
function indexOf() {
  const index = createIndex()
  for (let i = 0; i < papers; i++) {
    const abstract = `${'attention '.repeat(1 + (i % 3))}${'and so on '.repeat(i % 7)}`
    index.add(paperOf({ id: `p${i}`, title: i % 5 === 0 ? 'Attention' : 'Memory', abstract }))
  }
  index.text.seal()
  return index
}

const index = indexOf()
const work = { postings: 0 }
const scale = () => index.scales().text
const word = (text: string) => ({ word: index.words.find(stem(text)), in: 'text' as const })
const rowOf = (one: { readonly word: number }) => index.text.rowsOf(one.word)[0] as Uint32Array
const anew = (row: Uint32Array) =>
  Uint16Array.from(row, (posting) => stepsOf(mentionsOf(scale(), posting)))

test('they are what postings are worth, and are kept', () => {
  const impacts = createImpacts()
  const attention = word('attention')
  const row = rowOf(attention)
  expect(row).toHaveLength(papers)
  const first = impacts(scale())(attention, row, work)
  expect(first).toEqual(anew(row))
  expect(new Set(first).size).toBeGreaterThan(20)
  expect(
    impacts(scale())(attention, index.text.rowsOf(attention.word)[0] as Uint32Array, work),
  ).toBe(first)
})

test('they are worked out anew when texts have become longer in the mean', () => {
  const impacts = createImpacts()
  const attention = word('attention')
  const row = rowOf(attention)
  const before = Uint16Array.from(impacts(scale())(attention, row, work) ?? [])
  index.add(paperOf({ id: 'long', title: 'Long', abstract: 'and so on '.repeat(60_000) }))
  expect(impacts(scale())(attention, row, work)).toEqual(anew(row))
  expect(anew(row)).not.toEqual(before)
  index.remove('long')
  expect(impacts(scale())(attention, row, work)).toEqual(before)
})

test('where there is no room those at hand stay as they are, and the next query has all the room', () => {
  const impacts = createImpacts(papers + 10)
  const [attention, memory] = [word('attention'), word('and')]
  const one = impacts(scale())
  const first = one(attention, rowOf(attention), work)
  expect(first).toEqual(anew(rowOf(attention)))
  expect(one(memory, rowOf(memory), work)).toBeUndefined()
  expect(one(attention, rowOf(attention), work)).toEqual(anew(rowOf(attention)))
  const next = impacts(scale())
  expect(next(memory, rowOf(memory), work)).toEqual(anew(rowOf(memory)))
  expect(next(attention, rowOf(attention), work)).toBeUndefined()
  // A query that was interrupted meanwhile goes on with its own.
  expect(first).toEqual(anew(rowOf(attention)))
})

test('names and short rows are not kept', () => {
  const impacts = createImpacts()(scale())
  const attention = word('attention')
  expect(impacts({ ...attention, in: 'names' }, rowOf(attention), work)).toBeUndefined()
  expect(impacts(attention, rowOf(attention).subarray(0, 100), work)).toBeUndefined()
})
