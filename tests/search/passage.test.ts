// The stretch of an abstract that is shown, and what is marked in it.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Marking, markerOf, marksIn, rarityIn } from '../../src/search/marks.ts'
import { bestPassage } from '../../src/search/passage.ts'
import { parseQuery } from '../../src/search/query.ts'
import { stem } from '../../src/search/stem.ts'
import { compounds, words } from '../../src/search/text.ts'
import { engineWith, samplePapers } from './fixtures.ts'

const marker = (query: string) => markerOf(parseQuery(query))
const marked = (text: string, query: string, marking: Marking = {}) =>
  marksIn(text, markerOf(parseQuery(query), marking)).map(({ start, end }) =>
    text.slice(start, end),
  )
/** The stems of a query's words, together and apart. */
const soughtBy = (query: string) =>
  new Set([...words(query), ...compounds(query)].map(({ folded }) => stem(folded)))

test.each([
  ['Diffusion models generate.', 'model', ['models']],
  ['State space models, state-space.', 'state space', ['State space', 'state-space']],
  ['A few-shot learner.', 'fewshot', ['few-shot']],
  ['A few-shot learner.', 'few-shot', ['few-shot']],
  ['A fewshot learner.', 'few-shot', ['fewshot']],
  ['Diffusion without fusion.', 'fusion', ['fusion']],
  ['The state of the art.', 'the state', ['state']],
  ['Schrödinger’s bridge.', 'schrodinger', ['Schrödinger’s']],
  ['The μP rule.', 'mup', ['μP']],
  ['Videos of robots.', 'video -robot', ['Videos']],
  ['Written by Hinton, with code.', 'author:hinton has:code', []],
  ['A state of space. A state space.', '"state space"', ['state space']],
  ['State of the art, the state, of art.', '"state of the art"', ['State of the art']],
  ['Few shots. Few-shot. A few.', 'few-shot', ['Few shots', 'Few-shot']],
  ['C++ and C.', 'C++', ['C++']],
  ['The \\pi_0 model, π0 and pi0.', 'π0', ['\\pi_0', 'π0', 'pi0']],
  ['Anything', '', []],
  ['', 'model', []],
])('in %j, %j marks %j', (text, query, expected) => expect(marked(text, query)).toEqual(expected))

test('marks what an acronym stands for as a whole, in any inflection', () => {
  const also = ['state space models']
  expect(marked('Models of a space. A state-space model, an SSM.', 'ssm', { also })).toEqual([
    'state-space model',
    'SSM',
  ])
})

test('a word tells the more, the fewer papers have it', async () => {
  const weightOf = rarityIn(await engineWith(samplePapers))
  expect(weightOf(stem('mamba'))).toBeGreaterThan(weightOf(stem('language')))
  expect(weightOf('nowhere')).toBeGreaterThanOrEqual(weightOf(stem('mamba')))
  expect(weightOf(stem('language'))).toBeGreaterThan(0)
})

