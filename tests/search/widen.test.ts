// What comes behind the few papers that have all that was asked, through the real engine.
import { expect, test } from 'vitest'
import type { PageRequest } from '../../src/search/engine.ts'
import { find } from '../../src/search/find.ts'
import { parseQuery } from '../../src/search/query.ts'
import { engineWith, paperOf } from './fixtures.ts'

const explains = paperOf({
  id: '2501.00001',
  title: 'Linear time sequences',
  abstract: 'State space models (SSMs) take time that grows with the length.',
})
const long = paperOf({ id: '2501.00002', title: 'A state space model for audio' })
const short = paperOf({ id: '2501.00003', title: 'Decoding with an SSM' })
const near = paperOf({ id: '2501.00004', title: 'Audio codecs that learn long waveforms slowly' })
const exact = paperOf({
  id: '2501.00005',
  title: 'Neural audio codecs learn to compress raw waveforms',
})
const other = paperOf({ id: '2501.00006', title: 'Protein folding' })
const engine = await engineWith([explains, long, short, near, exact, other])

async function found(text: string, more: Partial<PageRequest> = {}) {
  const { page, near, how } = await find(engine, parseQuery(text), {
    ...{ offset: 0, limit: 10, ...more },
  })
  return { how, near, ids: page.hits.map(({ id }) => id), total: page.total, also: page.also }
}

test('an acronym also finds papers that have only what it stands for', async () => {
  const { ids, near, also, total, how } = await found('SSM')
  expect(how).toBe('asked')
  expect(new Set(ids.slice(0, 2))).toEqual(new Set([explains.id, short.id]))
  expect(ids.slice(2)).toEqual([long.id])
  expect({ near, also, total }).toEqual({ near: 0, also: ['state space models'], total: 3 })
})

test.each(['state space models', '"state space model"'])(
  '%s also finds papers that have only the acronym',
  async (text) => {
    const { ids, near: others, also } = await found(text)
    expect(new Set(ids.slice(0, 2))).toEqual(new Set([explains.id, long.id]))
    expect(ids.slice(2)).toEqual([short.id])
    expect({ others, also }).toEqual({ others: 0, also: ['SSM'] })
  },
)

test('the other words of the query still hold', async () => {
  expect(await found('SSM audio')).toMatchObject({ near: 0, ids: [long.id] })
  expect(await found('SSM -audio')).toMatchObject({ total: 2, near: undefined })
})

test('behind the few papers that have every word of a question come those that come near', async () => {
  const answer = await found('neural audio codecs compress raw waveforms')
  expect(answer).toMatchObject({ how: 'asked', near: 1 })
  expect(answer.ids.slice(0, 2)).toEqual([exact.id, near.id])
  expect(answer.ids).not.toContain(other.id)
})

test('so it is with three words, and with those mended', async () => {
  const answer = await found('audio codecs compress')
  expect(answer).toMatchObject({ how: 'asked', near: 2 })
  expect(answer.ids.slice(0, 2)).toEqual([exact.id, near.id])
  const mended = await found('audio codecs comprss')
  expect(mended).toEqual({ ...answer, how: 'corrected' })
  expect(await found('codecs compress')).toMatchObject({ near: undefined, total: 1 })
})

test('pages follow each other as if there were one list', async () => {
  const { ids } = await found('SSM')
  const one = await found('SSM', { offset: 1, limit: 1 })
  const two = await found('SSM', { offset: 2, limit: 1 })
  expect([...one.ids, ...two.ids]).toEqual(ids.slice(1))
  expect([one.total, one.near]).toEqual([3, 0])
})

test('in another order than that of relevance there is what was asked and no more', async () => {
  const { ids, near } = await found('SSM', { sort: 'new' })
  expect(new Set(ids)).toEqual(new Set([explains.id, short.id]))
  expect(near).toBeUndefined()
})

test('what nobody explains is not guessed', async () => {
  expect(engine.rephrase(parseQuery('GPT audio'))).toEqual([])
})

test('a common word is an acronym only where it is typed as one', async () => {
  const negotiation = paperOf({ title: 'Obstacle negotiation (ON) by legged robots' })
  const engine = await engineWith([negotiation])
  const also = (text: string) => engine.rephrase(parseQuery(text)).map((one) => one.also)
  expect(also('robots on stairs')).toEqual([])
  expect(also('On stairs')).toEqual([])
  expect(also('ON stairs')).toEqual(['obstacle negotiation'])
})
