// From command to message: what an edition has in it, when it waits, when nothing comes and why, and that it comes once.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { plainText, type View } from '../../src/bot/view.ts'
import { type DigestStand, hour, member, openDigestStand, titlesIn } from '../stands/digests.ts'

let stand: DigestStand
/** Thursday, 04:00 in New York: Wednesday's feed is over since 21:30. */
const thursday = '2026-06-04T08:00Z'
/** 09:00 in Berlin on a day of June 2026. */
const nine = (date: number) => Date.parse(`2026-06-${String(date).padStart(2, '0')}T07:00Z`)

beforeEach(async () => {
  stand = await openDigestStand('2026-06-02T08:00Z')
})
afterEach(() => stand.close())

const read = (date: number) => Date.parse(`2026-06-${String(date).padStart(2, '0')}T04:00Z`)
const last = () => stand.posted.at(-1)?.view
/** Everything a view says. */
const words = (view: View | undefined) => JSON.stringify(view?.blocks)

async function shown(): Promise<string> {
  const { blocks } = await stand.type('digest show')
  return blocks
    .flatMap((block) => (block.kind === 'facts' ? block.facts : []))
    .map(({ name, value }) => `${name}: ${plainText(value)}`)
    .join('\n')
}

describe('a digest', () => {
  test('brings the most voted papers of the day before, once, at its hour', async () => {
    await stand.type('digest set 9am save')
    await stand.feature('2026-06-02', Array(7).fill({}), read(3))
    await stand.beat(nine(3) - 60_000)
    expect(stand.posted).toEqual([])
    await stand.beat(nine(3) + 20_000)
    await stand.beat(nine(3) + hour)
    expect(stand.posted).toHaveLength(1)
    expect(stand.posted[0]?.to).toEqual({ platform: 'test', workspace: 'W1', channel: 'C1' })
    expect(last()?.title).toBe('5 papers from Tuesday, 2 Jun 2026')
    expect(titlesIn(last())).toEqual([1, 2, 3, 4, 5].map((n) => `Paper ${n} of 2026-06-02`))
    expect(words(last())).toContain('2 other papers had fewer votes.')
    expect(await shown()).toContain('3 Jun 2026: sent')
    expect(stand.logged).toEqual([])
  })

  test('on Monday covers the days since Friday’s, and never shows a paper twice', async () => {
    await stand.type('digest set count:2 save')
    await stand.feature('2026-06-04', [{}, {}], read(5))
    await stand.beat(nine(5))
    await stand.feature('2026-06-05', [{}], read(6))
    await stand.beat(nine(8))
    expect(last()?.title).toBe('1 paper from Friday, 5 to Sunday, 7 Jun 2026')
    await stand.feature('2026-06-05', [{ votes: 50 }, { votes: 1 }], read(8))
    await stand.feature('2026-06-08', [{}], read(9))
    await stand.beat(nine(9))
    expect(titlesIn(last())).toEqual(['Paper 1 of 2026-06-08'])
  })

  test('has the late risers among them, and says so', async () => {
    await stand.type('digest set save')
    await stand.feature(
      '2026-05-20',
      [{ id: '2605.20001', title: 'Sleeper', votes: 2 }],
      Date.parse('2026-05-21T04:00Z'),
    )
    await stand.feature('2026-06-02', [{ votes: 4 }], read(3))
    await stand.feature('2026-05-20', [{ id: '2605.20001', title: 'Sleeper', votes: 30 }], read(3))
    await stand.beat(nine(3))
    expect(titlesIn(last())).toEqual(['Sleeper', 'Paper 1 of 2026-06-02'])
    expect(words(last())).toContain('rising late: +28, featured 20 May 2026')
  })

  test('keeps to its query and its votes, and leaves withdrawn papers out', async () => {
    await stand.type('digest set mamba OR attention votes:5 save')
    await stand.feature(
      '2026-06-02',
      [
        { title: 'Mamba again', votes: 9 },
        { title: 'Attention withdrawn', votes: 8, withdrawn: true },
        { title: 'Attention, quietly', votes: 4 },
        { title: 'Diffusion', votes: 99 },
      ],
      read(3),
    )
    await stand.beat(nine(3))
    expect(titlesIn(last())).toEqual(['Mamba again'])
    expect(last()?.title).toBe('1 paper on “mamba OR attention” from Tuesday, 2 Jun 2026')
    expect(words(last())).toContain('"command":"follow","options":{"query":"mamba OR attention"}')
  })

  test('for which there is nothing says why, where one asks', async () => {
    await stand.type('digest set mamba save')
    await stand.feature('2026-06-02', [{}], read(3))
    await stand.beat(nine(3))
    expect(stand.posted).toEqual([])
    expect(await shown()).toContain(
      '3 Jun 2026: not sent: No paper on “mamba” of 2 Jun 2026 had votes.',
    )
  })

  test('shares its ranking: votes that come in between change no other channel’s', async () => {
    const other = { ...member, channel: 'C2' }
    await stand.type('digest set save')
    await stand.type('digest set time:09:30 save', other)
    await stand.feature('2026-06-02', [{}, {}], read(3))
    await stand.beat(nine(3))
    await stand.feature('2026-06-02', [{ votes: 1 }, { votes: 500 }], read(3) + hour)
    await stand.beat(nine(3) + hour / 2)
    const [first, second] = stand.posted
    expect(second?.to).toMatchObject({ channel: 'C2' })
    expect(second?.view.blocks.slice(0, -1)).toEqual(first?.view.blocks.slice(0, -1))
  })

  test('of two in a channel shows each paper once', async () => {
    await stand.type('digest set save')
    await stand.type('digest set paper save')
    await stand.feature('2026-06-02', Array(8).fill({}), read(3))
    await stand.beat(nine(3))
    const titles = stand.posted.flatMap(({ view }) => titlesIn(view))
    expect(stand.posted).toHaveLength(2)
    expect(new Set(titles).size).toBe(titles.length)
    expect(titles).toHaveLength(8)
  })

  test('says how many of the workspace’s people saved a paper, where they want that, and never of one alone', async () => {
    const save = async (user: string, id: string) => {
      const { title } = await stand.type(`save ${id}`, { ...member, user })
      expect(title).toBe('Saved')
    }
    await stand.type('digest set count:2 save')
    await stand.feature('2026-06-02', [{ id: '2606.00001' }], read(3))
    for (const user of ['U1', 'U2']) await save(user, '2606.00001')
    await stand.beat(nine(3))
    expect(words(last())).toContain('▲')
    expect(words(last())).not.toContain('saved this')
    const permissions = { 'manage-workspace': { granted: true } } as const
    await stand.type('settings workspace team-signal:on', { ...member, permissions })
    await stand.feature('2026-06-03', [{ id: '2606.00002' }, { id: '2606.00003' }], read(4))
    for (const user of ['U1', 'U2']) await save(user, '2606.00002')
    await save('U1', '2606.00003')
    await stand.beat(nine(4))
    const counts = words(last())?.match(/[0-9]+ teammates? saved this/g)
    expect(counts).toEqual(['2 teammates saved this'])
  })

  test('with a thread puts the abstracts, and what does not fit, there', async () => {
    await stand.type('digest set count:7 thread:yes quiet:yes layout:cards save')
    await stand.feature('2026-06-02', Array(7).fill({}), read(3))
    await stand.beat(nine(3))
    await stand.beat(nine(3) + 1000)
    await stand.beat(nine(3) + 2000)
    expect(stand.posted.map(({ view }) => view.title)).toEqual([
      '7 papers from Tuesday, 2 Jun 2026',
      'Abstracts, 1 of 2',
      'Abstracts, 2 of 2',
    ])
    const [head, first, second] = stand.posted
    expect(head?.posting.quiet).toBe(true)
    expect(first?.posting.thread).toEqual({ channel: 'C', message: 'M1' })
    expect(titlesIn(head?.view)).toHaveLength(5)
    expect([...titlesIn(first?.view), ...titlesIn(second?.view)]).toHaveLength(7)
  })
})