describe('bestPassage', () => {
  const text =
    'We study agents. They plan. Diffusion models make video from text. Diffusion is slow. Code is public.'

  test('is the sentence with most of the words asked for, and whole sentences around it', () => {
    const passage = bestPassage(text, marker('video diffusion'), 60)
    expect(passage.text).toBe('Diffusion models make video from text. Diffusion is slow.')
    expect(passage.cut).toEqual({ before: true, after: true })
  })

  test('prefers different words to the same one again and again', () => {
    const twice = 'Video on video on video on video. Video by diffusion. The end.'
    expect(bestPassage(twice, marker('video diffusion'), 25).text).toBe('Video by diffusion.')
  })

  test('prefers one rare word to two that every paper has', () => {
    const weightOf = (word: string) => (word === stem('grokking') ? 5 : 1)
    const wanted = markerOf(parseQuery('language models grokking'), { weightOf })
    const both = 'We train language models. Grokking arrives late. The end.'
    expect(bestPassage(both, wanted, 30).text).toBe('Grokking arrives late.')
  })

  test('prefers what the title does not show already', () => {
    const both = 'Diffusion is what we study. Sampling gets faster. The end.'
    const wanted = marker('diffusion sampling')
    expect(bestPassage(both, wanted, 30).text).toBe('Diffusion is what we study.')
    expect(bestPassage(both, wanted, 30, 'Diffusion').text).toBe('Sampling gets faster. The end.')
  })

  test('is several sentences where together they have more of the words', () => {
    const apart = `Diffusion first. ${'Nothing here at all. '.repeat(9)}We sample. Then diffusion of video. ${'And so on. '.repeat(9)}`
    const passage = bestPassage(apart, marker('diffusion video sample'), 60)
    expect(passage.text).toContain('We sample. Then diffusion of video.')
  })

  test('counts a phrase only where it stands as a whole', () => {
    const both = 'A state of space of states. Nothing. The state space is large.'
    expect(bestPassage(both, marker('"state space"'), 30).text).toBe('The state space is large.')
  })

  test('of hostile texts is found at once', () => {
    for (const text of ['a. '.repeat(20_000), 'a '.repeat(20_000), `${'a'.repeat(20_000)} a`])
      expect(bestPassage(text, marker('a1 b'), 240).text.length).toBeLessThanOrEqual(240)
    const dense = bestPassage('diffusion '.repeat(5_000), marker('diffusion'), 240)
    expect(dense.marks).toHaveLength(1)
  })

  test('counts a compound as the word it is', () => {
    const passage = bestPassage('Nothing here at all. A few-shot learner.', marker('fewshot'), 20)
    expect(passage.text).toBe('A few-shot learner.')
  })

  test('is all of a text that fits, and the beginning where nothing matches', () => {
    expect(bestPassage(text, marker('video'), 500)).toMatchObject({
      text,
      cut: { before: false, after: false },
    })
    expect(bestPassage(text, marker('quantum'), 30).text).toBe('We study agents. They plan.')
  })

  test('of nothing is nothing', () => {
    expect(bestPassage('', marker('video'), 100)).toEqual({
      text: '',
      marks: [],
      cut: { before: false, after: false },
    })
  })

  test('of one sentence of 5,000 characters shows the match, cut at word borders', () => {
    const words = Array.from({ length: 800 }, (_, i) => `word${i}`)
    words[400] = 'diffusion'
    const passage = bestPassage(words.join(' '), marker('diffusion'), 120)
    expect(passage.text.length).toBeLessThanOrEqual(120)
    expect(passage.text).toMatch(/^word\d+ .*\bdiffusion\b.* word\d+$/)
    expect(passage.text.split(' ').every((word) => words.includes(word))).toBe(true)
    expect(passage.cut).toEqual({ before: true, after: true })
  })

  test('of a text without spaces, or with the only space elsewhere, still shows the match', () => {
    const long = `${'-'.repeat(2_000)}diffusion${'-'.repeat(2_000)}`
    for (const text of [long, `Short one. ${long}`, `${long} ${'x'.repeat(300)}`, `a ${long}`]) {
      const passage = bestPassage(text, marker('diffusion'), 100)
      expect(passage.text).toContain('diffusion')
      expect(passage.text.length).toBeLessThanOrEqual(100)
      expect(passage.marks).toHaveLength(1)
    }
  })

  const piece = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        'diffusion ',
        'few-shot ',
        'models. ',
        'The ',
        '🚀',
        '👩‍🚀',
        'é',
        ' ',
        '量子',
      ),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) },
    { weight: 1, arbitrary: fc.constantFrom(...samplePapers.map(({ abstract }) => abstract)) },
  )
  const wellFormed = fc
    .array(piece, { maxLength: 40 })
    .map((pieces) => pieces.join('').toWellFormed())
  const queries = fc.constantFrom(
    'diffusion',
    'fewshot models',
    'few-shot',
    '量子',
    'language model',
    '',
  )

  test('of any text: within the length, from the text, its marks in order and what was asked for', () => {
    fc.assert(
      fc.property(wellFormed, queries, fc.integer({ min: 2, max: 300 }), (text, query, length) => {
        const wanted = marker(query)
        const passage = bestPassage(text, wanted, length)
        expect(passage.text.length).toBeLessThanOrEqual(length)
        expect(text).toContain(passage.text)
        // Half an emoji is a broken character on every screen.
        expect(passage.text.isWellFormed()).toBe(true)
        let last = 0
        for (const { start, end } of passage.marks) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(passage.text.length)
          const piece = passage.text.slice(start, end)
          const found = [...words(piece), ...compounds(piece)].map(({ folded }) => stem(folded))
          expect(found.some((word) => soughtBy(query).has(word))).toBe(true)
          last = end
        }
        if (!passage.cut.before) expect(text.startsWith(passage.text)).toBe(true)
        if (!passage.cut.after) expect(text.endsWith(passage.text)).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  test('of every abstract in the sample has as many of the asked words as any one sentence', () => {
    const query = 'language model reasoning video diffusion training'
    const wanted = marker(query)
    const distinct = (text: string) =>
      new Set(
        words(text)
          .map(({ folded }) => stem(folded))
          .filter((word) => soughtBy(query).has(word)),
      ).size
    const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })
    for (const { abstract } of samplePapers) {
      const sentences = Array.from(segmenter.segment(abstract), ({ segment }) => segment.trim())
      const most = Math.max(...sentences.map(distinct))
      const longest = Math.max(...sentences.map(({ length }) => length))
      expect(distinct(bestPassage(abstract, wanted, longest).text)).toBeGreaterThanOrEqual(most)
    }
  })
})
