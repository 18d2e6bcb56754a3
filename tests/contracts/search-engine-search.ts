// The contract of search: what is found, in which order, page by page.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { analysePaper } from '../../src/search/analysis.ts'
import { matcherOf } from '../../src/search/match.ts'
import { parseQuery } from '../../src/search/query.ts'
import { paperOf, samplePapers } from '../search/fixtures.ts'
import { type Create, everything, idsOf, withSample } from './search-engine-ground.ts'

/** Each kind of condition. */
export function searching(create: Create): void {
  describe('search', () => {
    const engine = withSample(create)

    test.each([
      ['reparameterization', ['1312.6114']],
      ['"latent diffusion"', ['2112.10752']],
      ['title:attention -lightning', ['1706.03762', '2205.14135']],
      ['author:kingma', ['1312.6114', '1412.6980']],
      ['author:"Diederik Kingma" -adam', ['1312.6114']],
      ['vaswani', ['1706.03762']],
      ['mamba OR metagenomic', ['2312.00752', '2501.02045']],
      ['votes:>=118', ['2501.04519', '2506.13585']],
      ['votes:0', ['2506.08592', '2506.09007']],
      ['arXiv:1706.03762', ['1706.03762']],
      ['cs/0205070', ['cs/0205070']],
      ['schrodinger', ['2506.09007']],
      ['pi0', ['2410.24164']],
      ['nosuchword', []],
      ['attention nosuchword', []],
    ])('%s', async (text, ids) =>
      expect((await idsOf(engine(), text)).sort()).toEqual([...ids].sort()),
    )

    test('with code, and without', async () => {
      const having = await idsOf(engine(), 'has:code')
      const lacking = await idsOf(engine(), '-has:code')
      expect(having.length).toBe(samplePapers.filter(({ code }) => code !== undefined).length)
      expect(having.length + lacking.length).toBe(samplePapers.length)
    })

    test('a tally tells for some of the clauses how many papers a search for them finds', async () => {
      const text = 'learning -model "language model" author:"d k" has:code OR votes:>100 title:the'
      const { clauses } = parseQuery(text)
      const days = { since: '2017-01-01', until: '2025-06-01' }
      const totalOf = await engine().tally(clauses, days)
      for (let some = 1; some < 2 ** clauses.length; some++) {
        const chosen = clauses.filter((_, i) => (some & (1 << i)) !== 0)
        const query = { clauses: chosen, problems: [] }
        const { total } = await engine().search(query, { ...everything, ...days })
        expect(totalOf(chosen)).toBe(total)
      }
    })

    test('what was found before a change is not found for it afterwards', async () => {
      const engine = await create()
      const votes = (count: number) => paperOf({ title: 'Quokka', votes: count })
      await engine.add([votes(1)])
      expect(await idsOf(engine, 'quokka votes:>5')).toEqual([])
      await engine.add([votes(9)])
      expect(await idsOf(engine, 'quokka votes:>5')).toHaveLength(1)
      await engine.remove([votes(9).id])
      expect(await idsOf(engine, 'quokka votes:>5')).toEqual([])
    })

    test('a query of nothing finds everything', async () => {
      expect(await idsOf(engine(), '')).toHaveLength(samplePapers.length)
    })

    test('its size is what it holds', () => expect(engine().size()).toBe(samplePapers.length))

    test('no word finds a longer one, every word finds its inflections', async () => {
      const engine = await create()
      await engine.add([
        paperOf({ id: '2501.00001', title: 'Diffusion models' }),
        paperOf({ id: '2501.00002', title: 'Sensor fusion', abstract: 'A model of it.' }),
      ])
      expect(await idsOf(engine, 'fusion')).toEqual(['2501.00002'])
      expect(await idsOf(engine, 'diffusion')).toEqual(['2501.00001'])
      expect((await idsOf(engine, 'model')).sort()).toEqual(['2501.00001', '2501.00002'])
      expect((await idsOf(engine, 'models')).sort()).toEqual(['2501.00001', '2501.00002'])
    })
  })
}

