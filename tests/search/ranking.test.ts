// What must come first, for queries people type, over real titles.
import { beforeAll, describe, expect, test } from 'vitest'
import type { Paper } from '../../src/papers/paper.ts'
import type { SearchEngine } from '../../src/search/engine.ts'
import { find } from '../../src/search/find.ts'
import { parseQuery } from '../../src/search/query.ts'
import { engineWith, hasRealDays, readRealDays, samplePapers } from './fixtures.ts'

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

describe('over the sample', async () => {
  const engine = await engineWith(samplePapers)

  test.each([
    ['Attention Is All You Need', '1706.03762', 'the exact title, most of it common words'],
    ['attention', '1706.03762', 'the paper that attention is all of'],
    ['bert', '1810.04805', 'its own paper before those that use it'],
    ['BERT pre-training', '1810.04805', 'a partial title'],
    ['lora', '2106.09685', 'an acronym that its title spells out'],
    ['mamba', '2312.00752', 'a name before a colon'],
    ['gan', '2501.05441', 'an acronym twice in a title'],
    ['generative adversarial network', '1406.2661', 'a singular for the plural of the title'],
    ['kingma variational', '1312.6114', 'author and topic'],
    ['kingma optimization', '1412.6980', 'the same author, another topic'],
    ['vaswani', '1706.03762', 'an author alone'],
    ['image recognition transformer', '2010.11929', 'words in another order than the title'],
    ['policy optimization', '1707.06347', 'a phrase of a title'],
    ['scaling law', '2505.14302', 'a phrase at the start of a title'],
    ['"deep residual learning"', '1512.03385', 'a phrase in quotes'],
    ['pretraining reinforcement', '2506.08007', 'a compound typed as one word'],
    ['test time reinforcement learning', '2504.16084', 'a compound typed as two words'],
    ['retreival augmented generation', '2005.11401', 'a typo'],
    ['diffusoin policy', '2303.04137', 'letters swapped'],
    ['schrodinger bridge', '2506.09007', 'without the umlaut'],
    ['pi0', '2410.24164', 'a formula as people write it'],
    ['4 bit quantization', '2506.19697', 'a number in a compound'],
    [
      'how can i get a language model to reason with reinforcement learning without any human labels',
      '2504.16084',
      'a question',
    ],
    [
      'which method adapts large language models by training only low rank updates to the weights',
      '2106.09685',
      'a question',
    ],
  ])('%j finds %s first: %s', async (text, id) => expect(await first(engine, text)).toBe(id))

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

    test.each([
      ['Large Language Diffusion Models', '2502.09992', 'an exact title of words that many have'],
      ['s1: Simple test-time scaling', '2501.19393', 'an exact title'],
      ['simple test time scaling', '2501.19393', 'a partial title, hyphen missing'],
      ['test-time scaling', '2501.19393', 'the shortest title with the phrase'],
      ['Reward Reasoning Model', '2505.14674', 'an exact title of words that hundreds have'],
      ['model reward reasoning', '2505.14674', 'the same in another order'],
      ['unified vision language action model', '2506.19850', 'hyphens missing'],
      ['mixture of mamba', '2501.16295', 'a partial title with a common word'],
      ['mixture of experts interpretable', '2503.07639', 'title words in another order'],
      ['block diffusion', '2503.09573', 'a name before a colon'],
      ['diffusion transformers mup', '2505.15270', 'a Greek letter as its name'],
      ['diffusoin transformer μP', '2505.15270', 'a typo and a Greek letter'],
      ['chain of draft', '2502.18600', 'a name beside its famous neighbour, chain of thought'],
      ['"chain of draft"', '2502.18600', 'the same as a phrase'],
      ['transformers without normalization', '2503.10622', 'a title that is a common phrase'],
      ['transformer without normalisation', '2503.10622', 'singular, and British'],
      ['lecun normalization', '2503.10622', 'author and topic'],
      ['Kaiming He', '2503.10622', 'an author whose family name is a common word'],
      ['s1 budget forcing', '2501.19393', 'a name and a term of the abstract'],
      ['KVzip', '2505.23416', 'a name'],
      [
        'kv zip compression query agnostic',
        '2505.23416',
        'a name in two words, and a hyphen missing',
      ],
      ['gemini embedding', '2503.07891', 'a name'],
      ['multimodal mamba', '2502.13145', 'a name of two words that other titles have apart'],
      ['GRPO flow matching', '2505.05470', 'an acronym and a topic'],
      ['MLLM judge anything', '2503.17489', 'an acronym and part of a title'],
      ['PPTAgent', '2501.03936', 'a name in mixed case'],
      ['presentation generation slides', '2501.03936', 'what it does'],
      ['humanoid getting up policy', '2502.12152', 'a plural of the title, hyphen missing'],
      ['safescientist', '2505.23559', 'a name in small letters'],
      ['code elo benchmark', '2501.01257', 'a compound name in two words'],
      ['hybrid gaussian splating', '2505.13215', 'a letter missing'],
      [
        'does reinforcement learning really give language models reasoning ability that the base model did not have',
        '2504.13837',
        'a question',
      ],
      [
        'how can a language model learn to memorize its context at test time with a long-term memory',
        '2505.23735',
        'a question',
      ],
      [
        'can large language models keep their fundamental abilities when the kv cache is compressed',
        '2502.01941',
        'a question',
      ],
    ])('%j finds %s first: %s', async (text, id) => expect(await first(engine, text)).toBe(id))

    test('every title finds its own paper first', async () => {
      expect(papers.length).toBeGreaterThan(1_800)
      expect(await notFoundByTitle(engine, papers)).toEqual([])
    }, 120_000)
  },
)
