// The contract beside search: similar papers, completions, spelling, and changing what the engine holds.
import { describe, expect, test } from 'vitest'
import { analysePaper } from '../../src/search/analysis.ts'
import { parseQuery, printQuery } from '../../src/search/query.ts'
import { stem } from '../../src/search/stem.ts'
import { paperOf, samplePapers } from '../search/fixtures.ts'
import { type Create, everything, idsOf, withSample } from './search-engine-ground.ts'

/** Papers like another. */
export function likeness(create: Create): void {
  describe('similar', () => {
    const engine = withSample(create)
    const analysed = new Map(samplePapers.map((paper) => [paper.id, analysePaper(paper)]))

    test('never the paper itself, best first, no more than asked for', async () => {
      for (const { id } of samplePapers) {
        const hits = await engine().similar(id, 5)
        expect(hits.length).toBeLessThanOrEqual(5)
        expect(hits.map((hit) => hit.id)).not.toContain(id)
        const scores = hits.map(({ score }) => score)
        expect(scores).toEqual([...scores].sort((a, b) => b - a))
      }
    })

    test('the shared words stand in this paper as they are given, and in the other in some inflection', async () => {
      for (const { id } of samplePapers) {
        for (const hit of await engine().similar(id, 5)) {
          const other = analysed.get(hit.id)
          const words = [other?.title, other?.body, other?.gluedTitle, other?.gluedBody].flat()
          expect(hit.shared.length).toBeGreaterThan(0)
          for (const word of hit.shared) {
            expect(analysed.get(id)?.spelt).toContain(word)
            expect(words).toContain(stem(word))
          }
        }
      }
    })

    test('a paper on the same thing comes first', async () => {
      expect((await engine().similar('2111.00396', 3))[0]?.id).toBe('2312.00752')
      const diffusion = (await engine().similar('2006.11239', 3)).map(({ id }) => id)
      expect(diffusion).toContain('2112.10752')
    })

    test('words that no other paper has do not crowd out the one that another has', async () => {
      const engine = await create()
      const own = Array.from(
        { length: 40 },
        (_, i) => `unheard${'abcdefghij'[i % 10]}${'klmn'[Math.floor(i / 10)]}`,
      )
      await engine.add([
        paperOf({ id: '2501.00001', title: 'Deserts', abstract: `Quokka ${own.join(' ')}` }),
        paperOf({ id: '2501.00002', title: 'A quokka' }),
        paperOf({ id: '2501.00003', title: 'Something else' }),
      ])
      const hits = await engine.similar('2501.00001', 5)
      expect(hits.map(({ id, shared }) => ({ id, shared }))).toEqual([
        { id: '2501.00002', shared: ['quokka'] },
      ])
    })

    test('of a paper it does not hold there is nothing', async () => {
      expect(await engine().similar('2501.99999', 5)).toEqual([])
    })
  })
}

/** Why a paper has its score. */
export function reasons(create: Create): void {
  describe('explain', () => {
    const engine = withSample(create)

    test.each([
      'diffusion models',
      'kingma optimization',
      '"latent diffusion" image',
      'pre-training',
      'attention networks that translate sentences and generate images',
    ])('%s: the parts add up to the score of each hit', async (text) => {
      const query = parseQuery(text)
      const exactly = await engine().search(query, everything)
      const loosely = await engine().search(query, { ...everything, words: 'most' })
      const { hits } = exactly.total > 0 ? exactly : loosely
      expect(hits.length).toBeGreaterThan(0)
      for (const { id, score } of hits) {
        const explained = await engine().explain(query, id)
        const sum = explained?.parts.reduce((total, { points }) => total + points, 0)
        expect(explained?.score).toBeCloseTo(score, 9)
        expect(sum).toBeCloseTo(score, 9)
      }
    })

    test('the parts add up to the score of each hit among those of some days', async () => {
      const query = parseQuery('which attention networks translate sentences and generate images')
      const days = { since: '2016-01-01', until: '2021-12-31' }
      const { hits } = await engine().search(query, { ...everything, ...days, words: 'most' })
      expect(hits.length).toBeGreaterThan(2)
      for (const { id, score } of hits)
        expect((await engine().explain(query, id, days))?.score).toBeCloseTo(score, 9)
    })

    test('of a paper that shares nothing with the query, or is not held, there is nothing', async () => {
      expect(await engine().explain(parseQuery('nosuchword'), '1706.03762')).toBeUndefined()
      expect(await engine().explain(parseQuery('attention'), '2501.99999')).toBeUndefined()
    })
  })
}

