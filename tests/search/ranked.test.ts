// The best papers by the index's short cuts are those that a plain sum over every paper gives.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { atTop } from '../../src/search/compact/allowed.ts'
import { createIndex } from '../../src/search/compact/index.ts'
import { finished } from '../../src/search/compact/pausing.ts'
import { mentionsOf, pointsOf } from '../../src/search/compact/points.ts'
import { ranked } from '../../src/search/compact/ranking.ts'
import { postingOf } from '../../src/search/compact/rows.ts'
import { bm25, most, step, stepsOf, weights } from '../../src/search/compact/score.ts'
import { wantedOf } from '../../src/search/compact/wanted.ts'
import { windowSize } from '../../src/search/compact/window.ts'
import { parseQuery } from '../../src/search/query.ts'
import { paperOf } from './fixtures.ts'

/** From the commonest to one that a single paper has. */
const vocabulary = Array.from({ length: 60 }, (_, i) => `word${'abcdefghij'[i % 10]}${i}`)
const index = indexOf(3 * windowSize + 100)
const papers = Array.from({ length: index.papers.count() }, (_, paper) => paper)

/** Papers of words that are the rarer the later they stand in the vocabulary; every ninth was replaced. */
function indexOf(count: number) {
  const made = createIndex()
  let state = 7
  const chance = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return (state >>> 8) / 2 ** 24
  }
  const text = (length: number) =>
    Array.from({ length }, () => vocabulary[Math.floor(60 * chance() ** 4)]).join(' ')
  for (let i = 0; i < count; i++) {
    const id = `p${i % 9 === 8 ? i - 1 : i}`
    const title = text(1 + Math.floor(5 * chance()))
    made.add(paperOf({ id, title, abstract: text(Math.floor(30 * chance())), authors: [text(1)] }))
  }
  return made
}

const queries = fc.uniqueArray(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 12 })

/** All scores above 0, the highest first. */
function plainly(query: string, isAllowed: (paper: number) => boolean) {
  const { scoring } = wantedOf(parseQuery(query), index)
  return papers
    .filter(isAllowed)
    .map((paper) => {
      let score = 0
      for (const one of scoring) {
        const posting = postingOf(one.rows, paper)
        if (posting !== 0) score += pointsOf(one, posting)
      }
      return { paper, score }
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.paper - b.paper)
}

function byShortCuts(query: string, level: Uint16Array, wanted: number, found?: Uint32Array) {
  const { scoring } = wantedOf(parseQuery(query), index)
  const few = found && { total: found.length, found: () => found }
  const allowed = { ...atTop({ level, top: 1 }), ...few }
  const { scores, papers: first, done } = finished(ranked(index, scoring, allowed, wanted))
  const scored = Array.from(first, (paper) => ({ paper, score: scores[paper] as number }))
  done()
  return scored.sort((a, b) => b.score - a.score || a.paper - b.paper)
}

/** The first so many, and what has the same score as the last of them. */
function firstOf<T extends { readonly score: number }>(all: readonly T[], wanted: number): T[] {
  const least = all[wanted - 1]?.score ?? 0
  return all.filter(({ score }) => score >= least)
}

test('the first of all papers, however many are wanted', () => {
  const wanted = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.constant(Number.POSITIVE_INFINITY))
  fc.assert(
    fc.property(queries, wanted, (words, count) => {
      const query = words.join(' ')
      const level = index.papers.columns.alive.all
      const all = plainly(query, index.papers.isAlive)
      expect(byShortCuts(query, level, count)).toEqual(
        count === Number.POSITIVE_INFINITY ? all : firstOf(all, count),
      )
    }),
    { numRuns: 60 },
  )
}, 60_000)

test('the first of those that are allowed, be they few or many', () => {
  const few = fc.uniqueArray(fc.constantFrom(...papers), { minLength: 1, maxLength: 400 })
  const many = fc.integer({ min: 2, max: 5 }).map((n) => papers.filter((paper) => paper % n !== 0))
  fc.assert(
    fc.property(queries, fc.oneof(few, many), (words, some) => {
      const query = words.join(' ')
      const level = new Uint16Array(papers.length)
      for (const paper of some) level[paper] = index.papers.isAlive(paper) ? 1 : 0
      const found = Uint32Array.from(some.filter(index.papers.isAlive))
      const all = firstOf(
        plainly(query, (paper) => level[paper] === 1),
        20,
      )
      expect(firstOf(byShortCuts(query, level, 20, found), 20)).toEqual(all)
      expect(byShortCuts(query, level, 20)).toEqual(all)
    }),
    { numRuns: 60 },
  )
}, 60_000)

test('points are those of the formula as it is written, division by division', () => {
  const { columns, sums, size } = index.papers
  const evenedOut = (times: number, words: number, sum: number) =>
    times / (1 - bm25.b + bm25.b * (words / (sum / size())))
  for (const one of wantedOf(parseQuery(vocabulary.join(' ')), index).scoring)
    for (const row of one.rows)
      for (const posting of row.subarray(0, 50)) {
        const paper = posting >>> 8
        const [title, body] = [(posting >>> 5) & 7, posting & 31]
        const [inTitle, inBody, names] = [
          columns.titleLength.all[paper] as number,
          columns.bodyLength.all[paper] as number,
          columns.namesLength.all[paper] as number,
        ]
        const mentions =
          one.in === 'names'
            ? evenedOut(title + body, names, sums.names)
            : weights.title * evenedOut(title, inTitle, sums.title) +
              evenedOut(body, inBody, sums.body)
        const points = (one.weight * mentions * (bm25.k + 1)) / (mentions + bm25.k)
        expect(Math.abs(pointsOf(one, posting) - points)).toBeLessThan(one.weight * step)
      }
})

test('any mention is worth something, and no number of them more than 16 bits hold', () => {
  expect(stepsOf(1e-9)).toBe(1)
  expect(stepsOf(1e9)).toBeLessThan(2 ** 16)
  expect(stepsOf(1e9) * step).toBeCloseTo(most, 4)
})

test('no posting of a word is worth more than its peak, however the index has changed since it was found', () => {
  const made = indexOf(windowSize)
  for (const postings of [made.text, made.names]) postings.seal()
  const long = Array.from({ length: 400 }, (_, i) => vocabulary[i % 7]).join(' ')
  for (let i = 0; i < 100; i++) {
    for (const one of wantedOf(parseQuery(vocabulary.join(' ')), made).scoring) {
      const peak = made.peaks[one.in](one.word, one.rows, one.scale, { postings: 0 })
      const most = Math.max(
        ...one.rows.flatMap((row) => Array.from(row, (posting) => mentionsOf(one.scale, posting))),
      )
      expect(peak).toBeGreaterThanOrEqual(most)
      expect(peak).toBeLessThan(1.11 * most)
    }
    made.add(paperOf({ id: `long${i}`, title: 'Long', abstract: long, authors: ['Long'] }))
  }
})
