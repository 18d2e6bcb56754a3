// Phrases of common words, which are told from rows of their own: they must find what any other phrase finds.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Paper } from '../../src/papers/paper.ts'
import { analysePaper } from '../../src/search/analysis.ts'
import { createCompactEngine } from '../../src/search/compact.ts'
import { matcherOf } from '../../src/search/match.ts'
import { parseQuery } from '../../src/search/query.ts'
import { paperOf } from './fixtures.ts'

async function engineWith(papers: readonly Paper[]) {
  const engine = createCompactEngine()
  await engine.add(papers)
  return engine
}

async function foundBy(engine: Awaited<ReturnType<typeof engineWith>>, query: string) {
  const { hits } = await engine.search(parseQuery(query), { offset: 0, limit: 1000 })
  return hits.map(({ id }) => id).sort()
}

const papers = [
  paperOf({ id: 'title', title: 'The state of the art', abstract: 'Nothing else.' }),
  paperOf({ id: 'body', title: 'Art', abstract: 'One of the most, of that we are sure.' }),
  paperOf({ id: 'apart', title: 'All of', abstract: 'the art, of all the arts' }),
  paperOf({ id: 'keys', title: 'Keys', abstract: 'None', keywords: ['and of', 'the end'] }),
]

test.each([
  ['"of the"', ['body', 'title']],
  ['title:"of the"', ['title']],
  ['"the of"', []],
  ['"of the most"', ['body']],
  ['"state of the art"', ['title']],
  ['"the most of"', ['body']],
  ['of-the', ['body', 'title']],
  ['"all the"', ['apart']],
  ['art -"of the"', ['apart']],
])('%s', async (query, ids) => {
  expect(await foundBy(await engineWith(papers), query)).toEqual(ids)
})

test('whatever stands side by side, and after papers have changed and the index was kept', async () => {
  const vocabulary = ['the', 'of', 'and', 'having', 'had', 'graph', 'graphs', 'in']
  const text = fc.array(fc.constantFrom(...vocabulary), { maxLength: 8 })
  const written = fc.record({ title: text, abstract: text, keywords: fc.array(text) })
  const phrase = fc.array(fc.constantFrom(...vocabulary), { minLength: 2, maxLength: 4 })
  const changed = fc.array(fc.nat(5), { maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(
      fc.array(written, { minLength: 6, maxLength: 6 }),
      fc.array(phrase, { minLength: 1, maxLength: 5 }),
      changed,
      fc.constantFrom('', 'title:'),
      async (texts, phrases, gone, where) => {
        const all = texts.map(({ title, abstract, keywords }, i) =>
          paperOf({
            id: `p${i}`,
            title: title.join(' '),
            abstract: abstract.join(' '),
            keywords: keywords.map((words) => words.join(' ')),
          }),
        )
        const engine = await engineWith(all)
        const other = gone.map((i) => ({ ...(all[i] as Paper), abstract: 'of the in having' }))
        await engine.add(other)
        const kept = createCompactEngine()
        await kept.load([...engine.save()])
        const now = all.map((paper) => other.find(({ id }) => id === paper.id) ?? paper)
        for (const words of phrases) {
          const query = `${where}"${words.join(' ')}"`
          const matches = matcherOf(parseQuery(query))
          const right = now.filter((paper) => matches(analysePaper(paper))).map(({ id }) => id)
          expect(await foundBy(engine, query)).toEqual(right)
          expect(await foundBy(kept, query)).toEqual(right)
        }
      },
    ),
    { numRuns: 100 },
  )
})

test('they are no words: nobody is offered them, and no spelling is mended to one', async () => {
  const engine = await engineWith(papers)
  expect((await engine.suggest('of', 10)).map(({ id }) => id)).toEqual(['apart', 'title'])
  for (const typed of ['of th', 'ofthe', 'ofthee'])
    expect(JSON.stringify([await engine.correct(parseQuery(typed))])).not.toContain('"of the"')
})
