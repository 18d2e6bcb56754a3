// Acronyms that no paper explains: what has their initials in titles.
import { expect, test } from 'vitest'
import type { Paper } from '../../src/papers/paper.ts'
import { createCompactEngine } from '../../src/search/compact.ts'
import { find } from '../../src/search/find.ts'
import { parseQuery } from '../../src/search/query.ts'
import { paperOf } from './fixtures.ts'

const titled = (id: string, title: string, abstract = ''): Paper => paperOf({ id, title, abstract })

async function engineWith(...papers: readonly Paper[]) {
  const engine = createCompactEngine()
  await engine.add(papers)
  const ask = async (text: string) => {
    const { page } = await find(engine, parseQuery(text), { offset: 0, limit: 10 })
    return { ids: page.hits.map(({ id }) => id), also: page.also ?? [] }
  }
  return { engine, ask }
}

const graphs = titled('1', 'Learning with Graph Convolutional Networks')
const chains = titled('2', 'Chain-of-Thought Prompting for Everybody')

test.each([
  ['GCN', '1', 'graph convolutional networks'],
  ['gcns', '1', 'graph convolutional networks'],
  ['CoT', '2', 'chain of thought'],
  ['CoT prompting', '2', 'chain of thought'],
])('%j finds the paper that has its initials in its title, and says so', async (text, id, also) => {
  const { ask } = await engineWith(graphs, chains)
  expect(await ask(text)).toEqual({ ids: [id], also: [also] })
})

test('not words that begin or end with one that everybody uses, nor across fewer', async () => {
  const { ask } = await engineWith(graphs, chains)
  expect(await ask('LWG')).toEqual({ ids: ['1'], also: ['learning with graph'] })
  expect((await ask('WGC')).also).toEqual([])
  expect((await ask('GC')).also).toEqual([])
})

test('what a paper says itself goes before', async () => {
  const { ask } = await engineWith(graphs, titled('3', 'The GCN of an island'))
  expect(await ask('GCN')).toEqual({ ids: ['3'], also: [] })
  const explained = titled('4', 'Of Cats', 'The Great Cat Nation (GCN) is far away.')
  const other = await engineWith(graphs, explained)
  expect(await other.ask('GCN')).toEqual({ ids: ['4'], also: [] })
})

test('nothing where titles disagree, and the most of them where most agree', async () => {
  const { engine, ask } = await engineWith(graphs, titled('5', 'The Greatest Common Number'))
  expect((await ask('GCN')).also).toEqual([])
  await engine.add([titled('6', 'Deep Graph Convolutional Networks')])
  expect((await ask('GCN')).also).toEqual(['graph convolutional networks'])
  await engine.remove(['1', '6'])
  expect((await ask('GCN')).also).toEqual(['greatest common number'])
})

test('among many titles each is found by its own initials', async () => {
  const letters = 'bcdfghjklmnpqrstvwxz'
  const initials = Array.from({ length: 200 }, (_, i) =>
    [letters[i % 20], letters[Math.floor(i / 20)], 'q', letters[(i * 7) % 20]].join(''),
  )
  const { ask } = await engineWith(
    ...initials.map((all, i) =>
      titled(`p${i}`, ['A', ...Array.from(all, (letter) => `${letter}ar${i}`), 'of'].join(' ')),
    ),
  )
  for (const [i, all] of initials.entries()) expect((await ask(all)).ids).toEqual([`p${i}`])
})
