// A query for which many papers have to be looked into: others have their turn meanwhile, and what they change is seen.
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { find } from '../../src/search/find.ts'
import { parseQuery } from '../../src/search/query.ts'
import { engineWith, paperOf } from './fixtures.ts'

/** All have both words, and none has them in this order: each has to be looked into. */
const engine = await engineWith(
  Array.from({ length: 20_000 }, (_, i) =>
    paperOf({ id: `p${i}`, title: `Zebra crossing ${i}`, authors: ['Ada Lee'] }),
  ),
)
const page = { offset: 0, limit: 10 }

/** How often others had their turn until it was done. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let [turns, isDone] = [0, false]
  work.finally(() => {
    isDone = true
  })
  for (; !isDone; turns++) await setImmediate()
  return turns
}

test.each([
  ['a phrase', '"crossing zebra"'],
  ['words with a hyphen', 'crossing-zebra'],
  ['what is excluded', 'zebra -"crossing zebra" -"crossing crossing"'],
  ['an author by initials', 'author:"l a"'],
])('others have their turn: %s', async (_, text) => {
  const search = engine.search(parseQuery(text), page)
  expect(await turnsDuring(search)).toBeGreaterThan(1)
})

test('others have their turn while a query that finds nothing is taken to pieces', async () => {
  const query = parseQuery('"crossing zebra" "zebra zebra"')
  await engine.search(query, page)
  expect(await turnsDuring(find(engine, query, page))).toBeGreaterThan(4)
})

test('a word has its answer without a pause', async () => {
  const turns = turnsDuring(engine.search(parseQuery('zebra crossing'), page))
  expect(await turns).toBeLessThan(2)
})

test('a paper that comes meanwhile is found, and one that goes is not', async () => {
  const query = parseQuery('"crossing zebra"')
  const one = paperOf({ id: 'later', title: 'Crossing zebra' })
  const asked = engine.search(query, page)
  await setImmediate()
  await engine.add([one])
  expect((await asked).total).toBe(1)
  const again = engine.search(query, { ...page, since: '2000-01-01' })
  await setImmediate()
  await engine.remove([one.id])
  expect((await again).total).toBe(0)
})

test('several at once do not get into one another’s way', async () => {
  const texts = ['"crossing zebra"', '"zebra crossing"', 'author:"x a"', '-"zebra crossing" zebra']
  const totals = await Promise.all(
    texts.map(async (text) => (await engine.search(parseQuery(text), page)).total),
  )
  expect(totals).toEqual([0, 20_000, 0, 0])
})
