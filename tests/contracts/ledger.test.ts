// What the ledger must do, on each engine: who holds a delivery, what may be sent again, and what never.
import { expect, test } from 'vitest'
import type { NewDelivery } from '../../src/delivery/delivery.ts'
import { openDatabase } from '../../src/store/database.ts'
import { createDestinations } from '../../src/store/destinations.ts'
import { createLedger, enqueue, keptMs, type Ledger } from '../../src/store/ledger.ts'
import { type Claimed, type Claiming, spotOf } from '../../src/store/ledger-claim.ts'
import { placeOf } from '../../src/store/ledger-rows.ts'
import { createWorkspaces } from '../../src/store/workspaces.ts'
import { describeOnEachDatabase } from './databases.ts'

const noon = Date.parse('2025-03-10T12:00:00Z')
const hour = 3_600_000
const lease = 60_000
const margin = 15_000

const digest = (
  workspace: string,
  channel: string,
  more: Partial<NewDelivery> = {},
): NewDelivery => ({
  kind: 'digest',
  to: { platform: 'discord', workspace, channel },
  subject: 's1',
  edition: '2025-03-10',
  dueAt: noon,
  expiresAt: noon + 4 * hour,
  version: 1,
  ...more,
})

const claiming = (now: number, more: Partial<Claiming> = {}): Claiming => ({
  platform: 'discord',
  now,
  limit: 10,
  leaseMs: lease,
  perWorkspace: 4,
  full: new Set(),
  busy: new Set(),
  ...more,
})

async function claimOne(ledger: Ledger, now: number): Promise<Claimed> {
  const [claimed] = await ledger.claim(claiming(now, { limit: 1 }))
  if (claimed === undefined) throw new Error('nothing could be claimed')
  return claimed
}

const receipt = { channel: '10', message: 'm1' }