test('a thread that is refused costs the digest nothing but the thread, and is told of', async () => {
  await stand.type('digest set thread:yes save')
  await stand.feature('2026-06-02', [{}], read(3))
  stand.outcome = ({ posting }) =>
    posting.thread && { status: 'rejected', reason: 'no threads here', scope: 'message' }
  await stand.beat(nine(3))
  await stand.beat(nine(3) + 1000)
  expect(stand.posted).toHaveLength(1)
  expect(await shown()).toContain('3 Jun 2026: sent, without its thread: no threads here')
})

describe('papers that are not there yet', () => {
  test('are waited for, and the digest comes once they are', async () => {
    await stand.type('digest set save')
    await stand.feature('2026-06-02', [{}], Date.parse('2026-06-02T20:00Z'))
    await stand.beat(nine(3))
    expect(stand.posted).toEqual([])
    expect(await shown()).toContain(
      '3 Jun 2026: waiting: The papers of 2 Jun 2026 are not all there yet.',
    )
    await stand.feature('2026-06-02', [{}, {}, {}], nine(3) + hour)
    await stand.beat(nine(3) + hour + 60_000)
    expect(titlesIn(last())).toHaveLength(3)
    expect(words(last())).toContain('Late: it was due ')
  })

  test('after two hours are done without, and it says how old the rest is', async () => {
    await stand.type('digest set save')
    await stand.feature('2026-06-02', [{}], Date.parse('2026-06-02T20:00Z'))
    for (let minutes = 0; minutes <= 125; minutes += 5) await stand.beat(nine(3) + minutes * 60_000)
    expect(stand.posted).toHaveLength(1)
    expect(words(last())).toContain('Data as of ')
  })

  test('for a day and a half make no digest', async () => {
    await stand.type('digest set save')
    await stand.feature('2026-06-01', [{}], Date.parse('2026-06-01T20:00Z'))
    await stand.beat(nine(3))
    await stand.beat(nine(3) + 2 * hour + 1000)
    expect(stand.posted).toEqual([])
    expect(await shown()).toContain('Nothing was heard of new papers since 1 Jun 2026.')
  })
})

