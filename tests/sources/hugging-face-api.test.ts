// The Hugging Face source against a loopback API.
import { afterEach, describe, expect, it } from 'vitest'
import type { Fetched } from '../../src/sources/http.ts'
import { createHuggingFaceSource } from '../../src/sources/hugging-face-api.ts'
import type { Records } from '../../src/sources/reading.ts'
import { createStandClock } from '../stands/upstreams/clock.ts'
import {
  createHuggingFaceStand,
  type HuggingFaceStandOptions,
} from '../stands/upstreams/hugging-face.ts'
import { openStand, type Stand } from '../stands/upstreams/server.ts'
import { type Entry, syntheticDay, syntheticEntry } from '../stands/upstreams/synthetic.ts'

const day = '2025-01-02'
const open: Stand[] = []
afterEach(() => Promise.all(open.splice(0).map((stand) => stand.close())))

/** A stand with one day of so many papers, and the source that asks it. */
async function setUp(count: number, more: Partial<HuggingFaceStandOptions> = {}, path = '') {
  const days = new Map<string, readonly Entry[] | { data: readonly unknown[] }>([
    [day, syntheticDay(day, count)],
  ])
  const stand = await createHuggingFaceStand({ days, ...more })
  open.push(stand)
  const clock = createStandClock()
  const parts = { fetch, clock, userAgent: 'paperboy-test', timeoutMs: 2_000 }
  const source = createHuggingFaceSource({
    ...parts,
    baseUrl: stand.url + path,
    token: 'hf_secret',
  })
  const paths = () => stand.asked.map((asked) => asked.path)
  return { days, stand, clock, source, paths, parts }
}

function ids(answer: Fetched<Records>) {
  return answer.status === 'ok' ? answer.value.papers.map(({ id }) => id) : answer
}