describeOnEachDatabase('the ledger', (stand) => {
  async function open(...rows: NewDelivery[]) {
    const database = await stand.open()
    await enqueue(database.db, rows, noon)
    return { database, ledger: createLedger(database) }
  }
  const stateOf = async (ledger: Ledger, limit = 10) =>
    (await ledger.latest({ limit })).map(({ state }) => state)

  test('gives a delivery to one process, with what was known of it before it could be sent', async () => {
    const { ledger } = await open(digest('1', '10'))
    expect(await ledger.claim(claiming(noon - 1))).toEqual([])
    const claimed = await claimOne(ledger, noon)
    expect(claimed).toMatchObject({
      ...digest('1', '10'),
      part: 0,
      attempt: 1,
      fence: 1,
      firstWireAt: noon,
      leaseUntil: noon + lease,
      inDoubt: false,
    })
    expect(await ledger.claim(claiming(noon + 1))).toEqual([])
    expect(await ledger.settle(claimed, { state: 'sent', receipt }, noon + 2)).toBe('settled')
    expect(await ledger.latest({ limit: 1 })).toMatchObject([{ state: 'sent', receipt }])
    expect(await ledger.settle(claimed, { state: 'sent', receipt }, noon + 3)).toBe('lost')
  })

  test('never gives the same to two who ask at once', async () => {
    const url = await stand.place()
    const first = await openDatabase(url)
    // Two SQLite connections of one process cannot wait for each other; those of two do, as the crash test shows.
    const second = stand.engine === 'sqlite' ? first : await openDatabase(url)
    const rows = Array.from({ length: 60 }, (_, n) => digest(String(n), '10'))
    await enqueue(first.db, rows, noon)
    const keys: string[] = []
    for (let round = 0; round < 10; round++) {
      const claims = await Promise.all(
        [first, second].map((each) => createLedger(each).claim(claiming(noon, { limit: 5 }))),
      )
      keys.push(...claims.flat().map(({ key }) => key))
    }
    expect(keys.length).toBe(60)
    expect(new Set(keys).size).toBe(60)
    await first.close()
    if (second !== first) await second.close()
  })

  test('drops what is said by who was fenced off', async () => {
    const { ledger } = await open(digest('1', '10'))
    const frozen = await claimOne(ledger, noon)
    expect(await ledger.lapse(noon + lease - 1, 0)).toBe(0)
    expect(await ledger.lapse(noon + lease, 0)).toBe(1)
    const late = { state: 'sent', receipt } as const
    expect(await ledger.settle(frozen, late, noon + lease)).toBe('lost')
    const second = await claimOne(ledger, noon + lease)
    expect(second).toMatchObject({ fence: 2, attempt: 2, inDoubt: true, firstWireAt: noon })
    expect(await ledger.settle(frozen, late, noon + lease)).toBe('lost')
    expect(await ledger.freeze(frozen, { papers: ['p'], parts: 0 }, noon, margin)).toBe('lost')
    const absent = { state: 'pending', runAt: noon + lease, reason: 'not there' } as const
    expect(await ledger.settle(second, absent, noon + lease)).toBe('settled')
    // What is known not to have been posted begins anew.
    const third = await claimOne(ledger, noon + lease + 5)
    expect(third).toMatchObject({ key: frozen.key, inDoubt: false, firstWireAt: noon + lease + 5 })
  })

  test('lets nothing be sent in the last part of a lease', async () => {
    const { ledger } = await open(digest('1', '10'))
    const claimed = await claimOne(ledger, noon)
    const shows = { papers: ['p'], parts: 0 }
    expect(await ledger.freeze(claimed, shows, noon + lease - margin - 1, margin)).toBe('frozen')
    expect(await ledger.freeze(claimed, shows, noon + lease - margin, margin)).toBe('lost')
  })

  test('tries again what failed, when it is time, and expires it in the end', async () => {
    const { ledger } = await open(digest('1', '10'))
    const failed = { state: 'pending', runAt: noon + hour, reason: 'busy' } as const
    await ledger.settle(await claimOne(ledger, noon), failed, noon)
    expect(await ledger.claim(claiming(noon + hour - 1))).toEqual([])
    expect(await ledger.overdue(noon + 2 * hour, noon + hour)).toEqual({
      count: 1,
      since: noon + hour,
    })
    expect(await ledger.overdue(noon + 2 * hour, noon)).toEqual({ count: 0 })
    await ledger.settle(
      await claimOne(ledger, noon + hour),
      { ...failed, runAt: noon + 2 * hour },
      noon,
    )
    expect(await ledger.claim(claiming(noon + 4 * hour))).toEqual([])
    expect(await ledger.expire(noon + 4 * hour - 1)).toBe(0)
    expect(await ledger.expire(noon + 4 * hour)).toBe(1)
    expect(await ledger.latest({ limit: 1 })).toMatchObject([{ state: 'expired', reason: 'busy' }])
  })

  test('never gives out again what may have been posted and cannot be proved', async () => {
    const { ledger } = await open(digest('1', '10'))
    const claimed = await claimOne(ledger, noon)
    await ledger.settle(
      claimed,
      { state: 'unknown', runAt: noon + 5000, reason: 'no answer' },
      noon,
    )
    expect(await ledger.expire(noon + 5 * hour)).toBe(0)
    const looked = await claimOne(ledger, noon + 5 * hour)
    expect(looked.inDoubt).toBe(true)
    await ledger.settle(looked, { state: 'unconfirmed', reason: 'cannot be read' }, noon + 5 * hour)
    expect(await ledger.claim(claiming(noon + 6 * hour))).toEqual([])
    expect(await stateOf(ledger)).toEqual(['unconfirmed'])
  })

  test('goes on with a thread under the message, one after another', async () => {
    const { ledger } = await open(digest('1', '10'))
    const head = await claimOne(ledger, noon)
    await ledger.freeze(head, { papers: ['a', 'b'], parts: 2 }, noon, margin)
    await ledger.settle(head, { state: 'sent', receipt }, noon)
    const first = await claimOne(ledger, noon + 1000)
    expect(first).toMatchObject({ part: 1, under: receipt, attempt: 1 })
    expect(await ledger.claim(claiming(noon + 1000))).toEqual([])
    const there = { channel: 't', message: 'm2' }
    await ledger.settle(first, { state: 'sent', receipt: there }, noon + 1000)
    const second = await claimOne(ledger, noon + 2000)
    expect(second).toMatchObject({ part: 2, under: receipt })
    await ledger.settle(second, { state: 'sent', receipt: there }, noon + 2000)
    expect(await ledger.claim(claiming(noon + hour))).toEqual([])
    expect(new Set([head.key, first.key, second.key]).size).toBe(3)
  })

  test('says nothing under a message that is unconfirmed, or gone', async () => {
    const { ledger } = await open(digest('1', '10'), digest('2', '20'))
    for (const state of ['unconfirmed', 'sent'] as const) {
      const head = await claimOne(ledger, noon)
      await ledger.freeze(head, { papers: [], parts: 2 }, noon, margin)
      const gone = { state: 'sent', receipt: { channel: '20', message: '' } } as const
      await ledger.settle(head, state === 'sent' ? gone : { state, reason: 'who knows' }, noon)
    }
    expect(await ledger.claim(claiming(noon + hour))).toEqual([])
  })

  test('knows what a place was shown, and takes back what was not', async () => {
    const { ledger } = await open(digest('1', '10'), digest('2', '10'))
    const { to } = digest('1', '10')
    const all = await ledger.claim(claiming(noon))
    const mine = all.find((each) => each.to.workspace === '1') as Claimed
    const other = all.find((each) => each.to.workspace === '2') as Claimed
    await ledger.freeze(mine, { papers: ['a', 'b'], parts: 0 }, noon, margin)
    await ledger.freeze(other, { papers: ['c'], parts: 0 }, noon, margin)
    expect(await ledger.shownTo(to)).toEqual(new Set(['a', 'b']))
    expect(await ledger.shownTo(to, mine)).toEqual(new Set())
    await ledger.settle(mine, { state: 'dead', reason: 'refused' }, noon)
    expect(await ledger.shownTo(to)).toEqual(new Set())
    await ledger.settle(other, { state: 'unconfirmed', reason: 'who knows' }, noon)
    expect(await ledger.shownTo(other.to)).toEqual(new Set(['c']))
  })

  test('puts nobody behind the backlog of another', async () => {
    const backlog = Array.from({ length: 300 }, (_, n) => digest('1', String(n)))
    const { database, ledger } = await open(...backlog)
    const late = Array.from({ length: 30 }, (_, n) =>
      digest('3', String(n), { dueAt: noon - hour }),
    )
    await enqueue(database.db, [...late, digest('2', '10', { dueAt: noon + 60_000 })], noon)
    const claimed = await ledger.claim(claiming(noon + 60_000))
    expect(claimed.filter(({ to }) => to.workspace === '1')).toHaveLength(4)
    expect(claimed.filter(({ to }) => to.workspace === '2')).toHaveLength(1)
    // What comes late goes last.
    expect(claimed.findLastIndex(({ to }) => to.workspace === '2')).toBeLessThan(
      claimed.findIndex(({ to }) => to.workspace === '3'),
    )
    const full = new Set(['1', '3'])
    expect(await ledger.claim(claiming(noon + 60_000, { full }))).toEqual([])
  })

  test('gives out one of a place at a time', async () => {
    const { ledger } = await open(digest('1', '10'), digest('1', '10', { subject: 's2' }))
    const [first, ...rest] = await ledger.claim(claiming(noon + 5000))
    expect(rest).toEqual([])
    const busy = new Set([spotOf(placeOf((first as Claimed).to))])
    expect(await ledger.claim(claiming(noon + 5000, { busy }))).toEqual([])
    expect(await ledger.claim(claiming(noon + 5000))).toHaveLength(1)
  })

  test('takes turns: who is first today is not first every day', async () => {
    const { database, ledger } = await open()
    const firsts = new Set<string>()
    for (let day = 0; day < 12; day++) {
      const dueAt = noon + day * 24 * hour
      const more = { dueAt, edition: String(day), expiresAt: dueAt + hour }
      const rows = Array.from({ length: 5 }, (_, n) => digest(String(n), '10', more))
      await enqueue(database.db, rows, dueAt)
      const order = (await ledger.claim(claiming(dueAt))).map(({ to }) => to.workspace)
      expect(order).toHaveLength(5)
      firsts.add(order[0] ?? '')
    }
    expect(firsts.size).toBeGreaterThan(2)
  })

  test('sends nothing that was due before a backup was put back', async () => {
    const { database, ledger } = await open(digest('1', '10'), digest('2', '10'), digest('3', '10'))
    await claimOne(ledger, noon)
    await enqueue(database.db, [digest('4', '10', { dueAt: noon + 2 * hour })], noon)
    expect(await ledger.skipPastDue(noon + hour)).toBe(3)
    expect((await ledger.claim(claiming(noon + 3 * hour))).map(({ to }) => to.workspace)).toEqual([
      '4',
    ])
    expect((await stateOf(ledger)).toSorted()).toEqual([
      'expired',
      'expired',
      'sending',
      'unconfirmed',
    ])
  })

  test('forgets in time what was where, and still never sends it again', async () => {
    const { database, ledger } = await open(digest('1', '10'), digest('2', '10'))
    await ledger.settle(await claimOne(ledger, noon), { state: 'sent', receipt }, noon)
    expect(await ledger.forget(noon + keptMs - 1)).toBe(0)
    expect(await ledger.forget(noon + keptMs)).toBe(1)
    expect(await ledger.forget(noon + keptMs)).toBe(0)
    expect(await ledger.latest({ limit: 10 })).toHaveLength(1)
    const rows = [digest('1', '10'), digest('2', '10')]
    expect(await enqueue(database.db, rows, noon + keptMs)).toBe(0)
  })

  test('gives nothing out that it cannot write down', async () => {
    const database = await openDatabase(await stand.place())
    await enqueue(database.db, [digest('1', '10')], noon)
    await database.close()
    await expect(createLedger(database).claim(claiming(noon))).rejects.toThrow()
  })
})

