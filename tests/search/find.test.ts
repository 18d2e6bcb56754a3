// A search as a person expects it, through the real engine over the sample corpus.
import { describe, expect, test } from 'vitest'
import { find } from '../../src/search/find.ts'
import { parseQuery, printQuery } from '../../src/search/query.ts'
import { engineWith, paperOf, samplePapers } from './fixtures.ts'

const engine = await engineWith(samplePapers)
const request = { offset: 0, limit: 10 }

async function found(text: string, more: object = {}) {
  const { page, query, how, near, instead, order } = await find(engine, parseQuery(text), {
    ...request,
    ...more,
  })
  return {
    how,
    near,
    first: page.hits[0]?.id,
    total: page.total,
    answered: printQuery(query),
    instead: instead && printQuery(instead.query),
    insteadTotal: instead?.total,
    dates: instead?.dates,
    order,
  }
}

test('a query that finds something is answered as asked, and nothing else is offered', async () => {
  const answer = await found('denoising diffusion')
  expect(answer).toMatchObject({
    how: 'asked',
    first: '2006.11239',
    answered: 'denoising diffusion',
  })
  expect(answer.instead).toBeUndefined()
})

test.each([
  ['denoising difusion', 'denoising diffusion', '2006.11239'],
  ['atention is all you need', 'attention is all you need', '1706.03762'],
  ['retreival augmented generation', 'retrieval augmented generation', '2005.11401'],
])('%j is answered as %j', async (text, answered, first) => {
  expect(await found(text)).toMatchObject({ how: 'corrected', answered, first })
})

test('a likely typo that finds little is answered, and the likely word offered when it finds much more', async () => {
  const engine = await engineWith([
    paperOf({ title: 'Transfomer Zebras' }),
    ...Array.from({ length: 120 }, (_, i) =>
      paperOf({ id: `2501.0${1000 + i}`, title: i < 3 ? 'Transformer Zebras' : 'Transformer' }),
    ),
  ])
  const alone = await find(engine, parseQuery('transfomer'), request)
  expect(alone).toMatchObject({ how: 'asked', page: { total: 1 }, instead: { total: 120 } })
  expect(alone.instead && printQuery(alone.instead.query)).toBe('transformer')
  // Three are not many more than one.
  const beside = await find(engine, parseQuery('transfomer zebras'), request)
  expect(beside).toMatchObject({ how: 'asked', page: { total: 1 } })
  expect(beside.instead).toBeUndefined()
})

test('an inflection no paper uses needs no mending', async () => {
  expect(await found('quantising')).toMatchObject({ how: 'asked', first: '2505.14302' })
  expect((await found('quantising')).instead).toBeUndefined()
})

test.each([
  [
    'what is the best method for adapting large language models with low rank updates to the weights',
    '2106.09685',
  ],
  [
    'which paper showed that image recognition needs no convolutions but only a transformer over patches',
    '2010.11929',
  ],
  ['how can skip connections help to train very deep networks for image recogniton', '1512.03385'],
])('the question %j is answered by papers that come near', async (question, first) => {
  const answer = await found(question)
  expect(answer).toMatchObject({ first, near: answer.total })
})

test('a spelling that was mended for those that come near is owned up to', async () => {
  const question = 'how can skip connections help to train very deep networks for image'
  expect(await found(`${question} recognition`)).toMatchObject({ how: 'asked' })
  expect(await found(`${question} recogniton`)).toMatchObject({
    how: 'corrected',
    answered: `${question} recognition`,
  })
})

test('a word that papers use is not mended for papers that only come near', async () => {
  const own = paperOf({ id: '2501.00001', title: 'The paper and its metadata' })
  const apart = paperOf({
    id: '2501.00002',
    title: 'Hybrid meta learning from data',
    abstract: 'A paper.',
  })
  const engine = await engineWith([own, apart])
  const query = parseQuery('paper metadata hybrid')
  const likely = await engine.correct(query)
  expect(likely && printQuery(likely)).toBe('paper meta-data hybrid')
  expect(await engine.correct(query, 'certain')).toBeUndefined()
  const { page, ...answer } = await find(engine, query, request)
  expect(answer).toMatchObject({ how: 'asked', query, near: page.total })
  expect(page.hits[0]?.id).toBe(own.id)
})

test('what has no more than a common word of the question does not come near', async () => {
  const { near, total } = await found('state space models')
  const loosely = { ...request, words: 'most' } as const
  const { total: some } = await engine.search(parseQuery('state space models'), loosely)
  expect(total - (near ?? 0)).toBe(2)
  expect(near).toBeGreaterThan(0)
  expect(near).toBeLessThan(some / 5)
})

test('an order that was asked for and not kept is owned up to', async () => {
  const question = 'how can skip connections help to train very deep networks for image recogniton'
  expect(await found(question, { sort: 'new' })).toMatchObject({ order: 'relevance' })
  expect((await found(question, { sort: 'relevance' })).order).toBeUndefined()
  expect((await found(question)).order).toBeUndefined()
  expect((await found('diffusion', { sort: 'new' })).order).toBeUndefined()
})

