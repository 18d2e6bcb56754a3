// Which words are one word. The groups and pairs were looked for in the titles and abstracts of real days.
import { describe, expect, test } from 'vitest'
import { stem } from '../../src/search/stem.ts'

const stemsOf = (words: string) => [...new Set(words.split(' ').map(stem))]

describe('inflections share a stem', () => {
  test.each([
    'model models modeling modelling modeled modelled',
    'quantize quantizes quantized quantizing quantization quantise quantisation',
    'optimize optimizing optimization optimisation optimised',
    'generate generates generated generating generation generations',
    'represent represents represented representing representation representations',
    'embed embeds embedded embedding embeddings',
    'learn learns learning learned learnt',
    'scale scales scaled scaling',
    'prune prunes pruned pruning',
    'plan plans planned planning',
    'close closes closed closing',
    'phase phases phased',
    'cache caches cached caching',
    'process processes processed processing',
    'loss losses',
    'class classes',
    'bias biases biased',
    'analysis analyses analyze analyzed analysing',
    'hypothesis hypotheses',
    'axis axes',
    'matrix matrices',
    'index indices indexes indexing',
    'corpus corpora',
    'criterion criteria',
    'policy policies',
    'query queries querying',
    'movie movies',
    'study studies studied studying',
    'use uses used using',
    'add adds added adding',
    'repeat repeats repeated repeating',
    'guarantee guarantees guaranteed',
    'exceed exceeds exceeded exceeding',
    'behavior behaviors behaviour behaviours',
    'vary varies varied varying variation variations',
    'build builds built building',
    'label labels labelled labeling',
    'fix fixes fixed fixing',
    'fill fills filled filling',
    'speed speeds speeding',
  ])('%s', (words) => expect(stemsOf(words)).toHaveLength(1))

  // Acronyms take an s, and have no doubled consonant to lose.
  test.each(['llm llms', 'lmm lmms', 'cnn cnns', 'gnn gnns', 'gpu gpus', 'vae vaes', 'relu relus'])(
    '%s',
    (words) => expect(stemsOf(words)).toHaveLength(1),
  )
})

describe('other words keep apart', () => {
  test.each([
    ['fusion diffusion', 'the complaint this search was built to answer'],
    ['experience experiment', 'Porter makes them one'],
    ['object objective', 'Porter makes them one'],
    ['position positive', 'Porter makes them one'],
    ['general generate generative', 'Porter makes the first two one'],
    ['universe university universal', 'Porter makes them one'],
    ['policy police', 'Porter makes them one'],
    ['import important', 'Porter makes them one'],
    ['organ organize', 'Porter makes them one'],
    ['new news', 'every abstract has something new'],
    ['not note', 'nearly every abstract has a not'],
    ['same sam', 'SAM is the Segment Anything Model'],
    ['were wer', 'WER is the word error rate'],
    ['some som', 'SOM is a self-organising map'],
    ['aime aim', 'AIME is a benchmark, and every paper aims at something'],
    ['lms lmms', 'large multimodal models are not language models'],
    ['gate gat', 'GAT is a graph attention network'],
    ['pose pos', 'POS tags are parts of speech'],
    ['plan plane', 'a final e after one vowel and one consonant tells words apart'],
    ['hop hope', 'multi-hop questions'],
    ['role roll', 'a role is played, not rolled'],
    ['file fill', 'infilling is not filing'],
    ['car care', 'driving is not health'],
    ['star stare', ''],
    ['active activation', 'active learning is not about activations'],
    ['specific specification', ''],
    ['present presentation', 'every paper presents something, few are about slides'],
    ['inform information', 'physics-informed networks'],
    ['limit limitation', 'every abstract has limitations'],
    ['form formation', ''],
    ['public publication', ''],
    ['module modulation', ''],
    ['rational rationale', ''],
    ['set setting', ''],
    ['found foundation', ''],
    ['base based', 'diffusion-based, agent-based: based says nothing about a base model'],
    ['anime animation', ''],
    ['gene gen', 'Gen-3 makes videos'],
    ['thesis these', ''],
    ['token tokenize', ''],
    ['transform transformer', ''],
    ['agent agentic', ''],
    ['embed ember', ''],
  ])('%s %s', (words) => expect(stemsOf(words)).toHaveLength(words.split(' ').length))
})

test('words that are no plain English are left as they are', () => {
  for (const word of [
    'gpt4',
    'pi0',
    '2025',
    'c++',
    '量子',
    'ai',
    'ml',
    '',
    'constructor',
    '__proto__',
  ])
    expect(stem(word)).toBe(word)
})
