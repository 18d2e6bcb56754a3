// Acronyms as papers explain them, and the book of a corpus's.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createAcronymBook, type Definition, minedFrom } from '../../src/search/acronyms.ts'

test.each([
  ['We introduce Tiny Time Mixers (TTMs), small models.', 'ttm', 'tiny time mixers'],
  ['Structured state space models (SSMs) scale', 'ssm', 'state space models'],
  ['A state space model (SSM) scales', 'ssm', 'state space model'],
  ['with chain-of-thought (CoT) prompting', 'cot', 'chain of thought'],
  ['Low-Rank Adaptation (LoRA) freezes', 'lora', 'low rank adaptation'],
  [
    'Retrieval-Augmented Generation (RAG; Lewis et al., 2020)',
    'rag',
    'retrieval augmented generation',
  ],
  ['sparse Mixture-of-Experts (MoE) layers', 'moe', 'mixture of experts'],
  [
    'reinforcement learning from human feedback (RLHF)',
    'rlhf',
    'reinforcement learning from human feedback',
  ],
  ['Vision Transformer (ViT)', 'vit', 'vision transformer'],
  ['large language models (LLM’s)', 'llm', 'large language models'],
  ['self-supervised learning (SSL) is', 'ssl', 'self supervised learning'],
  ['TTMs (Tiny Time Mixers) are small', 'ttm', 'tiny time mixers'],
  ['neural radiance fields (NeRFs)', 'nerf', 'neural radiance fields'],
])('%s', (text, short, long) => expect(minedFrom(text)).toEqual([{ short, long }]))

test.each([
  ['we compare (see Table 2)', 'a remark'],
  ['the best model (Ours) wins', 'a word'],
  ['the first part (II) and', 'a Roman number'],
  ['a transformer (BERT)', 'letters that do not stand there'],
  ['we use SSM (SSM)', 'itself'],
  ['Sparse nets win. Models (SNM)', 'a long form across two sentences'],
  ['GPT-4 (OpenAI, 2023)', 'a citation'],
  ['TTMs (which have tiny, time-aware mixers)', 'a bracket that says more'],
  ['state space models (SSMs', 'a bracket left open'],
  ['', 'nothing'],
])('%s: %s', (text) => expect(minedFrom(text)).toEqual([]))

test('a meaning counts once a paper, and other meanings beside it', () => {
  const text = 'state space models (SSMs); a State-Space Models (SSMs), a state space model (SSM)'
  expect(minedFrom(text).map(({ long }) => long)).toEqual([
    'state space models',
    'state space model',
  ])
})

test('hostile texts take no time', () => {
  for (const text of [
    '('.repeat(50_000),
    'a (AA) '.repeat(20_000),
    `${'a-'.repeat(50_000)}(AAAAAAAAAA)`,
  ])
    minedFrom(text)
})

describe('the book', () => {
  const ssm = { short: 'ssm', long: 'state space model' }
  const ssms = { short: 'ssm', long: 'state space models' }

  test('tells both ways, inflections taken together', () => {
    const book = createAcronymBook()
    for (const definition of [ssm, ssms, ssms]) book.add([definition])
    expect(book.longOf('ssm')).toBe('state space models')
    expect(book.shortOf(['state', 'space', 'model'])).toBe('ssm')
    expect(book.longOf('cot')).toBeUndefined()
    expect(book.shortOf(['state', 'space'])).toBeUndefined()
  })

  test('knows where no acronym can stand for what begins so', () => {
    const book = createAcronymBook()
    book.add([ssm, { short: 'stsp', long: 'stable spectrum' }])
    expect(book.mayBegin(['state', 'space'])).toBe(true)
    expect(book.mayBegin(['state', 'space', 'model'])).toBe(true)
    expect(book.mayBegin(['state', 'space', 'model', 'of'])).toBe(false)
    expect(book.mayBegin(['space', 'model'])).toBe(false)
    book.remove([ssm])
    expect(book.mayBegin(['state', 'space'])).toBe(true)
    expect(book.mayBegin(['state', 'space', 'model'])).toBe(false)
  })

  test('keeps to itself what papers disagree about', () => {
    const book = createAcronymBook()
    book.add([ssm])
    book.add([{ short: 'ssm', long: 'soft sparse memory' }])
    expect(book.longOf('ssm')).toBeUndefined()
    expect(book.shortOf(['state', 'space', 'model'])).toBeUndefined()
    book.add([ssms])
    expect(book.longOf('ssm')).toBe('state space model')
  })

  test('any order, and anything added and taken back, makes no difference', () => {
    const definition = fc.record({
      short: fc.constantFrom('ab', 'abc', 'b'),
      long: fc.constantFrom('a beta', 'alpha beta', 'alphas beta', 'a b c', 'able bodies'),
    })
    const papers = fc.array(fc.uniqueArray(definition, { selector: (d) => `${d.short} ${d.long}` }))
    fc.assert(
      fc.property(papers, papers, (kept, passing) => {
        const plain = createAcronymBook()
        for (const paper of kept) plain.add(paper)
        const other = createAcronymBook()
        for (const paper of [...passing, ...kept.toReversed()]) other.add(paper)
        for (const paper of passing) other.remove(paper)
        const loaded = createAcronymBook()
        for (const [one, count] of other.entries()) loaded.add([one], count)
        for (const book of [other, loaded]) expect(toldBy(book)).toEqual(toldBy(plain))
      }),
    )
  })
})

function toldBy(book: ReturnType<typeof createAcronymBook>) {
  const longs = ['ab', 'abc', 'b'].map((short) => book.longOf(short))
  const keys = [
    ['a', 'beta'],
    ['alpha', 'beta'],
    ['a', 'b', 'c'],
    ['able', 'body'],
  ]
  const all = [...book.entries()].map(
    ([{ short, long }, n]: readonly [Definition, number]) => `${short} ${long} ${n}`,
  )
  return [longs, keys.map((key) => [book.shortOf(key), book.mayBegin(key)]), all.sort()]
}