describe('a day', () => {
  it('is read in one request, with its feed day, and unchanged until it changes', async () => {
    const { source, paths, days } = await setUp(3)
    const first = await source.day(day)
    expect(first).toMatchObject({ status: 'ok', value: { problems: [] } })
    expect(ids(first)).toEqual(['2501.02000', '2501.02001', '2501.02002'])
    if (first.status !== 'ok') throw new Error('not ok')
    expect(first.value.papers[0]).toMatchObject({ feedDay: day, votes: 3, comments: 0 })
    expect(paths()).toEqual([`/api/daily_papers?date=${day}&limit=100`])
    expect(await source.day(day, first.validator)).toEqual({ status: 'unchanged' })
    days.set(day, [...syntheticDay(day, 2), syntheticEntry({ id: '2501.09999', title: 'New' })])
    expect(ids(await source.day(day, first.validator))).toContain('2501.09999')
  })

  it('without papers is a day without papers', async () => {
    const { source } = await setUp(3)
    expect(await source.day('2025-01-04')).toMatchObject({
      status: 'ok',
      value: { papers: [], problems: [] },
    })
  })

  it('that is wrapped, as some were served, is read too', async () => {
    const data = ["{'paper': {'id': '2501.00007', 'title': 'Wrapped'}}"]
    const { source, days } = await setUp(3)
    days.set(day, { data })
    expect(ids(await source.day(day))).toEqual(['2501.00007'])
  })

  it('of several pages is read to its end, and has no validator', async () => {
    const { source, paths } = await setUp(250)
    const answer = await source.day(day)
    expect(ids(answer)).toHaveLength(250)
    expect(new Set(ids(answer) as string[]).size).toBe(250)
    expect(answer).not.toHaveProperty('validator')
    expect(paths().map((path) => new URLSearchParams(path).get('p'))).toEqual([null, '1', '2'])
  })

  it('of exactly one full page has no validator: another page may follow it', async () => {
    const { source, paths } = await setUp(100)
    const answer = await source.day(day)
    expect(ids(answer)).toHaveLength(100)
    expect(answer).not.toHaveProperty('validator')
    expect(paths()).toHaveLength(1)
  })

  it('ends at a page that repeats another, or has nothing on it', async () => {
    for (const twist of ['duplicate', 'empty'] as const) {
      const { source, stand, paths } = await setUp(250)
      stand.fail('p=1', twist)
      const answer = await source.day(day)
      expect(ids(answer)).toHaveLength(100)
      expect(answer).not.toHaveProperty('validator')
      expect(paths()).toHaveLength(2)
    }
  })

  it('has each paper once when one moved to the next page meanwhile', async () => {
    const { source, stand } = await setUp(150)
    const moved = syntheticDay(day, 150).slice(99)
    stand.fail('p=1', { body: JSON.stringify(moved), type: 'application/json' })
    expect(ids(await source.day(day))).toEqual(syntheticDay(day, 150).map(({ paper }) => paper.id))
  })

  it('says on which page a record could not be read', async () => {
    const { source, stand } = await setUp(150)
    const page = [{ paper: { id: 'strange' } }, ...syntheticDay(day, 150).slice(100)]
    stand.fail('p=1', { body: JSON.stringify(page) })
    expect(await source.day(day)).toMatchObject({
      value: {
        problems: [{ place: 'page 2, record 1', reason: 'id “strange” is not an arXiv id' }],
      },
    })
  })

  it('whose second page fails fails as a whole', async () => {
    const { source, stand, paths } = await setUp(150)
    stand.fail('p=1', { status: 500 }, 3)
    expect(await source.day(day)).toEqual({
      status: 'failed',
      kind: 'down',
      reason: 'answered 500',
    })
    expect(paths()).toHaveLength(4)
  })

  it('is not followed to a next page at another host', async () => {
    const other = await openStand(() => ({ type: 'application/json', body: '[]' }))
    open.push(other)
    const { source, stand } = await setUp(3)
    const link = `<${other.url}/api/daily_papers?p=1>; rel="next"`
    stand.fail('daily', { body: JSON.stringify(syntheticDay(day, 3)), headers: { link } })
    expect(await source.day(day)).toMatchObject({ status: 'failed', kind: 'refused' })
    expect(other.asked).toEqual([])
  })

  it('of endless pages is read for 20 pages, and says that there is more', async () => {
    const { source, paths } = await setUp(0, { days: new Map([[day, endless()]]) })
    const answer = await source.day(day)
    expect(ids(answer)).toHaveLength(2_000)
    expect(paths()).toHaveLength(20)
    expect(answer).toMatchObject({ value: { problems: [{ place: 'page 21' }] } })
  })

  it.each<[string, object]>([
    ['{"error":"Invalid date"}', { kind: 'garbled', reason: 'sent something that is no list' }],
    [
      '{"id":"2501.00001","title":"T"}',
      { kind: 'garbled', reason: 'sent something that is no list' },
    ],
    ['[{"paper":', { kind: 'garbled', reason: 'sent something that is not JSON' }],
  ])('that is %s fails after a second request', async (body, outcome) => {
    const { source, stand, paths } = await setUp(3)
    stand.fail('daily', { body }, 2)
    expect(await source.day(day)).toEqual({ status: 'failed', ...outcome })
    expect(paths()).toHaveLength(2)
  })

  it('that upstream does not take for a day, or has no address for, is refused', async () => {
    const refused = (reason: string) => ({ status: 'failed', kind: 'refused', reason })
    const { source } = await setUp(3, { today: day })
    expect(await source.day('2025-01-03')).toEqual(refused('answered 400'))
    const { source: astray } = await setUp(3, {}, '/elsewhere')
    expect(await astray.day(day)).toEqual(refused('answered 404'))
    expect(await astray.search('x', 3)).toEqual(refused('answered 404'))
  })
})

function endless(): readonly Entry[] {
  return Array.from({ length: 2_500 }, (_, n) =>
    syntheticEntry({ id: `2501.${String(n).padStart(5, '0')}`, title: `Paper ${n}` }),
  )
}

