// The arXiv source against a loopback arXiv.
import { afterEach, describe, expect, it } from 'vitest'
import { createArxivSource } from '../../src/sources/arxiv-api.ts'
import type { HttpOptions } from '../../src/sources/http.ts'
import { type ArxivStandOptions, createArxivStand } from '../stands/upstreams/arxiv.ts'
import { createStandClock } from '../stands/upstreams/clock.ts'
import type { Fault, Stand } from '../stands/upstreams/server.ts'
import type { ArxivPaper } from '../stands/upstreams/synthetic.ts'

const open: Stand[] = []
afterEach(() => Promise.all(open.splice(0).map((stand) => stand.close())))

const folding: ArxivPaper = {
  id: '2501.00001',
  title: 'Folding & Cutting',
  version: 3,
  categories: ['cs.CG', 'cs.AI'],
  published: '2025-01-01',
  updated: '2025-02-01',
  comment: 'This paper has been withdrawn by the authors',
  doi: '10.1000/fold',
}
const cutting: ArxivPaper = { id: 'cs/0112017', title: 'Cutting', published: '2001-12-01' }

async function setUp(options: ArxivStandOptions, more: Partial<HttpOptions> = {}, path = '') {
  const stand = await createArxivStand(options)
  open.push(stand)
  const clock = createStandClock()
  const source = createArxivSource({
    fetch,
    clock,
    userAgent: 'paperboy-test',
    timeoutMs: 2_000,
    baseUrl: stand.url + path,
    rssUrl: `${stand.url}/`,
    ...more,
  })
  const asked = () => stand.asked.map(({ path }) => new URL(path, stand.url))
  return { stand, clock, source, asked }
}

function many(count: number, published = '2025-01-02'): ArxivPaper[] {
  return Array.from({ length: count }, (_, n) => {
    return { id: `2501.${String(n).padStart(5, '0')}`, title: `Paper ${n}`, published }
  })
}

function failed(kind: string, reason: string) {
  return { status: 'failed', kind, reason }
}

describe('papers by their ids', () => {
  it('come in one request with all arXiv knows; unknown ids are not there', async () => {
    const { source, asked } = await setUp({ papers: [folding, cutting] })
    const answer = await source.papers(['2501.00001', '2501.09999', 'cs/0112017', '2501.00001v1'])
    expect(answer).toMatchObject({
      status: 'ok',
      value: {
        problems: [],
        papers: [
          {
            id: '2501.00001',
            title: 'Folding & Cutting',
            published: '2025-01-01',
            updated: '2025-02-01',
            version: 3,
            withdrawn: true,
            comment: 'This paper has been withdrawn by the authors',
            doi: '10.1000/fold',
            categories: ['cs.CG', 'cs.AI'],
          },
          { id: 'cs/0112017', version: 1 },
        ],
      },
    })
    const query = { id_list: '2501.00001,2501.09999,cs/0112017', max_results: '3', start: '0' }
    expect(asked().map(({ searchParams }) => Object.fromEntries(searchParams))).toEqual([query])
  })

  it('are asked for 100 at a time, each in its turn', async () => {
    let turns = 0
    const turn = async () => void turns++
    const { source, asked } = await setUp({ papers: many(250) }, { turn })
    const answer = await source.papers(many(250).map(({ id }) => id))
    expect(answer.status === 'ok' && answer.value.papers).toHaveLength(250)
    const sizes = asked().map(({ searchParams }) => searchParams.get('id_list')?.split(',').length)
    expect(sizes).toEqual([100, 100, 50])
    expect(turns).toBe(3)
  })

  it('that are not arXiv’s are left out, as one would spoil the answer; with none left nothing is asked', async () => {
    const { source, asked } = await setUp({ papers: [folding] })
    const nothing = { status: 'ok', value: { papers: [], problems: [] } }
    expect(await source.papers(['pb-3f9a1c2b7d40', 'x', ''])).toEqual(nothing)
    expect(await source.papers([])).toEqual(nothing)
    expect(asked()).toEqual([])
    expect(await source.papers(['pb-3f9a1c2b7d40', '2501.00001'])).toMatchObject({
      value: { papers: [{ id: '2501.00001' }] },
    })
  })

  it('nobody knows give an empty answer, unless arXiv says that it knows them', async () => {
    const { source, stand, asked } = await setUp({ papers: [folding] })
    expect(await source.papers(['2501.09999'])).toMatchObject({ value: { papers: [] } })
    stand.fail('query', 'empty', 2)
    expect(await source.papers(['2501.00001'])).toEqual(
      failed('garbled', 'answered with an empty list'),
    )
    expect(asked()).toHaveLength(3)
  })

  it('of which one part fails fail as a whole', async () => {
    const { source, stand } = await setUp({ papers: many(150) })
    stand.fail('2501.00149', { status: 502 }, 3)
    expect(await source.papers(many(150).map(({ id }) => id))).toEqual(
      failed('down', 'answered 502'),
    )
  })

  it('have a problem where arXiv answers with a mistake', async () => {
    const { source, stand } = await setUp({ papers: [folding] })
    const mistaken = await fetch(`${stand.url}/api/query?id_list=strange`)
    stand.fail('query', { body: await mistaken.text() })
    expect(await source.papers(['2501.00001'])).toMatchObject({
      status: 'ok',
      value: {
        papers: [],
        problems: [
          {
            place: 'record 1',
            reason: expect.stringContaining('mistake: “incorrect id format for strange”'),
          },
        ],
      },
    })
  })
})

