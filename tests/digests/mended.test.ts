// What is refused for what it is: said in words alone, without the part that is not let through, or once more; and then over.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Mend, Outcome } from '../../src/bot/adapter.ts'
import { type DigestStand, openDigestStand, type Posted, titlesIn } from '../stands/digests.ts'

let stand: DigestStand
const nine = Date.parse('2026-06-03T07:00Z')
const titles = ['One', 'Two', 'Three']

beforeEach(async () => {
  stand = await openDigestStand('2026-06-02T08:00Z')
  await stand.type('digest set 9am save')
  const papers = titles.map((title) => ({ title }))
  await stand.feature('2026-06-02', papers, Date.parse('2026-06-03T04:00Z'))
})
afterEach(() => stand.close())

const refused = (mend: Mend, reason = 'no'): Outcome => ({
  status: 'rejected',
  scope: 'message',
  reason,
  mend,
})

/** Every posting that was tried, refused by the first of these that fits. */
async function beatWith(outcome: (one: Posted) => Outcome | undefined): Promise<Posted[]> {
  const tried: Posted[] = []
  stand.outcome = (one) => {
    tried.push(one)
    return outcome(one)
  }
  await stand.beat(nine)
  await stand.beat(nine + 3_600_000)
  return tried
}

async function settled() {
  const rows = await stand.database.db.selectFrom('delivery').select(['state', 'reason']).execute()
  return rows.map(({ state, reason }) => (reason === null ? state : `${state}: ${reason}`))
}

describe('a message that was made wrongly', () => {
  test('is said in words alone, once, under the same key, and the log says so', async () => {
    const tried = await beatWith(({ posting }) => (posting.plain ? undefined : refused('plain')))
    expect(tried.map(({ posting }) => posting.plain)).toEqual([undefined, true])
    expect(new Set(tried.map(({ posting }) => posting.key)).size).toBe(1)
    expect(stand.posted).toHaveLength(1)
    expect(await settled()).toEqual(['sent'])
    expect(stand.logged).toMatchObject([{ reason: 'no', tried: 'plain', came: 'sent' }])
  })

  test('is over where not even its words are taken', async () => {
    const tried = await beatWith(() => refused('plain'))
    expect(tried).toHaveLength(2)
    expect(await settled()).toEqual(['dead: no'])
    expect(stand.logged).toContainEqual(expect.objectContaining({ came: 'rejected' }))
    // The channel is open: the next day is tried as ever.
    await stand.feature('2026-06-03', [{}], nine + 21 * 3_600_000)
    stand.outcome = () => undefined
    await stand.beat(nine + 24 * 3_600_000)
    expect(stand.posted).toHaveLength(1)
  })

  test('is in doubt like any other where its words get no answer', async () => {
    await beatWith(({ posting }) =>
      posting.plain ? { status: 'unknown', reason: 'no answer' } : refused('plain'),
    )
    expect(await settled()).toEqual(['unconfirmed: the platform cannot tell whether it was posted'])
  })

  test('waits where its words have to', async () => {
    let busy = true
    const tried = await beatWith(({ posting }) => {
      if (posting.plain !== true) return refused('plain')
      const wait = busy
      busy = false
      return wait ? { status: 'failed', reason: 'busy', retryAt: nine + 60_000 } : undefined
    })
    expect(tried.map(({ posting }) => posting.plain ?? false)).toEqual([false, true, false, true])
    expect(await settled()).toEqual(['sent'])
  })
})

describe('a message that a place does not let through', () => {
  test('is said without the entry that is to blame, and that says so', async () => {
    const blocked = (one: Posted) => JSON.stringify(one.view).includes('Two')
    const tried = await beatWith((one) => (blocked(one) ? refused('less') : undefined))
    expect(tried).toHaveLength(3)
    expect(stand.posted).toHaveLength(1)
    expect(titlesIn(stand.posted[0]?.view)).toEqual(['One', 'Three'])
    expect(JSON.stringify(stand.posted[0]?.view)).toContain('One entry was left out')
    expect(await settled()).toEqual(['sent'])
    // What was not let through is not tried here again.
    await stand.feature('2026-06-03', [{ title: 'Four' }], nine + 21 * 3_600_000)
    await stand.beat(nine + 24 * 3_600_000)
    expect(titlesIn(stand.posted[1]?.view)).toEqual(['Four'])
  })

  test('is over where no entry alone is to blame', async () => {
    const tried = await beatWith(() => refused('less', 'blocked'))
    expect(tried).toHaveLength(1 + titles.length)
    expect(await settled()).toEqual(['dead: blocked'])
  })
})

test('what nobody knows is tried once more, and then over', async () => {
  const tried = await beatWith(() => refused('again', 'Discord 123456: What'))
  expect(tried).toHaveLength(2)
  expect(await settled()).toEqual(['dead: Discord 123456: What'])
  expect(stand.logged).toContainEqual(expect.objectContaining({ tried: 'again', came: 'rejected' }))
})

test('what nobody knows and is taken the second time is sent', async () => {
  let count = 0
  await beatWith(() => (count++ === 0 ? refused('again') : undefined))
  expect(await settled()).toEqual(['sent'])
})
