// The paper somebody means, through the real store and the real engine over the sample corpus.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseQuery } from '../../src/search/query.ts'
import { type Resolved, resolvePaper } from '../../src/search/resolve.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { createPapers } from '../../src/store/papers.ts'
import { type Place, placeFile } from '../contracts/places.ts'
import { engineWith, paperOf, samplePapers } from './fixtures.ts'

const search = await engineWith(samplePapers)
let place: Place
let database: Database

beforeAll(async () => {
  place = await placeFile()
  database = await openDatabase(place.url)
  await createPapers(database).upsert(samplePapers, Date.parse('2025-07-01T00:00:00Z'))
})

afterAll(async () => {
  await database.close()
  await place.remove()
})

const resolve = (text: string): Promise<Resolved> =>
  resolvePaper(text, { corpus: createPapers(database), search })

describe('one paper', () => {
  test.each([
    ['1706.03762', '1706.03762', 'an id'],
    ['arXiv:1706.03762v7', '1706.03762', 'an id with its version'],
    ['https://arxiv.org/pdf/1706.03762v7.pdf', '1706.03762', 'an address at arXiv'],
    ['<https://huggingface.co/papers/1706.03762>', '1706.03762', 'an address in brackets'],
    ['10.48550/arXiv.1706.03762', '1706.03762', 'the DOI that arXiv gives'],
    ['cs/0205070', 'cs/0205070', 'an id of the old scheme'],
    ['10.3115/1118693.1118704', 'cs/0205070', 'a DOI of a publisher'],
    ['https://doi.org/10.3115/1118693.1118704', 'cs/0205070', 'its address'],
    ['Attention Is All You Need', '1706.03762', 'the title'],
    ['attention is all you need.', '1706.03762', 'in small letters, with a stop'],
    ['“Attention Is All You Need”', '1706.03762', 'in quotation marks'],
    ['need you all is attention', '1706.03762', 'its words in any order'],
    ['atention is all you need', '1706.03762', 'with a typo'],
    ['Denoising Difusion', '2006.11239', 'a part of it, with a typo'],
    ['latent diffusion', '2112.10752', 'a part that no other title has'],
    ['BERT', '1810.04805', 'the name before the colon'],
    ['mamba', '2312.00752', 'the name before the colon, in small letters'],
    ['pokechamp', '2503.04094', 'without the accent'],
    ['φ-Decoding', '2503.13288', 'a Greek letter'],
    ['phi-decoding', '2503.13288', 'a Greek letter by its name'],
    ['π0', '2410.24164', 'a formula as people write it'],
    ['Thumbs up?', 'cs/0205070', 'a question mark'],
    ['Wait, We Don’t Need to “Wait”', '2506.08343', 'quotation marks inside'],
    [
      'RWKV-7 "Goose" with Expressive Dynamic State Evolution',
      '2503.14456',
      'operators are words here',
    ],
  ])('%j is %s: %s', async (text, id) => {
    expect(await resolve(text)).toMatchObject({ is: 'paper', paper: { id } })
  })

  test('every title of the sample is its own paper', async () => {
    for (const { id, title } of samplePapers)
      expect(await resolve(title), title).toMatchObject({ is: 'paper', paper: { id } })
  })
})

test('a whole title goes before a name, a name before a stretch of words, and any before mere words', async () => {
  const titles = [
    'Zorilla',
    'Zorilla: Small Striped Carnivores',
    'Okapi: Forest Giraffes',
    'Okapi and Zorilla in Small Striped Pens',
  ]
  const papers = titles.map((title, i) => paperOf({ id: `2601.0000${i}`, title }))
  const corpus = createPapers(database)
  await corpus.upsert(papers, Date.parse('2025-07-01T00:00:00Z'))
  const parts = { corpus, search: await engineWith(papers) }
  const meant = async (text: string) => {
    const found = await resolvePaper(text, parts)
    return found.is === 'paper' ? found.paper.title : found.is
  }
  expect(await meant('zorilla')).toBe(titles[0])
  expect(await meant('okapi')).toBe(titles[2])
  expect(await meant('small striped')).toBe('candidates')
  expect(await meant('in small striped')).toBe(titles[3])
})

describe('several', () => {
  test('a word of several titles gives them all, none of them chosen', async () => {
    const found = await resolve('attention')
    expect(found).toMatchObject({ is: 'candidates', loosely: 'no' })
    const ids = found.is === 'candidates' ? found.papers.map(({ id }) => id) : []
    expect(ids).toEqual(expect.arrayContaining(['1706.03762', '2205.14135', '2506.13585']))
    expect(ids).toHaveLength(3)
  })

  test('no more than ten', async () => {
    const found = await resolve('learning')
    expect(found.is === 'candidates' && found.papers.length).toBe(10)
    const { total } = await search.search(parseQuery('title:learning'), { offset: 0, limit: 0 })
    expect(found.is === 'candidates' && found.more).toBe(total - 10)
    expect(total).toBeGreaterThan(10)
    expect(await resolve('attention')).toMatchObject({ is: 'candidates', more: 0 })
  })

  test('words that no title has together give those that have most of them, marked as such', async () => {
    const found = await resolve('the paper about attention instead of recurrence by vaswani')
    expect(found).toMatchObject({ is: 'candidates', loosely: 'yes' })
    expect(found.is === 'candidates' && found.papers[0]?.id).toBe('1706.03762')
  })
})

describe('none', () => {
  test.each([
    ['2501.99999', { is: 'unknown', reference: '2501.99999', arxivId: '2501.99999' }],
    ['pb-000000000000', { is: 'unknown', reference: 'pb-000000000000' }],
    ['10.1000/Nothing', { is: 'unknown', reference: '10.1000/nothing' }],
    ['2312.00752 mla', { is: 'overfull', reference: '2312.00752', rest: 'mla' }],
    [
      'https://arxiv.org/abs/2312.00752 if you please',
      {
        is: 'overfull',
        reference: 'https://arxiv.org/abs/2312.00752',
        rest: 'if you please',
      },
    ],
    ['https://example.com/attention', { is: 'stray-address' }],
    ['<www.example.com/attention>', { is: 'stray-address' }],
    ['zzyzx qqqqq', { is: 'nothing' }],
    ['', { is: 'nothing' }],
    ['🚀 …', { is: 'nothing' }],
    ['\u0000', { is: 'nothing' }],
  ])('%j', async (text, expected) => expect(await resolve(text)).toEqual(expected))
})

test.each([
  ['one long word', 'a'.repeat(10_000)],
  ['words of nonsense', 'zqx '.repeat(2_500)],
  ['words of titles', 'attention diffusion '.repeat(500)],
])('10,000 characters of %s take no time to speak of', async (_, text) => {
  const before = performance.now()
  await resolve(text)
  expect(performance.now() - before).toBeLessThan(10_000)
})