describeOnEachDatabase('a place that is closed', (stand) => {
  const refusal = { scope: 'destination', reason: 'no access', gone: false, state: 'dead' } as const
  async function open(...rows: NewDelivery[]) {
    const database = await stand.open()
    await enqueue(database.db, rows, noon)
    return { database, ledger: createLedger(database), destinations: createDestinations(database) }
  }
  const next = (day: number, more: Partial<NewDelivery> = {}) => {
    const dueAt = noon + day * 24 * hour
    return digest('1', '10', { edition: `day ${day}`, dueAt, expiresAt: dueAt + hour, ...more })
  }

  test('is left alone, with all that waits for it, and tried again after a while', async () => {
    const { database, ledger, destinations } = await open(
      digest('1', '10'),
      digest('1', '10', { subject: 's2', dueAt: noon + hour / 2 }),
      digest('1', '11', { dueAt: noon + hour / 2 }),
    )
    const claimed = await claimOne(ledger, noon)
    expect(await destinations.suspend(claimed, refusal, noon)).toBe('settled')
    expect(await destinations.suspend(claimed, refusal, noon)).toBe('lost')
    const rest = await ledger.claim(claiming(noon + hour / 2))
    expect(rest.map(({ to }) => to)).toEqual([digest('1', '11').to])
    expect(await destinations.read(claimed.to)).toMatchObject({
      reason: 'no access',
      since: noon,
      probeAt: noon + hour,
    })
    // Due before it is tried again: written down, with the reason.
    await enqueue(database.db, [next(0)], noon + 1)
    expect(await ledger.claim(claiming(noon + 1))).toEqual([])
    expect(await ledger.latest({ to: claimed.to, limit: 5 })).toMatchObject(
      [
        { state: 'cancelled', reason: 'no access' },
        { state: 'cancelled', reason: 'no access' },
        { state: 'dead' },
      ].toSorted((a, b) => a.state.localeCompare(b.state)) as never,
    )
    // The next that is due after an hour is the probe; refused again, the one after waits longer.
    await enqueue(database.db, [next(1)], noon + 24 * hour)
    await destinations.suspend(await claimOne(ledger, noon + 24 * hour), refusal, noon + 24 * hour)
    const again = await destinations.read(claimed.to)
    expect(again).toMatchObject({ since: noon, probeAt: noon + 25 * hour })
  })

  test('that opens again is posted in again, without what was missed', async () => {
    const { database, ledger, destinations } = await open(digest('1', '10'))
    const claimed = await claimOne(ledger, noon)
    await destinations.suspend(claimed, refusal, noon)
    await enqueue(database.db, [next(0)], noon)
    expect(await destinations.resume(claimed.to)).toBe(1)
    expect(await destinations.resume(claimed.to)).toBe(0)
    expect(await ledger.claim(claiming(noon + 1))).toEqual([])
    await enqueue(database.db, [next(1)], noon + 24 * hour)
    expect(await ledger.claim(claiming(noon + 24 * hour))).toHaveLength(1)
  })

  test('for good is not tried again', async () => {
    const { database, ledger, destinations } = await open(digest('1', '10'))
    const claimed = await claimOne(ledger, noon)
    await destinations.suspend(claimed, { ...refusal, gone: true }, noon)
    expect((await destinations.read(claimed.to))?.probeAt).toBeUndefined()
    await enqueue(database.db, [next(9)], noon + 9 * 24 * hour)
    expect(await ledger.claim(claiming(noon + 9 * 24 * hour))).toEqual([])
  })

  test('is told of once, in the same breath', async () => {
    const { database, ledger, destinations } = await open(digest('1', '10'))
    const to = { platform: 'discord', workspace: '1', user: '7' }
    const notice = (since: number) =>
      next(0, { kind: 'notice', to, edition: String(since), dueAt: since })
    await destinations.suspend(await claimOne(ledger, noon), refusal, noon, notice)
    const [word] = await ledger.claim(claiming(noon))
    expect(word).toMatchObject({ kind: 'notice', to, edition: String(noon) })
    await enqueue(database.db, [next(1)], noon + 24 * hour)
    await destinations.suspend(
      await claimOne(ledger, noon + 24 * hour),
      refusal,
      noon + 24 * hour,
      notice,
    )
    expect(await ledger.claim(claiming(noon + 24 * hour))).toEqual([])
  })

  test('may be a whole workspace, and nothing of another', async () => {
    const other = digest('2', '10')
    const { ledger, destinations } = await open(digest('1', '10'), digest('1', '11'), other)
    const mine = (
      await ledger.claim(claiming(noon, { limit: 1, full: new Set(['2']) }))
    )[0] as Claimed
    await destinations.suspend(mine, { ...refusal, scope: 'workspace' }, noon)
    expect((await ledger.claim(claiming(noon + hour / 2))).map(({ to }) => to)).toEqual([other.to])
    expect(await destinations.read(digest('1', '99').to)).toMatchObject({ destination: '' })
    expect(await destinations.read(other.to)).toBeUndefined()
    expect(await destinations.resume({ platform: 'discord', workspace: '1' })).toBe(1)
  })

  test('of a whole workspace ends when that lets the bot in, and its closed places stay closed', async () => {
    const { database, ledger, destinations } = await open(digest('1', '10'), digest('1', '11'))
    const workspaces = createWorkspaces(database)
    await workspaces.joined({ platform: 'discord', workspace: '1' }, noon)
    const [place, whole] = await ledger.claim(claiming(noon, { perWorkspace: 2 }))
    await destinations.suspend(place as Claimed, refusal, noon)
    await destinations.suspend(whole as Claimed, { ...refusal, scope: 'workspace' }, noon)
    await workspaces.joined({ platform: 'discord', workspace: '1' }, noon + 1)
    expect((await destinations.list(5)).map(({ destination }) => destination)).toEqual([
      placeOf((place as Claimed).to).destination,
    ])
  })

  test('may try again on a word from outside, and says since when it was closed', async () => {
    const { database, ledger, destinations } = await open(digest('1', '10'))
    const claimed = await claimOne(ledger, noon)
    expect(claimed.closedSince).toBeUndefined()
    await destinations.suspend(claimed, { ...refusal, gone: true }, noon)
    expect(await destinations.retry(digest('1', '11').to, noon)).toBe(0)
    expect(await destinations.retry(claimed.to, noon + hour)).toBe(1)
    await enqueue(database.db, [next(1)], noon + 24 * hour)
    const again = await claimOne(ledger, noon + 24 * hour)
    expect(again.closedSince).toBe(noon)
    await ledger.settle(again, { state: 'sent', receipt }, noon + 24 * hour)
    expect(await destinations.read(claimed.to)).toBeUndefined()
    await enqueue(database.db, [next(2)], noon + 48 * hour)
    expect((await claimOne(ledger, noon + 48 * hour)).closedSince).toBeUndefined()
  })

  test('may be a workspace that keeps everybody waiting: nothing is closed for a week, and then all of it', async () => {
    const { database, ledger, destinations } = await open(digest('1', '10'), digest('2', '10'))
    const week = 7 * 24 * hour
    const full = new Set(['2'])
    const waiting = (at: number) =>
      ({ state: 'pending', runAt: at + hour, reason: 'moving' }) as const
    const fail = async (at: number) => {
      const [claimed] = await ledger.claim(claiming(at, { full }))
      return destinations.wait(claimed as Claimed, waiting(at), week, at)
    }
    expect(await fail(noon)).toBe('settled')
    expect(await fail(noon + hour)).toBe('settled')
    expect(await destinations.list(5)).toMatchObject([{ since: noon, destination: '' }])
    for (const day of [1, 7]) {
      await enqueue(database.db, [next(day)], noon + day * 24 * hour)
      expect(await fail(noon + day * 24 * hour)).toBe('settled')
    }
    // A week and an hour after it began.
    await enqueue(database.db, [next(7, { subject: 's9' })], noon + week)
    expect(await fail(noon + week + hour - 1)).toBe('settled')
    expect((await destinations.read(digest('1', '99').to))?.probeAt).toBeUndefined()
    expect(await ledger.claim(claiming(noon + week + hour, { full }))).toEqual([])
    expect(await destinations.list(5)).toHaveLength(1)
  })

  test('of a workspace that kept waiting and lets something through is open', async () => {
    const { ledger, destinations } = await open(digest('1', '10'))
    const waiting = { state: 'pending', runAt: noon + hour, reason: 'moving' } as const
    await destinations.wait(await claimOne(ledger, noon), waiting, 7 * 24 * hour, noon)
    const again = await claimOne(ledger, noon + hour)
    expect(again.closedSince).toBeUndefined()
    await ledger.settle(again, { state: 'sent', receipt }, noon + hour)
    expect(await destinations.list(5)).toEqual([])
  })

  test('may be a whole platform, and what waits goes on when it opens', async () => {
    const { ledger, destinations } = await open(digest('1', '10'), digest('2', '10'))
    const claimed = await claimOne(ledger, noon)
    await destinations.suspend(claimed, { ...refusal, scope: 'platform', reason: 'token' }, noon)
    expect(await destinations.stopped('discord')).toMatchObject({ reason: 'token' })
    expect(await destinations.stopped('slack')).toBeUndefined()
    expect(await destinations.list(5)).toHaveLength(1)
    expect(await destinations.resume({ platform: 'discord' })).toBe(1)
    expect(await ledger.claim(claiming(noon))).toHaveLength(1)
  })
})
