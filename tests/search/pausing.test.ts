// A query that takes long: others have their turn meanwhile, and what they change is seen.
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createPauses } from '../../src/search/compact/pausing.ts'
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

test('others have their turn while many papers are ranked, far down too, and when it is asked why', async () => {
  const words = Array.from({ length: 60 }, (_, i) => `crossing${'abcdefghij'[i % 10]}${i}`)
  const crowd = await engineWith(
    Array.from({ length: 20_000 }, (_, i) => paperOf({ id: `p${i}`, title: words.join(' ') })),
  )
  const query = parseQuery(words.join(' '))
  expect(await turnsDuring(crowd.search(query, page))).toBeGreaterThan(1)
  expect(await turnsDuring(crowd.search(query, { ...page, offset: 10_000 }))).toBeGreaterThan(1)
  await crowd.add([paperOf({ id: 'another', title: 'Another' })])
  expect(await turnsDuring(crowd.explain(query, 'p1'))).toBeGreaterThan(1)
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

test('who goes on changing the index waits for what is interrupted, which is begun anew once at most', async () => {
  let changes = 0
  const { withPauses, ended } = createPauses(() => changes)
  const begun: number[] = []
  const asked = [1, 2, 3].map((one) =>
    withPauses(function* () {
      begun.push(one)
      for (let i = 0; i < 20; i++) yield 2 ** 20
      return one
    }),
  )
  let isAnswered = false
  const answers = Promise.all(asked).finally(() => {
    isAnswered = true
  })
  // The first change comes in between; the next only when they are done.
  for (let i = 0; i < 5; i++) {
    changes++
    await setImmediate()
    await ended()
    expect(isAnswered).toBe(true)
  }
  expect(await answers).toEqual([1, 2, 3])
  expect(begun).toEqual([1, 2, 3, 1, 2, 3])
})

test('what fails fails, and nobody waits for it', async () => {
  const { withPauses, ended } = createPauses(() => 0)
  const asked = withPauses<number>(function* () {
    yield 2 ** 20
    throw new Error('no such thing')
  })
  await expect(asked).rejects.toThrow('no such thing')
  await ended()
})
