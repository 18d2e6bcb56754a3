import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type VoteGain } from '../../src/papers/paper.ts'
import {
  halfLifeDays,
  rankTrending,
  type TrendingWindow,
  tooFewVotes,
  windowDays,
} from '../../src/papers/trending.ts'

const asOf = '2025-06-30'

function gain(id: string, age: number, votes: number, before?: number): VoteGain {
  return { id, feedDay: addDays(asOf, -age), votes, ...(before === undefined ? {} : { before }) }
}

const ids = (gains: readonly VoteGain[], window: TrendingWindow) =>
  rankTrending(gains, window, asOf).map(({ id }) => id)

describe('rankTrending', () => {
  it('shows everything the score is made of', () => {
    expect(rankTrending([gain('a', 7, 50, 10)], 'week', asOf)).toEqual([
      {
        id: 'a',
        gained: 40,
        ageDays: 7,
        weight: 0.25,
        score: 10,
        feedDay: '2025-06-23',
        votes: 50,
      },
    ])
  })

  it('halves a vote with every half-life', () => {
    const weight = (age: number, window: TrendingWindow) =>
      rankTrending([gain('a', age, 1)], window, asOf)[0]?.weight
    expect([0, 15, 30].map((age) => weight(age, 'month'))).toEqual([1, 0.5, 0.25])
    expect([0, 7].map((age) => weight(age, 'week'))).toEqual([1, 0.25])
    expect([0, 1].map((age) => weight(age, 'day'))).toEqual([1, 0.5])
  })

  it('puts a new paper before an old one with as many votes', () => {
    expect(ids([gain('old', 5, 20), gain('new', 0, 20)], 'week')).toEqual(['new', 'old'])
  })

  it('lets a late riser win: it is aged at the length of the window, not at its true age', () => {
    const riser = gain('riser', 400, 300, 200)
    expect(rankTrending([riser, gain('new', 0, 24)], 'week', asOf)).toMatchObject([
      { id: 'riser', gained: 100, ageDays: 7, score: 25 },
      { id: 'new' },
    ])
  })

  it('leaves out an older paper whose votes at the start nobody knows', () => {
    expect(ids([gain('a', 400, 300), gain('b', 8, 9), gain('c', 7, 1)], 'week')).toEqual(['c'])
  })

  it('takes a paper of tomorrow for one of today', () => {
    expect(rankTrending([gain('a', -2, 3)], 'day', asOf)).toMatchObject([{ ageDays: 0, score: 3 }])
  })

  it('leaves out papers that gained nothing or lost votes', () => {
    expect(ids([gain('a', 0, 5, 5), gain('b', 0, 4, 5), gain('c', 0, 0)], 'day')).toEqual([])
  })

  it('settles ties by votes, then by the newer day, then by id', () => {
    const tied = [
      gain('d', 9, 5, 1),
      gain('c', 8, 5, 1),
      gain('b', 8, 5, 1),
      gain('a', 9, 9, 5),
      gain('e', 0, 1, 0),
    ]
    // 4 votes at a quarter are 1.
    expect(ids(tied, 'week')).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  const window = fc.constantFrom<TrendingWindow>('day', 'week', 'month')
  const gains = fc.uniqueArray(
    fc.record({
      id: fc.stringMatching(/^25(0[1-9]|1[0-2])\.\d{5}$/),
      feedDay: fc.integer({ min: -60, max: 2 }).map((days) => addDays(asOf, days)),
      votes: fc.nat({ max: 40 }),
      before: fc.nat({ max: 20 }),
    }),
    { selector: ({ id }) => id, maxLength: 12 },
  )

  it('gives one order, whatever order the papers came in', () => {
    const shuffled = gains.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
      ),
    )
    fc.assert(
      fc.property(shuffled, window, ([list, other], window) => {
        expect(rankTrending(other, window, asOf)).toEqual(rankTrending(list, window, asOf))
      }),
    )
  })

  it('never lowers a paper for one more vote', () => {
    fc.assert(
      fc.property(gains, window, fc.nat(), (list, window, pick) => {
        const chosen = list[pick % Math.max(list.length, 1)]
        if (chosen === undefined) return
        const voted = list.map((one) => (one === chosen ? { ...one, votes: one.votes + 1 } : one))
        const before = ids(list, window).indexOf(chosen.id)
        const after = ids(voted, window).indexOf(chosen.id)
        if (before >= 0) {
          expect(after).toBeGreaterThanOrEqual(0)
          expect(after).toBeLessThanOrEqual(before)
        }
      }),
    )
  })

  it('never weighs outside the window: from a quarter (a half for a day) to one', () => {
    fc.assert(
      fc.property(gains, window, (list, window) => {
        const least = 2 ** (-windowDays[window] / halfLifeDays[window])
        for (const { weight, ageDays, score, gained } of rankTrending(list, window, asOf)) {
          expect(ageDays).toBeGreaterThanOrEqual(0)
          expect(ageDays).toBeLessThanOrEqual(windowDays[window])
          expect(weight).toBeGreaterThanOrEqual(least)
          expect(weight).toBeLessThanOrEqual(1)
          expect(score).toBe(gained * weight)
        }
      }),
    )
  })
})

describe('tooFewVotes', () => {
  const trends = (...votes: number[]) =>
    rankTrending(
      votes.map((count, n) => gain(`p${n}`, 0, count)),
      'day',
      asOf,
    )

  it.each([
    [[], true],
    [[50, 40], true],
    [[1, 1, 2], true],
    [[1, 2, 2], false],
    [[50, 1, 1], false],
  ])('%j → %s', (votes, expected) => {
    expect(tooFewVotes(trends(...votes))).toBe(expected)
  })
})
