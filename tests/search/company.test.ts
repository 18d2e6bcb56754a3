// Being like the others that answer best: what it changes in the order, and where it says nothing.
import { expect, test } from 'vitest'
import { parseQuery } from '../../src/search/query.ts'
import { engineWith, paperOf } from './fixtures.ts'

/** Three papers about stripes; two that only share the question's words with them, one of these of the stripes' kind. */
const papers = [
  ['2501.00001', 'Striped zebras graze in herds', 'Savanna lions hunt zebras by their stripes.'],
  ['2501.00002', 'Zebras in striped herds graze', 'Stripes keep savanna lions from zebras.'],
  ['2501.00003', 'Herds of striped zebras graze', 'Savanna zebras hide their stripes from lions.'],
  [
    '2501.00004',
    'Crosswalks',
    'Drivers stop where zebras graze: pavement paint for traffic wardens.',
  ],
  [
    '2501.00005',
    'Grasslands',
    'Lions watch where zebras graze: savanna stripes for hungry hunters.',
  ],
  ['2501.00006', 'Bears', 'Bears sleep all winter long.'],
] as const
const engine = await engineWith(
  papers.map(([id, title, abstract]) => paperOf({ id, title, abstract })),
)
const all = { offset: 0, limit: 10, words: 'most' } as const
const partsOf = async (text: string, id: string) => {
  const explained = await engine.explain(parseQuery(text), id)
  return explained?.parts.map(({ kind }) => kind)
}

test('of two papers with the same words of a question, the one like those that answer best comes first', async () => {
  const question = parseQuery('where would striped zebras graze with their calm herds')
  const { hits } = await engine.search(question, all)
  expect(hits.map(({ id }) => id).slice(3)).toEqual(['2501.00005', '2501.00004'])
  const [like, unlike] = [hits[3]?.score ?? 0, hits[4]?.score ?? 0]
  expect(like).toBeGreaterThan(unlike)
})

test('a few words are taken as they are', async () => {
  expect(await partsOf('striped zebras graze calm herds', '2501.00005')).toContain('company')
  expect(await partsOf('striped zebras graze herds', '2501.00005')).not.toContain('company')
})

test('a paper alone in its answer has no company', async () => {
  expect(await partsOf('crosswalks drivers traffic pavement wardens', '2501.00004')).not.toContain(
    'company',
  )
})
