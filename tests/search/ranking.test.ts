// What must come first, for queries people type, over real titles.
import { beforeAll, describe, expect, test } from 'vitest'
import type { Paper } from '../../src/papers/paper.ts'
import type { SearchEngine } from '../../src/search/engine.ts'
import { find } from '../../src/search/find.ts'
import { parseQuery } from '../../src/search/query.ts'
import { engineWith, hasRealDays, readRealDays, samplePapers } from './fixtures.ts'
import { type Expected, known, overRealDays, overSample } from './ranking-set.ts'

/** How many of `known` there were when it last became shorter. */
const mostKnown = 21

async function first(engine: SearchEngine, text: string): Promise<string | undefined> {
  const { page } = await find(engine, parseQuery(text), { offset: 0, limit: 1 })
  return page.hits[0]?.id
}

/** The papers whose own title does not find them first. */
async function notFoundByTitle(engine: SearchEngine, papers: readonly Paper[]): Promise<string[]> {
  const missed: string[] = []
  for (const { id, title } of papers) if ((await first(engine, title)) !== id) missed.push(title)
  return missed
}

const settled = (set: readonly Expected[]) => set.filter(([query]) => !known.has(query))

describe('the set', () => {
  test('has a hundred queries over the sample and more over the real days, each once, for papers that are there', () => {
    expect(overSample.length).toBeGreaterThanOrEqual(100)
    for (const set of [overSample, overRealDays])
      expect(new Set(set.map(([query]) => query)).size).toBe(set.length)
    const ids = new Set(samplePapers.map(({ id }) => id))
    expect(overSample.filter(([, id]) => !ids.has(id))).toEqual([])
  })

  test('has no more queries answered wrongly than it ever had', () => {
    const queries = new Set([...overSample, ...overRealDays].map(([query]) => query))
    expect([...known].filter((query) => !queries.has(query))).toEqual([])
    expect(known.size).toBeLessThanOrEqual(mostKnown)
  })
})

describe('over the sample', async () => {
  const engine = await engineWith(samplePapers)

  test.each(settled(overSample))('%j finds %s first: %s', async (text, id) =>
    expect(await first(engine, text)).toBe(id),
  )

  test('every title finds its own paper first', async () => {
    expect(await notFoundByTitle(engine, samplePapers)).toEqual([])
  })
})

describe.skipIf(!hasRealDays)(
  'over 127 real days (skipped where ../shared/data/huggingface-daily is absent)',
  () => {
    let papers: readonly Paper[] = []
    let engine: SearchEngine

    beforeAll(async () => {
      papers = readRealDays()
      engine = await engineWith(papers)
    })

    test.each(settled(overRealDays))('%j finds %s first: %s', async (text, id) =>
      expect(await first(engine, text)).toBe(id),
    )

    test('at least 995 of 1,000 titles find their own paper first', async () => {
      expect(papers.length).toBeGreaterThan(1_800)
      const missed = await notFoundByTitle(engine, papers)
      expect(missed.length / papers.length, missed.join('; ')).toBeLessThanOrEqual(0.005)
    }, 120_000)
  },
)
