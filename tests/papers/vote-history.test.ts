import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sparkline } from '../../src/papers/vote-history.ts'

const hour = 3_600_000
const votes = (...pairs: [hour: number, votes: number][]) =>
  pairs.map(([at, count]) => ({ at: at * hour, votes: count }))

describe('sparkline', () => {
  it('draws a steady rise as stairs', () => {
    const rise = Array.from({ length: 8 }, (_, n): [number, number] => [n, 10 + n])
    expect(sparkline(votes(...rise), 7 * hour, 8)).toBe('▁▂▃▄▅▆▇█')
  })

  it('gives every cell the same span of time, not every reading a cell', () => {
    // Two readings within the first hour of fifteen, then nothing for thirteen.
    expect(sparkline(votes([0, 0], [0.5, 10], [1, 20], [14, 40]), 15 * hour)).toBe(
      '▁▅▅▅▅▅▅▅▅▅▅▅▅▅██',
    )
  })

  it('goes on at its last height until the moment asked for', () => {
    expect(sparkline(votes([0, 1], [1, 2], [2, 3]), 8 * hour, 9)).toBe('▁▅███████')
  })

  it('falls when people take votes back', () => {
    expect(sparkline(votes([0, 4], [1, 8], [2, 1]), 2 * hour, 3)).toBe('▄█▁')
  })

  it('says nothing of fewer than three readings, or of votes that never changed', () => {
    expect(sparkline([], hour)).toBe('')
    expect(sparkline(votes([0, 1], [1, 9]), hour)).toBe('')
    expect(sparkline(votes([0, 5], [1, 5], [2, 5]), 3 * hour)).toBe('')
  })

  it('leaves out readings after the moment asked for, and readings of comments alone', () => {
    const readings = votes([0, 0], [1, 7], [2, 14], [3, 100])
    expect(sparkline(readings, 2 * hour, 3)).toBe('▁▅█')
    expect(sparkline(readings, hour, 3)).toBe('')
    expect(sparkline([...votes([0, 0], [1, 7]), { at: 2 * hour, comments: 3 }], 2 * hour)).toBe('')
  })

  it('opens with the first reading, ends with the last, and is as long as asked for', () => {
    const reading = fc.record({ at: fc.nat({ max: 1e12 }), votes: fc.nat({ max: 10_000 }) })
    const distinct = fc.uniqueArray(reading, {
      minLength: 3,
      maxLength: 40,
      selector: ({ at }) => at,
    })
    fc.assert(
      fc.property(
        distinct,
        fc.nat({ max: 1e12 }),
        fc.integer({ min: 2, max: 40 }),
        (all, more, cells) => {
          fc.pre(new Set(all.map((each) => each.votes)).size > 1)
          const sorted = all.toSorted((a, b) => a.at - b.at)
          const until = (sorted.at(-1)?.at ?? 0) + more
          const line = sparkline(all, until, cells)
          expect(line).toMatch(/^[▁▂▃▄▅▆▇█]+$/)
          expect(line).toHaveLength(cells)
          expect(line).toBe(sparkline(sorted, until, cells))
          const [least, most] = [
            Math.min(...all.map((r) => r.votes)),
            Math.max(...all.map((r) => r.votes)),
          ]
          for (const [end, edge] of [
            [line[0], sorted[0]],
            [line.at(-1), sorted.at(-1)],
          ] as const) {
            if (edge?.votes === least) expect(end).toBe('▁')
            if (edge?.votes === most) expect(end).toBe('█')
          }
        },
      ),
    )
  })
})
