// What may be done to a query without changing what comes first, and what adding a word may never do.
import fc from 'fast-check'
import { stem as rootOf } from 'porter2'
import { describe, expect, test } from 'vitest'
import type { Paper } from '../../src/papers/paper.ts'
import { analysePaper } from '../../src/search/analysis.ts'
import type { SearchEngine } from '../../src/search/engine.ts'
import { type Found, find } from '../../src/search/find.ts'
import { termTest } from '../../src/search/match.ts'
import { parseQuery } from '../../src/search/query.ts'
import { stem } from '../../src/search/stem.ts'
import { isCommon, words } from '../../src/search/text.ts'
import { engineWith, hasRealDays, readRealDays, samplePapers } from './fixtures.ts'

const ask = (engine: SearchEngine, text: string): Promise<Found> =>
  find(engine, parseQuery(text), { offset: 0, limit: 1 })

/** Whether a paper has any of the words a query was answered by, one of the same root, or what an acronym of it stands for. */
function hasAny({ query }: Found, paper: Paper, engine: SearchEngine): boolean {
  const analysed = analysePaper(paper)
  const queries = [query, ...engine.rephrase(query).map((other) => other.query)]
  const terms = queries.flatMap(({ clauses }) => clauses.flat())
  if (terms.some((term) => termTest(term)(analysed))) return true
  const roots = rootsOf(`${paper.title} ${paper.abstract} ${paper.keywords?.join(' ') ?? ''}`)
  return terms.some((term) => term.kind === 'word' && !roots.isDisjointFrom(rootsOf(term.text)))
}

/** `concisely` and `conciseness` are of one root, which counts for the order. */
function rootsOf(text: string): ReadonlySet<string> {
  return new Set(words(text).map(({ folded }) => rootOf(stem(folded))))
}

/** A title as words of a query: quotes make a phrase of it, a minus leaves out, and some words are operators. */
const asWords = (title: string) =>
  title
    .replace(/["“”„«»]/g, '')
    .split(/\s+/)
    .map((word) => word.replace(/^[-−–]+/, ''))
    .filter((word) => word !== '' && !/^[a-z]+:./i.test(word))
    .map((word) => (/^(or|and|not)$/i.test(word) ? word.toLowerCase() : word))

/** In capitals; with brackets or nothing around it, an operator's name would become one. */
const loud = (word: string) =>
  /^[([{]*(or|and|not)[)\]}]*$/i.test(word) ? word : word.toUpperCase()
const accented = (text: string) => text.replace(/[aeiou]/g, (letter) => `${letter}\u0301`)
const bare = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '')

/** What leaves the meaning of a query's words as it is. */
const changes: Readonly<
  Record<string, (words: readonly string[], random: () => number) => string>
> = {
  'small letters': (typed) => typed.join(' ').toLowerCase(),
  'capital letters': (typed) => typed.map(loud).join(' '),
  'letters of any case': (typed, random) =>
    typed.map((word) => (random() < 0.5 ? word.toLowerCase() : loud(word))).join(' '),
  'accents left out': (typed) => bare(typed.join(' ')),
  'accents added': (typed) => accented(typed.join(' ')),
  'composed otherwise': (typed) => typed.join(' ').normalize('NFD'),
  spaces: (typed) => `  ${typed.join(' \t\u00a0 ')}\n`,
  'another order': (typed, random) =>
    typed
      .map((word) => ({ word, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ word }) => word)
      .join(' '),
}

/** Capital Greek and TeX commands are other names than small ones. */
const isTex = (text: string) => /[\\$]/.test(text)

describe.each([
  ['the sample', () => samplePapers, 60],
  ...(hasRealDays ? [['the real days', readRealDays, 40] as const] : []),
] as const)('over %s', async (_, read, numRuns) => {
  const papers = read()
  const engine = await engineWith(papers)
  const byId = new Map(papers.map((paper) => [paper.id, paper]))
  const plain = papers.filter(({ title }) => !isTex(title))
  const anyPaper = fc.constantFrom(...papers)
  const seeds = fc.integer({ min: 1, max: 2 ** 31 - 1 })

  test.each(Object.entries(changes))(
    '%s of a title change nothing at rank 1',
    async (_, change) => {
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...plain), seeds, async ({ title }, seed) => {
          const typed = asWords(title)
          const before = await ask(engine, typed.join(' '))
          const after = await ask(engine, change(typed, randomFrom(seed)))
          expect(after.page.hits[0]?.id).toBe(before.page.hits[0]?.id)
        }),
        { numRuns, endOnFailure: true },
      )
    },
    60_000,
  )

  test('adding a word never brings a paper to the top that has none of the words, nor of their kin', async () => {
    const word = anyPaper.chain(({ title, abstract }) =>
      fc.constantFrom(...tellingWords(`${title} ${abstract}`)),
    )
    const unknown = fc.constantFrom('zebra', 'xylophone', 'qqqq', 'transfomer')
    const queries = fc.tuple(
      fc.array(word, { minLength: 1, maxLength: 6 }),
      fc.oneof({ weight: 4, arbitrary: word }, unknown),
    )
    await fc.assert(
      fc.asyncProperty(queries, async ([some, added]) => {
        const found = await ask(engine, [...some, added].join(' '))
        const [top] = found.page.hits
        if (top === undefined) return
        expect(hasAny(found, byId.get(top.id) as Paper, engine)).toBe(true)
      }),
      { numRuns: numRuns * 3, endOnFailure: true },
    )
  }, 60_000)
})

function tellingWords(text: string): string[] {
  const folded = words(text).map((word) => word.folded)
  return folded.filter((word) => !isCommon(word) && !/^(or|and|not)$/.test(word))
}

/** A small generator of numbers from 0 to 1 (mulberry32), so that a failing order can be had again. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
