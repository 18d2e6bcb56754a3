// Whether a paper stands in nearly all of several rows, by the short cut and by looking at every paper.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { haveAllBut } from '../../src/search/together.ts'

const papersEnd = 12
const paper = fc.nat(papersEnd - 1)
/** A word's papers in two rows, as those of its stem and of people of that name: some in both. */
const place = fc.tuple(fc.uniqueArray(paper), fc.uniqueArray(paper))
const rowOf = (papers: readonly number[]) =>
  Uint32Array.from(papers, (number) => number * 256 + 1).sort()

test('whatever stands where, and whoever is held', () => {
  const places = fc.array(place, { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(places, fc.nat(3), fc.uniqueArray(paper), (words, missing, gone) => {
      const isHeld = (number: number) => !gone.includes(number)
      const all = Array.from({ length: papersEnd }, (_, number) => number).filter(isHeld)
      const lacking = (number: number) => words.filter((rows) => !rows.flat().includes(number))
      const expected =
        missing >= words.length || all.some((number) => lacking(number).length <= missing)
      const rows = words.map((two) => two.map(rowOf))
      expect(
        haveAllBut(missing, rows, { rowsOf: () => [], isHeld, papersEnd: () => papersEnd }),
      ).toBe(expected)
    }),
    { numRuns: 2000 },
  )
})
