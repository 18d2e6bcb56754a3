// A place that is closed: who is told, once, by which way there is; and what is said when it is open again.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Outcome } from '../../src/bot/adapter.ts'
import { type Address, formatAddress } from '../../src/bot/address.ts'
import type { Origin } from '../../src/bot/invocation.ts'
import { type DigestStand, hour, member, openDigestStand, titlesIn } from '../stands/digests.ts'

const place = { platform: 'test', workspace: 'W1' }
const keeper: Address = { ...place, user: 'U9' }
const lobby: Address = { ...place, channel: 'C9' }
const day = 24 * hour
const nine = Date.parse('2026-06-03T07:00Z')

let stand: DigestStand
let keepers: () => Promise<readonly Address[]>
/** Places that are closed to the bot. */
let closed: Set<string>
beforeEach(async () => {
  keepers = async () => [keeper, lobby]
  closed = new Set()
  stand = await openDigestStand('2026-06-02T08:00Z', { keepers: () => keepers() })
  const refused: Outcome = { status: 'rejected', reason: 'no permission', scope: 'destination' }
  stand.outcome = ({ to }) => (closed.has(formatAddress(to)) ? refused : undefined)
  await stand.type('digest set 9am save')
})
afterEach(() => stand.close())

const close = (...places: readonly string[]) => {
  for (const each of places) closed.add(`test:W1/${each}`)
}
const said = () => stand.posted.map(({ to, view }) => [formatAddress(to), view.title])
const notice = 'I cannot post there any more'

/** The digest of a day, and what follows from it. */
async function goOn(at: number): Promise<void> {
  const fed = new Date(at - day).toISOString().slice(0, 10)
  await stand.feature(fed, [{ title: `Paper of ${fed}` }], at - 3 * hour)
  await stand.beat(at)
  await stand.beat(at + 60_000)
}

describe('a place that is closed is told of', () => {
  test('to whoever set it up, and to nobody else', async () => {
    close('C1')
    await goOn(nine)
    await goOn(nine + day)
    expect(said()).toEqual([['test:W1/@U1', notice]])
  })

  test('to who looks after the workspace where they cannot be told, and where they cannot be either, in its own channel', async () => {
    close('C1', '@U1')
    await goOn(nine)
    expect(said()).toEqual([['test:W1/@U9', notice]])
    close('C2', '@U9')
    await stand.type('digest set 9am save', { ...member, channel: 'C2' })
    await goOn(nine + day)
    expect(said().slice(1)).toEqual([['test:W1/C9', notice]])
    expect(stand.logged.filter((each) => 'err' in each)).toEqual([])
  })

  test('to whoever set it up at their next command, once, where nobody could be told', async () => {
    keepers = async () => {
      throw new Error('who knows')
    }
    close('C1', '@U1')
    await goOn(nine)
    expect(said()).toEqual([])
    const word = 'what you set up for '
    const ask = async (origin: Origin = member) => JSON.stringify(await stand.type('saved', origin))
    expect(await ask({ ...member, user: 'U2' })).not.toContain(word)
    expect(await ask({ ...member, workspace: 'W2' })).not.toContain(word)
    // What everybody reads says nothing of it.
    expect(JSON.stringify(await stand.type('card 2606.02000'))).not.toContain(word)
    expect(await ask()).toContain(word)
    expect(await ask()).not.toContain(word)
  })

  test('at no command where they were told before', async () => {
    close('C1')
    await goOn(nine)
    expect(JSON.stringify(await stand.type('saved'))).not.toContain('what you set up')
  })
})

describe('somebody who takes no direct messages', () => {
  const direct = { ...member, channel: 'D1', direct: true as const }

  test('is told of their digest at their next command, and using the bot lets it be tried again', async () => {
    const told = () => said().filter(([to]) => to === 'test:W1/@U1')
    await stand.type('digest set 9am save', direct)
    close('@U1')
    // It is tried until it is tried no more.
    for (const after of [0, 1, 2, 6, 14]) await goOn(nine + after * day)
    closed.clear()
    await goOn(nine + 15 * day)
    expect(told()).toEqual([])
    expect(JSON.stringify(await stand.type('saved'))).toContain('your direct messages')
    await goOn(nine + 16 * day)
    expect(told()).toHaveLength(1)
  })
})

describe('a place that opens again', () => {
  test('says so in one line, and nothing comes late', async () => {
    close('C1')
    await goOn(nine)
    closed.clear()
    await goOn(nine + day)
    await goOn(nine + 2 * day)
    const [, back, next] = stand.posted
    expect(back?.to).toEqual({ ...place, channel: 'C1' })
    expect(JSON.stringify(back?.view)).toContain('Back again')
    expect(titlesIn(back?.view)).toEqual(['Paper of 2026-06-03'])
    expect(next?.to).toEqual({ ...place, channel: 'C1' })
    expect(JSON.stringify(next?.view)).not.toContain('Back again')
  })
})