describe('what finds nothing', () => {
  test('is offered the nearest query that finds something', async () => {
    const answer = await found('mamba protein')
    expect(answer).toMatchObject({ how: 'nothing', total: 0, instead: 'mamba' })
    expect(answer.insteadTotal).toBe((await found('mamba')).total)
  })

  test('loses as little as will do: the clause that is left out is the one that finds nothing', async () => {
    expect((await found('title:diffusion policy zzyzx')).instead).toBe('title:diffusion policy')
    expect((await found('zzyzx author:kingma qqqqq')).instead).toBe('author:kingma')
    expect((await found('diffusion votes:>100000')).instead).toBe('diffusion')
  })

  test('of several nearest queries, is offered the one that finds least', async () => {
    const titles = ['Apples Bears', 'Apples Bears', 'Apples Bears', 'Apples Cows']
    const engine = await engineWith(
      titles.map((title, i) => paperOf({ id: `2501.0000${i}`, title })),
    )
    const { how, instead } = await find(
      engine,
      parseQuery('title:apples title:cows title:bears'),
      request,
    )
    expect(how).toBe('nothing')
    expect(instead && printQuery(instead.query)).toBe('title:apples title:cows')
    expect(instead?.total).toBe(1)
  })

  test('has nothing to offer when no part finds anything', async () => {
    expect(await found('zzyzx qqqqq')).toMatchObject({ how: 'nothing', instead: undefined })
    expect(await found('zzyzx')).toMatchObject({ how: 'nothing', instead: undefined })
  })

  test('is not offered a query that only excludes', async () => {
    expect((await found('zzyzx -video')).instead).toBeUndefined()
  })

  test('loses what narrows it down before what is searched', async () => {
    const engine = await engineWith([
      paperOf({ id: '2501.00001', title: 'Apples Bears', votes: 3 }),
      paperOf({ id: '2501.00002', title: 'Apples Bears', votes: 3 }),
      paperOf({ id: '2501.00003', title: 'Cows', votes: 200 }),
    ])
    const offered = async (text: string) => {
      const { instead } = await find(engine, parseQuery(text), request)
      return instead && printQuery(instead.query)
    }
    expect(await offered('"apples bears" votes:>100')).toBe('"apples bears"')
    expect(await offered('apples bears votes:>100 -cows')).toBe('apples bears -cows')
    // What only narrows down is no answer to a word that nobody uses.
    expect(await offered('zzyzx votes:>100')).toBeUndefined()
    expect(await offered('votes:>100 votes:<5')).toBe('votes:>100')
  })

  test('is taken to pieces up to twelve words, or a third as many phrases or authors', async () => {
    const engine = await engineWith([paperOf({ id: '2501.00001', title: 'Apples Bears' })])
    const offered = async (...words: readonly string[]) => {
      const { instead } = await find(engine, parseQuery(words.join(' ')), request)
      return instead && printQuery(instead.query)
    }
    const many = (count: number, unknown: (i: number) => string) =>
      Array.from({ length: count }, (_, i) => unknown(i))
    const word = (i: number) => `title:qqqq${i}`
    const author = (i: number) => `author:qqqq${i}`
    const phrase = (i: number) => `"zzyzx qqqq${i}"`
    expect(await offered(...many(11, word), 'title:apples')).toBe('title:apples')
    expect(await offered(...many(12, word), 'title:apples')).toBeUndefined()
    expect(await offered(...many(3, phrase), '"apples bears"')).toBe('"apples bears"')
    expect(await offered(...many(4, phrase), '"apples bears"')).toBeUndefined()
    expect(await offered(...many(3, author), '"apples bears"')).toBe('"apples bears"')
    expect(await offered(...many(4, author), '"apples bears"')).toBeUndefined()
  })

  test('is offered without the dates, when that finds something', async () => {
    const answer = await found('denoising diffusion', { since: '2100-01-01' })
    expect(answer).toMatchObject({
      how: 'nothing',
      instead: 'denoising diffusion',
      dates: 'left out',
    })
    expect(answer.insteadTotal).toBe((await found('denoising diffusion')).total)
    // On the days asked for nothing has any of the words, and on no day has a paper both.
    const neither = await found('diffusion zzyzx', { until: '1990-01-01' })
    expect(neither).toMatchObject({ instead: 'diffusion', dates: 'left out' })
    expect((await found('diffusion zzyzx', { since: '2025-06-01' })).dates).toBeUndefined()
    expect((await found('', { since: '2100-01-01' })).instead).toBeUndefined()
  })

  test('stays within the days asked for: what is offered finds something there', async () => {
    const since = '2025-06-01'
    const answer = await found('diffusion zzyzx', { since })
    const { total } = await engine.search(parseQuery(answer.instead ?? ''), { ...request, since })
    expect(total).toBe(answer.insteadTotal)
    expect(total).toBeGreaterThan(0)
  })
})

// People paste whole pages. The bound is generous, machines being what they are.
test.each([
  ['100 words of nonsense', Array.from({ length: 100 }, (_, i) => `qz${i}xq`).join(' ')],
  [
    '100 misspelt words',
    Array.from({ length: 100 }, (_, i) => `diffuzoin${'xyz'[i % 3]}`).join(' '),
  ],
  ['100 excluded words', Array.from({ length: 100 }, (_, i) => `-zq${i}`).join(' ')],
  ['100 alternatives', Array.from({ length: 100 }, (_, i) => `zq${i}`).join(' OR ')],
  ['100 fields', Array.from({ length: 100 }, (_, i) => `author:zq${i}`).join(' ')],
])('%s take no time to speak of', async (_, text) => {
  const before = performance.now()
  await found(text)
  expect(performance.now() - before).toBeLessThan(10_000)
})
