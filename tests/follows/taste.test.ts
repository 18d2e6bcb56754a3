// The order of what comes: what was wanted more of first, as plain sums of words.
import { beforeAll, expect, test } from 'vitest'
import { countedWords, inOrder, likingOf, type Taste, tasteOf } from '../../src/follows/taste.ts'
import type { SearchEngine } from '../../src/search/engine.ts'
import { engineWith, paperOf, samplePapers } from '../search/fixtures.ts'

let corpus: SearchEngine
beforeAll(async () => {
  corpus = await engineWith(samplePapers)
})

const retrieval = paperOf({ id: '2501.00001', title: 'Retrieval of Proteins', votes: 1 })
const video = paperOf({ id: '2501.00002', title: 'Video of Proteins', votes: 9 })
const neither = paperOf({ id: '2501.00003', title: 'Kettles', votes: 5 })
const all = [retrieval, video, neither]
const ids = (taste: Taste, papers = all) => inOrder(papers, taste).map(({ id }) => id.slice(-1))
const more = (paper = retrieval) => ({ paper, wants: 'more' as const })
const less = (paper = video) => ({ paper, wants: 'less' as const })

test('without feedback more votes come first, then the newer, then the lower id', () => {
  const old = paperOf({ id: '2501.00004', title: 'Kettles', votes: 5, published: '2024-01-01' })
  const twin = paperOf({ id: '2501.00005', title: 'Kettles', votes: 5, published: '2025-02-01' })
  const none = tasteOf([], corpus)
  expect(ids(none)).toEqual(['2', '3', '1'])
  expect(ids(none, [old, twin])).toEqual(['5', '4'])
  expect(ids(none, [{ ...twin, id: '2501.00009' }, twin])).toEqual(['5', '9'])
})

test('what is wanted more of rises, what is wanted less of sinks', () => {
  expect(ids(tasteOf([more()], corpus))).toEqual(['1', '2', '3'])
  expect(ids(tasteOf([less()], corpus))).toEqual(['3', '1', '2'])
  expect(ids(tasteOf([more(), less()], corpus))).toEqual(['1', '3', '2'])
})

test('what is said for and against a word cancels out, and is not told', () => {
  const taste = tasteOf([more(), less()], corpus)
  const liking = likingOf(retrieval, taste)
  expect(liking.wanted).toEqual(['retrieval'])
  expect(liking.unwanted).toEqual([])
  expect(liking.score).toBe(1)
  expect(likingOf(video, taste)).toEqual({ score: -1, wanted: [], unwanted: ['video'] })
  expect(likingOf(neither, taste)).toEqual({ score: 0, wanted: [], unwanted: [] })
})

test('one word decides no more than three', () => {
  const often = Array.from({ length: 9 }, () => more())
  const taste = tasteOf(often, corpus)
  expect(Math.max(...Array.from(taste.values(), ({ score }) => score))).toBe(3)
  expect(
    Math.min(
      ...[
        ...tasteOf(
          often.map(() => less()),
          corpus,
        ).values(),
      ].map((one) => one.score),
    ),
  ).toBe(-3)
})

test('the ten most telling words of a paper count', () => {
  const [long] = samplePapers.filter(({ abstract }) => abstract.split(' ').length > 20)
  if (long === undefined) throw new Error('no long paper in the sample')
  expect(countedWords(long, corpus)).toHaveLength(10)
  expect(tasteOf([more(long)], corpus).size).toBe(10)
})
