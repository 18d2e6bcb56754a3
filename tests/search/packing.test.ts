// Records as they lie in memory: what is packed is read back, and what is looked for in them is what they have.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lookForAuthors } from '../../src/search/compact/authors.ts'
import { partOf } from '../../src/search/compact/first.ts'
import { createIndex } from '../../src/search/compact/index.ts'
import {
  packRecord,
  textStems,
  titleWords,
  unpackRecord,
} from '../../src/search/compact/packing.ts'
import { finished } from '../../src/search/compact/pausing.ts'
import { lookForPhrases } from '../../src/search/compact/phrases.ts'
import type { PaperRecord } from '../../src/search/compact/record.ts'
import { hasSequence } from '../../src/search/match.ts'

/** Numbers of words: of one unit, of two, and what lies where they meet. */
const word = fc.oneof(
  fc.integer({ min: 1, max: 200 }),
  fc.integer({ min: 0xeff0, max: 0xf010 }),
  fc.integer({ min: 0x17ff0, max: 2 ** 27 - 1 }),
)
const wordsOf = (one: fc.Arbitrary<number>) => fc.array(one, { maxLength: 12 })
const list = wordsOf(word)

const record: fc.Arbitrary<PaperRecord> = fc.record({
  titleUnits: fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 }),
  title: list,
  gluedTitle: list,
  authors: fc.array(list, { maxLength: 4 }),
  organization: list,
  body: wordsOf(fc.oneof(fc.constant(0), word)),
  gluedBody: list,
  acronyms: fc.array(list, { maxLength: 3 }),
})

/** The record behind another one, as in a chunk. */
function packed(one: PaperRecord, before: PaperRecord) {
  const [first, own] = [packRecord(before), packRecord(one)]
  const offset = first.length + (first.length % 2)
  const bytes = new Uint8Array(offset + own.length)
  bytes.set(first)
  bytes.set(own, offset)
  return { bytes, units: new Uint16Array(bytes.buffer, 0, bytes.length >>> 1), offset }
}

test('what is packed is read back', () => {
  fc.assert(
    fc.property(record, record, (one, before) => {
      const place = packed(one, before)
      expect(unpackRecord(place)).toEqual(one)
      expect([...titleWords(place)]).toEqual(one.title)
      if (Math.max(0, ...one.title, ...one.body) > 300) return
      const same = Uint32Array.from({ length: 301 }, (_, number) => number)
      const text = [...textStems(place, 'whole', same)]
      expect(text).toEqual([...one.title, 0, 0, 0, 0, ...one.body])
    }),
  )
})

test('a list longer than one unit tells is read back', () => {
  const long = Array.from({ length: 70_000 }, (_, i) => i)
  const one = { ...empty, title: long.slice(1), body: long.slice(1) }
  expect(unpackRecord(packed(one, empty))).toEqual(one)
})

const empty: PaperRecord = {
  titleUnits: [],
  title: [],
  gluedTitle: [],
  authors: [],
  organization: [],
  body: [],
  gluedBody: [],
  acronyms: [],
}

// So few words that phrases are found; some of them have numbers of two units.
const few = fc.constantFrom(1, 2, 3, 4, 0xf000, 0xf001, 0x18001, 0x20002)
const text = fc.array(
  fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 9, arbitrary: few }),
  {
    maxLength: 40,
  },
)
const phrase = fc.record({
  sequence: fc.array(few, { minLength: 1, maxLength: 4 }),
  part: fc.constantFrom('title' as const, 'whole' as const),
})

test('phrases are found where they stand, however many are looked for', () => {
  // Each word is its own stem, but 4 has that of 3.
  const stems = Uint32Array.from({ length: 0x20003 }, (_, number) => number)
  stems[4] = 3
  const stemsOf = (words: readonly number[]) => words.map((one) => String(stems[one]))
  const pool = fc.array(phrase, { minLength: 1, maxLength: 70 })
  fc.assert(
    fc.property(pool, wordsOf(few), text, (phrases, title, body) => {
      const index = createIndex()
      const place = packed({ ...empty, title, body }, empty)
      const words = { ...index.words, stems: () => stems, count: () => stems.length }
      const papers = { ...index.papers, count: () => 1, packedAt: () => place }
      const find = lookForPhrases({ ...index, words, papers })
      const has = phrases.map(({ sequence, part }) =>
        find({ sequence: sequence.map((one) => stems[one] as number), part }),
      )
      for (const [i, { sequence, part }] of phrases.entries()) {
        const wanted = stemsOf(sequence)
        const inBody = part === 'whole' && hasSequence(stemsOf(body), wanted)
        expect(has[i]?.passes(0)).toBe(hasSequence(stemsOf(title), wanted) || inBody)
      }
      // Of alternatives, any will do.
      const any = lookForPhrases({ ...index, words, papers })
      const together = phrases
        .slice(0, 31)
        .map((one) =>
          any({ ...one, sequence: one.sequence.map((n) => stems[n] as number), oneOf: phrases }),
        )
      const isOne = has.slice(0, 31).some((own) => own.passes(0))
      expect(together.some((own) => own.passes(0))).toBe(isOne)
    }),
    { numRuns: 300 },
  )
})

test('authors are found where they stand, and organisations are nobody', () => {
  // The second unit of some is 0, as between two authors.
  const name = fc.oneof(few, fc.constantFrom(0x10000, 0x18000))
  const names = fc.array(name, { maxLength: 4 })
  const wanted = fc.array(fc.array(name, { minLength: 1, maxLength: 3 }), { minLength: 1 })
  fc.assert(
    fc.property(
      names,
      fc.array(names, { maxLength: 4 }),
      wanted,
      (organization, authors, sought) => {
        const index = createIndex()
        const place = packed(
          { ...empty, organization, authors },
          { ...empty, organization: [1, 2] },
        )
        const words = { ...index.words, find: Number, count: () => 0x20003 }
        const papers = { ...index.papers, count: () => 1, packedAt: () => place }
        const find = lookForAuthors({ ...index, words, papers })
        const has = sought.map((all) => find([...new Set(all)].map((one) => `${one} `)))
        for (const [i, all] of sought.entries())
          expect(has[i]?.passes(0)).toBe(
            authors.some((own) => all.every((one) => own.includes(one))),
          )
      },
    ),
    { numRuns: 300 },
  )
})

test('a part of many in order is what all in order have there', () => {
  const many = fc.uniqueArray(fc.nat(1_000_000), { minLength: 0, maxLength: 3_000, size: 'max' })
  fc.assert(
    fc.property(many, fc.nat(4_000), fc.nat(1_200), (all, from, count) => {
      const order = (a: number, b: number) => (b % 1_000) - (a % 1_000) || a - b
      const expected = all.toSorted(order).slice(from, from + count)
      expect(finished(partOf(all, from, count, order))).toEqual(expected)
    }),
    { numRuns: 60 },
  )
})