describe('between being due and being sent', () => {
  beforeEach(async () => {
    await stand.type('digest set save')
    await stand.feature('2026-06-02', [{}], read(3))
    stand.outcome = () => ({ status: 'failed', reason: 'busy', retryAt: stand.now + 60_000 })
    await stand.beat(nine(3))
    stand.outcome = () => undefined
  })

  test('a digest that is switched off does not come', async () => {
    await stand.type('digest off save')
    await stand.beat(nine(3) + 5 * 60_000)
    expect(stand.posted).toEqual([])
  })

  test('one that is paused does not come, and one edition does after it', async () => {
    await stand.type('digest pause')
    await stand.beat(nine(3) + 5 * 60_000)
    expect(await shown()).toContain('3 Jun 2026: not sent: It was paused.')
    await stand.feature('2026-06-22', [{}], read(23))
    stand.now = read(23)
    await stand.type('digest resume')
    await stand.beat(nine(23))
    expect(stand.posted).toHaveLength(1)
  })

  test('one whose hour is changed comes once that day, with its new settings', async () => {
    stand.now = nine(3) + 60_000
    await stand.type('digest set time:11:00 layout:cards save')
    for (let minutes = 2; minutes < 240; minutes += 10) await stand.beat(nine(3) + minutes * 60_000)
    expect(stand.posted).toHaveLength(1)
  })

  test('a place that is closed is told of, to whoever set it up, and opens on their word', async () => {
    stand.outcome = ({ to }) =>
      'channel' in to
        ? { status: 'rejected', reason: 'no permission', scope: 'destination' }
        : undefined
    await stand.beat(nine(3) + 5 * 60_000)
    expect(words(await stand.type('digest show'))).toContain('Nothing can be posted here')
    await stand.feature('2026-06-03', [{}], read(4))
    await stand.beat(nine(4))
    expect(stand.posted.filter(({ to }) => 'channel' in to)).toEqual([])
    stand.outcome = () => undefined
    await stand.type('digest test')
    await stand.beat(nine(4) + 60_000)
    expect(words(last())).toContain('A test: what is in it does not come again.')
    expect(words(await stand.type('digest show'))).not.toContain('Nothing can be posted here')
  })
})

test('a digest in a direct message is the person’s own, and comes there', async () => {
  const direct = { ...member, channel: 'D1', direct: true as const }
  await stand.type('digest set save', direct)
  expect((await stand.type('digest show')).title).toBe('There is no digest here yet')
  await stand.feature('2026-06-02', [{}], read(3))
  await stand.beat(nine(3))
  expect(stand.posted[0]?.to).toEqual({ platform: 'test', workspace: 'W1', user: 'U1' })
})

test('after days of nobody looking, one edition comes and the others are told as missed', async () => {
  await stand.type('digest set save')
  await stand.feature('2026-06-10', [{}], read(11))
  await stand.beat(nine(11) + hour)
  expect(stand.posted).toHaveLength(1)
  expect(words(last())).toContain('Late: it was due ')
  expect(words(await stand.type('digest show'))).toContain(
    'The 6 editions from 3 Jun 2026 to 10 Jun 2026 did not come',
  )
})

test(`a preview on ${thursday} shows what would come, and what is left out`, async () => {
  await stand.type('digest set count:2 save')
  await stand.feature('2026-06-02', [{}, {}, {}], read(3))
  await stand.beat(nine(3))
  await stand.feature('2026-06-03', [{}, { withdrawn: true }, {}, {}], read(4))
  stand.now = Date.parse(thursday)
  const preview = await stand.type('digest preview')
  expect(titlesIn(preview)).toEqual(['Paper 1 of 2026-06-03', 'Paper 3 of 2026-06-03'])
  expect(words(preview)).toContain('Withdrawn, so left out: “Paper 2 of 2026-06-03”.')
  expect(stand.posted).toHaveLength(1)
})