describe('recent papers', () => {
  const ask = (source: Awaited<ReturnType<typeof setUp>>['source'], start = 0) =>
    source.recent(['cs.CL', 'cs.AI'], '2025-01-01', '2025-01-02', start)

  it('are those of the categories and days, oldest first', async () => {
    const others = [
      { id: '2501.00003', title: 'Late', published: '2025-01-03' },
      { id: '2501.00004', title: 'Other', categories: ['math.CO'] },
    ]
    const mine = { id: '2501.00002', title: 'Mine', published: '2025-01-02' }
    const { source, asked } = await setUp({ papers: [mine, folding, ...others] })
    expect(await ask(source)).toMatchObject({
      status: 'ok',
      value: { total: 2, problems: [], papers: [{ id: '2501.00001' }, { id: '2501.00002' }] },
    })
    expect(asked().map(({ searchParams }) => Object.fromEntries(searchParams))).toEqual([
      {
        search_query: '(cat:cs.CL OR cat:cs.AI) AND submittedDate:[202501010000 TO 202501022359]',
        sortBy: 'submittedDate',
        sortOrder: 'ascending',
        max_results: '200',
        start: '0',
      },
    ])
  })

  it('come in pages of 200 with the total of all, to an end that is empty', async () => {
    const { source } = await setUp({ papers: many(450) })
    const sizes: unknown[] = []
    for (const start of [0, 200, 400, 450]) {
      const answer = await ask(source, start)
      if (answer.status === 'ok') sizes.push([answer.value.papers.length, answer.value.total])
    }
    expect(sizes).toEqual([
      [200, 450],
      [200, 450],
      [50, 450],
      [0, 450],
    ])
  })

  it('of a quiet window are none', async () => {
    const { source, asked } = await setUp({})
    expect(await ask(source)).toEqual({
      status: 'ok',
      value: { papers: [], problems: [], total: 0 },
      validator: expect.any(String),
    })
    expect(asked()).toHaveLength(1)
  })

  it('in no category are none, and nothing is asked', async () => {
    const { source, asked } = await setUp({ papers: [folding] })
    expect(await source.recent([], '2025-01-01', '2025-01-02', 0)).toMatchObject({
      value: { papers: [], total: 0 },
    })
    expect(asked()).toEqual([])
  })

  it.each<[string, Fault, string]>([
    ['is empty although there are papers', 'empty', 'answered with an empty list'],
    ['is cut off', 'truncated', 'sent a text that is cut off'],
    ['is HTML', 'html', 'sent HTML instead of XML'],
    ['is an apology', { body: 'Rate exceeded.' }, 'sent a text that is XML, but not a feed'],
    [
      'does not say how many papers there are',
      { body: '<feed></feed>' },
      'did not say how many papers there are',
    ],
    [
      'is nested without end',
      { body: `<feed>${'<a>'.repeat(5_000)}</feed>` },
      'sent a text that is not whole XML',
    ],
  ])('whose answer %s are asked for once more, then given up', async (_, fault, reason) => {
    const { source, stand, asked } = await setUp({ papers: many(3) })
    stand.fail('query', fault, 2)
    expect(await ask(source)).toEqual(failed('garbled', reason))
    expect(asked()).toHaveLength(2)
    stand.fail('query', fault)
    expect(await ask(source)).toMatchObject({ status: 'ok', value: { total: 3 } })
  })
})

describe('announcements', () => {
  it('are read from the feed of all categories, and unchanged until they change', async () => {
    const announced = [
      { id: '2501.00001', title: 'New & good', kind: 'new' as const, category: 'cs.AI' },
      { id: '2501.00002', title: 'Again', kind: 'replace' as const, category: 'cs.CL' },
      { id: '2501.00003', title: 'Other', kind: 'new' as const, category: 'math.CO' },
    ]
    const { source, asked } = await setUp({ announced })
    const answer = await source.announced(['cs.AI', 'cs.CL'])
    expect(answer).toMatchObject({
      status: 'ok',
      value: [
        { id: '2501.00001', title: 'New & good', kind: 'new' },
        { id: '2501.00002', title: 'Again', kind: 'replace' },
      ],
    })
    if (answer.status !== 'ok') throw new Error('not ok')
    expect(await source.announced(['cs.AI', 'cs.CL'], answer.validator)).toEqual({
      status: 'unchanged',
    })
    expect(asked().map(({ pathname }) => pathname)).toEqual(Array(2).fill('/rss/cs.AI+cs.CL'))
  })

  it('of a weekend are none, and of no category are not asked for', async () => {
    const { source, asked } = await setUp({})
    expect(await source.announced(['cs.AI'])).toMatchObject({ status: 'ok', value: [] })
    expect(await source.announced([])).toMatchObject({ status: 'ok', value: [] })
    expect(asked()).toHaveLength(1)
  })
})

describe('manners', () => {
  it('after a 429 arXiv is left alone for ten minutes, whatever it says', async () => {
    const { source, stand, clock, asked } = await setUp({ papers: [folding] })
    stand.fail('query', { status: 429 })
    const retryAt = clock.now() + 600_000
    const limited = { status: 'failed', kind: 'limited', retryAt }
    expect(await source.papers(['2501.00001'])).toMatchObject(limited)
    expect(await source.announced(['cs.AI'])).toMatchObject(limited)
    expect(asked()).toHaveLength(1)
    clock.advance(600_000)
    expect(await source.papers(['2501.00001'])).toMatchObject({ status: 'ok' })
  })

  it('a 403 is the end of it', async () => {
    const { source, stand, asked } = await setUp({ papers: [folding] })
    stand.fail('query', { status: 403 })
    expect(await source.papers(['2501.00001'])).toEqual(failed('refused', 'answered 403'))
    expect(asked()).toHaveLength(1)
  })

  it('an address that is not there is refused, not empty', async () => {
    const { source } = await setUp({}, {}, '/elsewhere/')
    expect(await source.papers(['2501.00001'])).toEqual(failed('refused', 'answered 404'))
  })
})
