// Misspelt words, through the real engine over the sample corpus.
import { expect, test } from 'vitest'
import { parseQuery, printQuery } from '../../src/search/query.ts'
import { engineWith, paperOf, samplePapers } from './fixtures.ts'

const engine = await engineWith(samplePapers)

async function corrected(text: string) {
  const query = await engine.correct(parseQuery(text))
  return query === undefined ? undefined : printQuery(query)
}

test.each([
  ['diffussion', 'diffusion', 'a letter too many'],
  ['difusion', 'diffusion', 'a letter too few'],
  ['diffuzion', 'diffusion', 'a wrong letter'],
  ['diffusoin', 'diffusion', 'two letters swapped'],
  ['retreival', 'retrieval', 'the classic'],
  ['transfomer', 'transformer', 'a letter too few in a long word'],
  ['reinforcment', 'reinforcement', 'a letter too few in a long word'],
  ['qauntization', 'quantization', 'two letters swapped near the start'],
  ['iamge', 'image', 'two letters swapped in a short word'],
  ['vidoe', 'video', 'two letters swapped at the end of a short word'],
  ['convolutionnal netwroks', 'convolutional networks', 'two words'],
  ['title:atention', 'title:attention', 'in a title'],
  ['mambo OR diffusoin', 'mamba OR diffusion', 'in alternatives'],
  ['image-recogniton', 'image-recognition', 'within a compound'],
  ['wordvectors', 'word-vectors', 'two words written as one'],
  ['trans former', 'transformer', 'one word written as two'],
  ['diffu sion models', 'diffusion models', 'one of them no word'],
])('%s → %s (%s)', async (typed, meant) => expect(await corrected(typed)).toBe(meant))

test.each([
  ['diffusion model', 'spelt well'],
  ['quantise', 'another inflection of a word that papers use'],
  ['vaswani attention', 'a name, though no paper writes it'],
  ['zzyzx', 'nothing near'],
  ['"diffussion"', 'in quotes, so meant'],
  ['author:vaswanni', 'a name'],
  ['org:gogle', 'a name'],
  ['-diffussion', 'excluded'],
  ['the ned', 'common, or too short to tell'],
  ['gtp4', 'letters and digits: a name'],
  [
    'fusion',
    'a word of its own; diffusion is three letters away, vision two with another beginning',
  ],
  ['1706.03762', 'an id'],
  ['', 'nothing'],
])('%j is left alone: %s', async (typed) => expect(await corrected(typed)).toBeUndefined())

test('what a compound is written as one is no mistake', async () => {
  const shots = await engineWith([
    paperOf({ title: 'Few-Shot Learners' }),
    paperOf({ id: '2501.00002', title: 'Reshot Sewshot' }),
  ])
  expect(await shots.correct(parseQuery('fewshot'))).toBeUndefined()
})

test('of two words as near, the one with the same first letter is meant', async () => {
  const engine = await engineWith([
    paperOf({ title: 'Latin' }),
    paperOf({ id: '2501.00002', title: 'Katim' }),
    paperOf({ id: '2501.00003', title: 'Katim' }),
  ])
  const query = await engine.correct(parseQuery('latim'))
  expect(query && printQuery(query)).toBe('latin')
})

test('a word of one paper is mended only when a near one is a hundred times as common', async () => {
  const common = Array.from({ length: 100 }, (_, i) =>
    paperOf({ id: `2501.0${1000 + i}`, title: 'Transformer' }),
  )
  const rare = paperOf({ title: 'Transfomer' })
  const few = await engineWith([rare, ...common.slice(1)])
  const many = await engineWith([rare, ...common])
  expect(await few.correct(parseQuery('transfomer'))).toBeUndefined()
  expect(printQuery((await many.correct(parseQuery('transfomer'))) ?? parseQuery(''))).toBe(
    'transformer',
  )
})

test('of several words as near, the one that stands beside the others is meant, though another is more frequent', async () => {
  const titles = ['Mode Theory', ...Array(9).fill('Model Theory'), 'Mole Rats', 'Rats', 'Moles']
  const engine = await engineWith(
    titles.map((title, i) => paperOf({ id: `2501.${10_000 + i}`, title })),
  )
  const mended = async (text: string) => {
    const query = await engine.correct(parseQuery(text))
    return query && printQuery(query)
  }
  expect(await mended('moel')).toBe('model')
  expect(await mended('moel rats')).toBe('mole rats')
})

test('a word that papers use is mended when it alone keeps a paper from having them all', async () => {
  const titles = ['Neural Form Fields', 'Learning From Pixels Slowly', 'Forms']
  const engine = await engineWith(
    titles.map((title, i) => paperOf({ id: `2501.${10_000 + i}`, title })),
  )
  const mended = async (text: string) => {
    const query = await engine.correct(parseQuery(text))
    return query && printQuery(query)
  }
  expect(await mended('learning pixel fields')).toBeUndefined()
  expect(await mended('neural forms field')).toBeUndefined()
  expect(await mended('neural fields pixels slowly')).toBeUndefined()
  expect(await mended('learning slowly pixles')).toBe('learning slowly pixels')
})

test('words that papers use are left alone while no paper has the whole query anyway', async () => {
  const titles = ['Neural Form Fields', 'Learning From Pixels Slowly', 'Forms', 'From Noise']
  const engine = await engineWith(
    titles.map((title, i) => paperOf({ id: `2501.${10_000 + i}`, title })),
  )
  const mended = async (text: string) => {
    const query = await engine.correct(parseQuery(text))
    return query && printQuery(query)
  }
  expect(await mended('learning form pixels')).toBe('learning from pixels')
  expect(await mended('learning form pixels noise')).toBeUndefined()
  expect(await mended('learning form pixles noise')).toBe('learning form pixels noise')
})
