// All follows at once find what each query finds alone.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Watch } from '../../src/follows/follow.ts'
import { isLike, type Likeness, likenessOf, stemsOf } from '../../src/follows/likeness.ts'
import { createMatcher } from '../../src/follows/match.ts'
import { type AnalysedPaper, analysePaper } from '../../src/search/analysis.ts'
import { matcherOf } from '../../src/search/match.ts'
import { parseQuery } from '../../src/search/query.ts'
import { engineWith, paperOf, samplePapers } from '../search/fixtures.ts'

/** The naive way: each follow by itself. */
function alone(watches: readonly Watch[], paper: AnalysedPaper): number[] {
  return watches.flatMap(({ query, likeness }, n) => {
    const isAlike = likeness === undefined || isLike(likeness, paper.id, stemsOf(paper))
    return matcherOf(query)(paper) && isAlike ? [n] : []
  })
}

const numbers = (lists: readonly Int32Array[]) =>
  lists.flatMap((some) => [...some]).toSorted((a, b) => a - b)

function together(
  watches: readonly Watch[],
  paper: AnalysedPaper,
  frequency: (stem: string) => number,
): number[] {
  const matcher = createMatcher(frequency)
  for (const [n, watch] of watches.entries()) matcher.add(watch, n)
  // An earlier paper leaves nothing behind.
  matcher.match(analysePaper(paperOf({ title: 'diffusion few-shot Oord', abstract: 'model' })))
  return numbers(matcher.match(paper))
}

const words = [
  ...['diffusion', 'Models', 'few-shot', 'fewshot', 'few shot', 'state space', 'the', 'of'],
  ...['GPT-4', 'gpt4', 'C++', 'Oord', 'van den Oord', 'Yann', 'Y', 'Meta', 'π0', '2.0', '20'],
]
const terms = fc.oneof(
  fc.constantFrom(...words),
  fc.constantFrom(...words).map((text) => `"${text}"`),
  fc.constantFrom(...words).map((text) => `title:"${text}"`),
  fc.constantFrom(...words).map((text) => `author:"${text}"`),
  fc.constantFrom(...words).map((text) => `org:"${text}"`),
  fc.constantFrom('has:code', 'has:project', 'votes:>3', 'votes:<4', '2501.00001', '2501.00002'),
)
const clauses = fc.oneof(
  { weight: 4, arbitrary: terms },
  { weight: 2, arbitrary: terms.map((term) => `-${term}`) },
  fc.tuple(terms, terms).map(([a, b]) => `${a} OR ${b}`),
  fc.tuple(terms, terms).map(([a, b]) => `${a} OR -${b}`),
)
const likenesses: fc.Arbitrary<Likeness> = fc.record({
  paper: fc.constantFrom('2501.00001', '2501.00009'),
  title: fc.constant('A Paper'),
  terms: fc.uniqueArray(
    fc.record({
      stem: fc.constantFrom('diffus', 'model', 'shot', 'state', 'space', 'gpt'),
      word: fc.constant('word'),
      weight: fc.integer({ min: 1, max: 5 }),
    }),
    { selector: ({ stem }) => stem, maxLength: 6 },
  ),
})
const watches: fc.Arbitrary<Watch> = fc.record({
  query: fc.array(clauses, { maxLength: 3 }).map((parts) => parseQuery(parts.join(' '))),
  likeness: fc.option(likenesses, { nil: undefined, freq: 3 }),
})
const texts = fc.array(fc.constantFrom(...words), { maxLength: 6 }).map((some) => some.join(' '))
const papers = fc
  .record({
    id: fc.constantFrom('2501.00001', '2501.00002'),
    title: texts,
    abstract: texts,
    authors: fc.array(texts, { maxLength: 2 }),
    organization: texts,
    keywords: fc.array(texts, { maxLength: 2 }),
    votes: fc.integer({ min: 0, max: 6 }),
    project: fc.boolean(),
  })
  .map(({ project, ...given }) =>
    analysePaper(paperOf({ ...given, ...(project && { projectUrl: 'https://a.b' }) })),
  )

test('all at once find what each finds alone, whatever is held to be rare', () => {
  fc.assert(
    fc.property(
      fc.array(watches, { maxLength: 12 }),
      papers,
      fc.func(fc.nat()),
      (all, paper, rare) => {
        expect(together(all, paper, rare)).toEqual(alone(all, paper))
      },
    ),
    { numRuns: 3000 },
  )
})

test('the sample’s own words find the same papers of it either way', () => {
  const analysed = samplePapers.map((paper) => analysePaper(paper))
  const all = samplePapers.flatMap(({ title, authors }) => [
    { query: parseQuery(title) },
    { query: parseQuery(title.split(' ').slice(0, 2).join(' OR ')) },
    { query: parseQuery(`author:"${authors[0]}" -${title.split(' ').at(-1)}`) },
  ])
  const matcher = createMatcher((stem) => stem.length)
  for (const [n, watch] of all.entries()) matcher.add(watch, n)
  for (const paper of analysed) expect(numbers(matcher.match(paper))).toEqual(alone(all, paper))
})

describe('a follow of what is like a paper', () => {
  test('finds papers that share enough of its telling words, never itself', async () => {
    const engine = await engineWith(samplePapers)
    const ddpm = samplePapers.find(({ id }) => id === '2006.11239')
    const likeness = ddpm && likenessOf(ddpm, engine)
    if (likeness === undefined) throw new Error('the sample has no such paper')
    const alike = samplePapers.filter((paper) =>
      isLike(likeness, paper.id, stemsOf(analysePaper(paper))),
    )
    const similar = await engine.similar('2006.11239', 10)
    expect(alike.map(({ title }) => title)).toMatchSnapshot()
    for (const { id } of alike) expect(similar.map((hit) => hit.id)).toContain(id)
    expect(alike.map(({ id }) => id)).not.toContain('2006.11239')
  })

  test('needs a paper of which something is known', async () => {
    const engine = await engineWith(samplePapers)
    expect(likenessOf(paperOf({ title: 'Untitled' }), engine)).toBeUndefined()
  })
})

test('follows that say the same are looked for once', () => {
  const matcher = createMatcher(() => 1)
  for (const [n, text] of ['Mamba state', 'state mamba', 'the State MAMBA'].entries())
    matcher.add({ query: parseQuery(text) }, n)
  expect(matcher.size()).toBe(1)
  const found = matcher.match(analysePaper(paperOf({ title: 'Mamba: a state' })))
  expect(numbers(found)).toEqual([0, 1, 2])
})