/** What helps while typing. */
export function typing(create: Create): void {
  describe('suggest and correct', () => {
    const engine = withSample(create)
    const titles = async (prefix: string, limit = 10) =>
      (await engine().suggest(prefix, limit)).map(({ title }) => title)

    test('the last word may be unfinished, the others not', async () => {
      expect(await titles('attention is al')).toEqual(['Attention Is All You Need'])
      expect(await titles('atten is all')).toEqual([])
      expect(await titles('denois')).toEqual(['Denoising Diffusion Probabilistic Models'])
    })

    test('titles as they are written, with their ids, no more than asked for', async () => {
      expect(await engine().suggest('poké', 5)).toEqual([
        { id: '2503.04094', title: 'PokéChamp: an Expert-level Minimax Language Agent' },
      ])
      expect(await titles('l', 3)).toHaveLength(3)
    })

    test('only titles are completed', async () => expect(await titles('vaswan')).toEqual([]))

    test('nothing typed, nothing suggested', async () => {
      for (const prefix of ['', '  ', '🚀', '"', '\\']) expect(await titles(prefix)).toEqual([])
    })

    test('a misspelt word becomes the nearest that papers use; what is spelt well stays', async () => {
      const mended = await engine().correct(parseQuery('diffusoin author:kingma'))
      expect(mended && printQuery(mended)).toBe('diffusion author:kingma')
      expect(await engine().correct(parseQuery('diffusion models'))).toBeUndefined()
      expect(await engine().correct(parseQuery('vaswani'))).toBeUndefined()
      expect(await engine().correct(parseQuery('"diffusoin"'))).toBeUndefined()
    })
  })
}

/** Adding, replacing, removing. */
export function changing(create: Create): void {
  describe('changing what it holds', () => {
    const one = paperOf({ id: '2501.00001', title: 'Quokka Habitats', authors: ['Ann Old'] })
    const two = paperOf({ id: '2501.00002', title: 'Quokka Diets' })

    test('empty, it answers everything with nothing', async () => {
      const engine = await create()
      expect(engine.size()).toBe(0)
      expect(await engine.search(parseQuery(''), everything)).toEqual({ hits: [], total: 0 })
      expect(await idsOf(engine, 'quokka -x OR has:code', { words: 'most' })).toEqual([])
      expect(await engine.similar('2501.00001', 5)).toEqual([])
      expect(await engine.suggest('quo', 5)).toEqual([])
      expect(await engine.correct(parseQuery('quoka'))).toBeUndefined()
    })

    test('a paper added again replaces the one it was', async () => {
      const engine = await create()
      await engine.add([one, two])
      await engine.add([{ ...one, title: 'Wombat Habitats', authors: ['Bea New'], votes: 3 }])
      expect(engine.size()).toBe(2)
      expect(await idsOf(engine, 'quokka')).toEqual(['2501.00002'])
      expect(await idsOf(engine, 'wombat votes:3 author:new')).toEqual(['2501.00001'])
      expect(await idsOf(engine, 'author:old')).toEqual([])
      expect(await engine.suggest('quokka h', 5)).toEqual([])
      expect(await engine.suggest('wom', 5)).toEqual([
        { id: '2501.00001', title: 'Wombat Habitats' },
      ])
    })

    test('twice in one batch, the later holds', async () => {
      const engine = await create()
      await engine.add([one, { ...one, title: 'Wombat Habitats' }])
      expect(engine.size()).toBe(1)
      expect(await idsOf(engine, 'quokka OR wombat')).toEqual(['2501.00001'])
      expect(await idsOf(engine, 'quokka')).toEqual([])
    })

    test('a paper removed is forgotten, its words too, and may come back', async () => {
      const engine = await create()
      await engine.add([one, two])
      await engine.remove(['2501.00001', '2501.99999'])
      expect(engine.size()).toBe(1)
      expect(await idsOf(engine, 'habitats')).toEqual([])
      expect(await engine.similar('2501.00001', 5)).toEqual([])
      expect(await engine.suggest('quokka h', 5)).toEqual([])
      expect(await engine.correct(parseQuery('habitatz'))).toBeUndefined()
      await engine.add([one])
      expect(await idsOf(engine, 'habitats')).toEqual(['2501.00001'])
    })
  })
}
