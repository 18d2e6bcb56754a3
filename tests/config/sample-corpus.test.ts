// Holds config/sample-corpus.jsonl to its rules: it is what a newcomer searches first, with no network to correct it.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { addDays, dayOf, type Paper } from '../../src/papers/paper.ts'
import { readJsonl } from '../../src/sources/jsonl.ts'

const text = readFileSync(new URL('../../config/sample-corpus.jsonl', import.meta.url), 'utf8')
const lines = text.trimEnd().split('\n')
const records = lines.map((line) => JSON.parse(line) as Omit<Paper, 'source'>)
const featured = records.filter(({ feedDay }) => feedDay !== undefined)

function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index)
}

/** Sentences by their closing marks; a full stop inside a number or a name (`2.0`, `prima.cpp`) closes none. */
function sentences(abstract: string): number {
  return abstract.match(/[.!?](?=\s|$)/g)?.length ?? 0
}

describe('the sample corpus', () => {
  it('is read by our own importer with nothing left out and nothing changed', () => {
    const { papers, problems } = readJsonl(text, 'sample')
    expect(problems).toEqual([])
    expect(papers).toEqual(records.map((record) => ({ ...record, source: 'sample' })))
  })

  it('holds about eighty papers', () => {
    expect(records.length).toBeGreaterThanOrEqual(75)
    expect(records.length).toBeLessThanOrEqual(85)
  })

  it('has no id and no title twice, and stands in the order of its ids', () => {
    const ids = records.map(({ id }) => id)
    expect(repeated(ids)).toEqual([])
    expect(repeated(records.map(({ title }) => title.toLowerCase()))).toEqual([])
    // The plain sort compares code units: the same order on every machine.
    expect(ids).toEqual([...ids].sort())
  })

  it.each(records)('$id has a title, authors and an arXiv id without version', (record) => {
    expect(record.id).toMatch(/^(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})$/)
    expect(record.title).not.toBe('')
    expect(record.authors.length).toBeGreaterThan(0)
  })

  it.each(records)('$id is summed up in two sentences of 25 to 60 words', ({ abstract }) => {
    expect(sentences(abstract)).toBe(2)
    const words = abstract.split(' ').length
    expect(words).toBeGreaterThanOrEqual(25)
    expect(words).toBeLessThanOrEqual(60)
  })

  it('gives real calendar days, and no paper is featured before it is published', () => {
    const days = records.flatMap(({ published, feedDay }) => [published, feedDay])
    const given = days.filter((day) => day !== undefined)
    expect(given.filter((day) => dayOf(day) !== day)).toEqual([])
    expect(featured.filter(({ published = '', feedDay = '' }) => published > feedDay)).toEqual([])
  })

  it('gives votes and comments with a feed day, and only then: nobody counted them for the classics', () => {
    const counted = records.filter(
      ({ votes, comments }) => votes !== undefined || comments !== undefined,
    )
    expect(counted).toEqual(featured)
    expect(featured.filter(({ votes }) => votes === undefined)).toEqual([])
  })

  it('has enough in its newest week for a ranking', () => {
    const newest = featured.map(({ feedDay = '' }) => feedDay).reduce((a, b) => (a > b ? a : b))
    const weekStart = addDays(newest, -6)
    const voted = featured.filter(
      ({ feedDay = '', votes = 0 }) => feedDay >= weekStart && votes > 0,
    )
    expect(voted.length).toBeGreaterThanOrEqual(10)
    // A tie of small numbers would make the ranking look random.
    expect(voted.filter(({ votes = 0 }) => votes >= 10).length).toBeGreaterThanOrEqual(5)
  })

  it('exercises what real titles and author lists contain', () => {
    const titles = records.map(({ title }) => title)
    expect(titles.some((title) => /\$\\\w+/.test(title))).toBe(true)
    expect(titles.some((title) => /[α-ωΑ-Ω]/.test(title))).toBe(true)
    expect(records.some(({ authors }) => authors.length >= 200)).toBe(true)
    expect(records.flatMap(({ authors }) => authors)).toContain('Laurens van der Maaten')
  })
})