/** Sorting, paging, days. */
export function pages(create: Create): void {
  describe('pages', () => {
    const engine = withSample(create)
    const field = (key: 'votes' | 'published') => new Map(samplePapers.map((p) => [p.id, p[key]]))

    test.each(['relevance', 'new', 'votes'] as const)(
      'by %s: put together, they are the whole',
      async (sort) => {
        const query = parseQuery('learning OR model')
        const whole = await engine().search(query, { ...everything, sort })
        expect(whole.hits.length).toBe(whole.total)
        expect(whole.total).toBeGreaterThan(20)
        const parts = []
        for (let offset = 0; offset < whole.total; offset += 7) {
          const page = await engine().search(query, { offset, limit: 7, sort })
          expect(page.total).toBe(whole.total)
          parts.push(...page.hits)
        }
        expect(parts).toEqual(whole.hits)
        expect(new Set(parts.map(({ id }) => id)).size).toBe(whole.total)
      },
    )

    test('past the end there is nothing, and the total stays', async () => {
      const page = await engine().search(parseQuery('mamba'), { offset: 500, limit: 10 })
      expect(page).toEqual({ hits: [], total: 1 })
      expect(await engine().search(parseQuery('mamba'), { offset: 0, limit: 0 })).toEqual(page)
    })

    test('by relevance, scores fall', async () => {
      const { hits } = await engine().search(parseQuery('learning OR model'), everything)
      const scores = hits.map(({ score }) => score)
      expect(scores).toEqual([...scores].sort((a, b) => b - a))
    })

    test('by day, newest first and undated last', async () => {
      const days = (await idsOf(engine(), '', { sort: 'new' })).map((id) =>
        field('published').get(id),
      )
      const dated = days.filter((day) => day !== undefined)
      expect(dated).toEqual([...dated].sort().reverse())
      expect(days.slice(dated.length).every((day) => day === undefined)).toBe(true)
    })

    test('by votes, most first and unknown last', async () => {
      const votes = (await idsOf(engine(), '', { sort: 'votes' })).map((id) =>
        field('votes').get(id),
      )
      const known = votes.filter((count) => count !== undefined)
      expect(known).toEqual([...known].sort((a, b) => Number(b) - Number(a)))
      expect(votes.slice(known.length).every((count) => count === undefined)).toBe(true)
    })

    test('the order does not depend on the order in which papers came', async () => {
      const turned = await create()
      await turned.add([...samplePapers].reverse())
      for (const sort of ['relevance', 'new', 'votes'] as const)
        expect(await idsOf(turned, 'reasoning', { sort })).toEqual(
          await idsOf(engine(), 'reasoning', { sort }),
        )
    })

    test('since and until are days of publication, both included', async () => {
      const within = (since?: string, until?: string) =>
        samplePapers
          .filter(({ published: day }) => day !== undefined)
          .filter(({ published: day = '' }) => day >= (since ?? '') && day <= (until ?? '9'))
          .map(({ id }) => id)
          .sort()
      const [since, until] = ['2017-06-12', '2025-01-08']
      expect((await idsOf(engine(), '', { since, until })).sort()).toEqual(within(since, until))
      expect((await idsOf(engine(), '', { since })).sort()).toEqual(within(since))
      expect((await idsOf(engine(), '', { until })).sort()).toEqual(within(undefined, until))
      expect(within(since, until)).toContain('1706.03762')
      expect(within(since, until)).toContain('2501.04519')
      expect(
        await idsOf(engine(), 'attention', { since: '2017-06-13', until: '2017-06-14' }),
      ).toEqual([])
    })
  })
}

/** Questions, of which no paper has every word. */
export function loosely(create: Create): void {
  describe("words: 'most'", () => {
    const engine = withSample(create)
    const most = { words: 'most' } as const

    test('a plain word may be missing', async () => {
      const text = 'denoising diffusion probabilistic nosuchword'
      expect(await idsOf(engine(), text)).toEqual([])
      expect((await idsOf(engine(), text, most))[0]).toBe('2006.11239')
    })

    test.each([
      ['an author', 'stochastic nosuchword author:kingma', ['1312.6114', '1412.6980']],
      ['a phrase', 'nosuchword images "latent diffusion"', ['2112.10752']],
      ['an exclusion', 'kingma nosuchword -adam', ['1312.6114']],
      ['a vote count', 'reasoning nosuchword votes:>=118', ['2501.04519', '2506.13585']],
    ])('%s must hold all the same', async (_, text, among) => {
      const ids = await idsOf(engine(), text, most)
      expect(ids.length).toBeGreaterThan(0)
      for (const id of ids) expect(among).toContain(id)
    })

    test('beside common words only, the rest of the query decides', async () => {
      expect(await idsOf(engine(), 'author:vaswani', most)).toEqual(['1706.03762'])
      expect(await idsOf(engine(), 'is author:vaswani', most)).toEqual(['1706.03762'])
    })
  })
}

const someWords = samplePapers
  .flatMap(({ title, abstract }) => `${title} ${abstract}`.split(/\s+/))
  .filter((_, i) => i % 11 === 0)
const somePhrases = samplePapers.flatMap(({ title }) => {
  const words = title.replaceAll('"', '').split(/\s+/)
  return words.slice(1).map((word, i) => `"${words[i]} ${word}"`)
})
const someNames = samplePapers.flatMap(({ authors }) => authors.slice(0, 3))
const term = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...someWords) },
  { weight: 2, arbitrary: fc.constantFrom(...somePhrases) },
  fc.constantFrom(...someWords).map((word) => `title:${word}`),
  fc.constantFrom(...someNames).map((name) => `author:"${name}"`),
  fc.constantFrom(...someNames),
  fc.constantFrom(...samplePapers.map(({ id }) => id)),
  fc.constantFrom(
    'fewshot',
    'pre-training',
    'pretraining',
    'statespace',
    'the',
    'of',
    '\\text',
    '½',
    'org:MIT',
    'zzyzx',
  ),
  fc.constantFrom('has:code', 'has:project', 'votes:>20', 'votes:5..50', 'votes:<=7', 'author:J'),
)
const text = fc
  .array(fc.tuple(fc.constantFrom('', '', '', '-', 'OR ', 'OR -', 'NOT '), term), {
    minLength: 1,
    maxLength: 5,
  })
  .map((terms) => terms.map((parts) => parts.join('')).join(' '))

/** Any query means what match.ts says it means. */
export function meaning(create: Create): void {
  const engine = withSample(create)

  test('finds exactly the papers that satisfy the query, whatever the query', async () => {
    const analysed = samplePapers.map((paper) => analysePaper(paper))
    await fc.assert(
      fc.asyncProperty(text, async (query) => {
        const satisfies = matcherOf(parseQuery(query))
        const expected = analysed.filter(satisfies).map(({ id }) => id)
        expect((await idsOf(engine(), query)).sort()).toEqual(expected.sort())
      }),
      { numRuns: 500 },
    )
  })
}