describe('one paper', () => {
  const extra = syntheticEntry({
    id: '2412.00001',
    title: 'Extra',
    paper: { withdrawnAt: '2025-01-01' },
  })

  it('is read unwrapped, featured or not, with or without a version', async () => {
    const { source, paths } = await setUp(3, { papers: [extra.paper] })
    expect(await source.paper('2501.02001')).toMatchObject({
      status: 'ok',
      value: { id: '2501.02001', title: `Paper 2 of ${day}`, votes: 2 },
    })
    expect(await source.paper('2412.00001v2')).toMatchObject({ value: { withdrawn: true } })
    expect(paths()).toEqual(['/api/papers/2501.02001', '/api/papers/2412.00001'])
  })

  it('that is not indexed is absent, and one that is not arXiv’s is not asked for', async () => {
    const { source, paths } = await setUp(3)
    expect(await source.paper('2501.09999')).toEqual({ status: 'absent' })
    expect(await source.paper('cs/0112017')).toEqual({ status: 'absent' })
    expect(await source.paper('pb-3f9a1c2b7d40')).toEqual({ status: 'absent' })
    expect(await source.paper('search')).toEqual({ status: 'absent' })
    expect(paths()).toEqual(['/api/papers/2501.09999', '/api/papers/cs%2F0112017'])
  })

  it.each<[string, string]>([
    ['[]', 'sent a paper that cannot be read'],
    ['{"id":"2501.02001"}', 'sent a paper that cannot be read'],
    ['{"error":"hf_secret"}', 'sent a paper that cannot be read'],
    [JSON.stringify(extra.paper), 'sent another paper'],
    ['nothing', 'sent something that is not JSON'],
  ])('that is %s is garbled', async (body, reason) => {
    const { source, stand } = await setUp(3)
    stand.fail('papers/', { body }, 2)
    expect(await source.paper('2501.02001')).toEqual({ status: 'failed', kind: 'garbled', reason })
  })
})

describe('a search', () => {
  it('gives what upstream found, and asks for no more than upstream gives', async () => {
    const { source, paths } = await setUp(3)
    expect(ids(await source.search('paper & 2', 1_000))).toEqual([])
    expect(ids(await source.search('paper 2', 2))).toEqual(['2501.02000', '2501.02001'])
    await source.search('x', 0)
    expect(paths().map((path) => new URLSearchParams(path.split('?')[1]))).toEqual([
      new URLSearchParams({ q: 'paper & 2', limit: '120' }),
      new URLSearchParams({ q: 'paper 2', limit: '2' }),
      new URLSearchParams({ q: 'x', limit: '1' }),
    ])
  })
})

describe('manners', () => {
  it('the token goes to our own host in one header, and nowhere else', async () => {
    const other = await openStand(() => ({ type: 'application/json', body: '[]' }))
    open.push(other)
    const { source, stand } = await setUp(150)
    await source.day(day)
    stand.fail('daily', { redirect: `${other.url}/api/daily_papers` })
    const refused = await source.day(day)
    expect(refused).toMatchObject({ status: 'failed', kind: 'refused' })
    expect(JSON.stringify(refused)).not.toContain('hf_secret')
    expect(other.asked).toEqual([])
    for (const { headers, path } of stand.asked) {
      const { authorization, ...others } = headers
      expect(authorization).toBe('Bearer hf_secret')
      expect(JSON.stringify(others) + path).not.toContain('hf_secret')
    }
  })

  it('a token that is no header fails without being told', async () => {
    const { stand, parts } = await setUp(3)
    const source = createHuggingFaceSource({ ...parts, baseUrl: stand.url, token: 'hf_sécret\n☃' })
    const answer = await source.day(day)
    expect(answer).toMatchObject({ status: 'failed', kind: 'refused' })
    expect(JSON.stringify(answer)).not.toContain('cret')
    expect(stand.asked).toEqual([])
  })

  it('without a token there is no header for one', async () => {
    const { stand, parts } = await setUp(3)
    await createHuggingFaceSource({ ...parts, baseUrl: stand.url }).day(day)
    expect(stand.asked[0]?.headers).not.toHaveProperty('authorization')
  })

  it('a base with a path and slashes makes addresses without double slashes', async () => {
    const { source, paths } = await setUp(3, {}, '/mirror//')
    await source.paper('2501.02001')
    expect(paths()).toEqual(['/mirror/api/papers/2501.02001'])
  })

  it('the quota is respected: the last request it allows is followed by a wait', async () => {
    const { source, stand, clock } = await setUp(3, { quota: { requests: 2, seconds: 40 } })
    await source.day(day)
    await source.day(day)
    expect(clock.slept).toEqual([])
    stand.refill()
    await source.day(day)
    expect(clock.slept).toEqual([40_000])
    expect(stand.asked).toHaveLength(3)
  })
})
