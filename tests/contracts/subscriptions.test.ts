// Digests as they are kept, and how they become deliveries: once for every date, on each engine.
import { expect, test } from 'vitest'
import type { Address } from '../../src/bot/address.ts'
import { everyDay, weekdays } from '../../src/digests/days.ts'
import {
  changed,
  type DigestSettings,
  newSubscription,
  paused,
  resumed,
  type Subscription,
} from '../../src/digests/subscription.ts'
import type { Database } from '../../src/store/database.ts'
import { createDigestSchedule } from '../../src/store/digest-schedule.ts'
import { createSubscriptions } from '../../src/store/subscriptions.ts'
import { createWorkspaces, workspaceGraceMs } from '../../src/store/workspaces.ts'
import { describeOnEachDatabase } from './databases.ts'

const hour = 3_600_000
const day = 24 * hour
const options = { grace: { daily: 4 * hour, weekly: day }, rules: '2026c' }
const channel: Address = { platform: 'slack', workspace: 'W1', channel: 'C1' }
/** A Tuesday. */
const start = Date.parse('2026-06-02T08:00Z')
const settings: DigestSettings = {
  query: '',
  votes: 0,
  time: '09:00',
  zone: 'UTC',
  days: everyDay,
  count: 5,
  layout: 'compact',
  thread: false,
  quiet: false,
}

function digest(
  id: string,
  changes: Partial<DigestSettings> = {},
  to: Address = channel,
): Subscription {
  return newSubscription({ ...settings, ...changes }, { to, id, by: 'U1', now: start })
}

function deliveriesIn({ db }: Database) {
  return db
    .selectFrom('delivery')
    .select(['workspace', 'destination', 'subject', 'edition', 'due_at', 'expires_at', 'version'])
    .orderBy('subject')
    .orderBy('edition')
    .execute()
}

describeOnEachDatabase('digests', (stand) => {
  async function open(...digests: readonly Subscription[]) {
    const database = await stand.open()
    const subscriptions = createSubscriptions(database)
    for (const one of digests) expect(await subscriptions.add(one)).toBe('added')
    const editions = async () =>
      (await deliveriesIn(database)).map(({ subject, edition }) => `${subject} ${edition}`)
    return { database, subscriptions, editions, schedule: createDigestSchedule(database, options) }
  }

  test('are kept as they were set, one for each query of a place, and nobody else’s', async () => {
    const full = digest('b', { query: 'mamba', votes: 3, layout: 'cards', thread: true })
    const { subscriptions } = await open(digest('a'), full)
    expect(await subscriptions.of(channel)).toEqual([digest('a'), full])
    expect(await subscriptions.add(digest('c', { query: 'mamba' }))).toBe('taken')
    const elsewhere: Address = { ...channel, workspace: 'W2' }
    expect(await subscriptions.add(digest('c', { query: 'mamba' }, elsewhere))).toBe('added')
    expect(await subscriptions.find(elsewhere, 'a')).toBeUndefined()
    expect(await subscriptions.edit(elsewhere, 'a', (own) => own)).toBeUndefined()
    await subscriptions.remove(elsewhere, 'a')
    expect(await subscriptions.find(channel, 'a')).toEqual(digest('a'))
    await subscriptions.remove(channel, 'a')
    expect(await subscriptions.of(channel)).toEqual([full])
  })

  test('become one delivery a date, however often and from however many places somebody looks', async () => {
    const { database, schedule, editions } = await open(digest('a'), digest('b', { query: 'b' }))
    expect(await schedule.enqueueDue(start)).toBe(0)
    const looking = [1, 2, 3, 4].map(() => createDigestSchedule(database, options))
    const found = await Promise.all(looking.map((each) => each.enqueueDue(start + hour)))
    expect(found.reduce((sum, n) => sum + n, 0)).toBe(2)
    expect(await schedule.enqueueDue(start + hour)).toBe(0)
    expect(await schedule.enqueueDue(start + hour + day)).toBe(2)
    expect(await editions()).toEqual([
      'a 2026-06-02',
      'a 2026-06-03',
      'b 2026-06-02',
      'b 2026-06-03',
    ])
    const [first] = await deliveriesIn(database)
    const due = start + hour
    expect(first).toMatchObject({ due_at: due, expires_at: due + 4 * hour, version: 1 })
  })

  test('that nobody sent in time are missed and remembered, and one comes at most', async () => {
    const { subscriptions, schedule, editions } = await open(digest('a'))
    expect(await schedule.enqueueDue(start + 10 * day + 2 * hour)).toBe(1)
    expect(await editions()).toEqual(['a 2026-06-12'])
    const missed = { from: '2026-06-02', until: '2026-06-11', count: 10 }
    const after = await subscriptions.find(channel, 'a')
    expect(after).toMatchObject({
      missed,
      last: { date: '2026-06-12' },
      next: { date: '2026-06-13' },
    })
    expect(await schedule.enqueueDue(start + 12 * day + 8 * hour)).toBe(0)
    const { missed: later } = (await subscriptions.find(channel, 'a')) ?? {}
    expect(later).toEqual({ from: '2026-06-13', until: '2026-06-14', count: 2 })
  })

  test('move with their settings: a date that came does not come again', async () => {
    const { subscriptions, schedule, editions } = await open(digest('a'))
    const edit = (time: string, now: number) =>
      subscriptions.edit(channel, 'a', (own) =>
        changed(own, { ...settings, time }, { by: 'U2', now }),
      )
    await edit('10:00', start + hour / 2)
    expect(await schedule.enqueueDue(start + hour)).toBe(0)
    expect(await schedule.enqueueDue(start + 2 * hour)).toBe(1)
    expect(await edit('12:00', start + 3 * hour)).toMatchObject({ by: 'U2', version: 3 })
    expect(await schedule.enqueueDue(start + 5 * hour)).toBe(0)
    expect(await schedule.enqueueDue(start + 5 * hour + day)).toBe(1)
    expect(await editions()).toEqual(['a 2026-06-02', 'a 2026-06-03'])
  })

  test('stay silent while paused, and come back with one edition', async () => {
    const { subscriptions, schedule, editions } = await open(
      digest('a'),
      digest('b', { query: 'b' }),
    )
    await subscriptions.edit(channel, 'a', (own) => paused(own, undefined, { by: 'U1' }))
    await subscriptions.edit(channel, 'b', (own) => paused(own, start + 6 * day, { by: 'U1' }))
    expect(await schedule.enqueueDue(start + 5 * day + 2 * hour)).toBe(0)
    expect(await schedule.enqueueDue(start + 6 * day + 2 * hour)).toBe(1)
    const now = start + 30 * day
    await subscriptions.edit(channel, 'a', (own) => resumed(own, { by: 'U1', now }))
    expect(await schedule.enqueueDue(now + 2 * hour)).toBe(2)
    expect(await editions()).toEqual(['a 2026-07-02', 'b 2026-06-08', 'b 2026-07-02'])
  })

  test('of a suspended place move on without a delivery, and others are not held up', async () => {
    const other: Address = { ...channel, channel: 'C2' }
    const workspace: Address = { ...channel, workspace: 'W2' }
    const { database, subscriptions, schedule, editions } = await open(
      digest('a'),
      digest('b', {}, other),
      digest('c', {}, workspace),
    )
    const why = { reason: 'gone', since: start, probes: 0, probe_at: null }
    const suspend = (workspace: string, destination: string) =>
      database.db
        .insertInto('suspension')
        .values({ platform: 'slack', workspace, destination, ...why })
        .execute()
    await suspend('W1', 'C1')
    await suspend('W2', '')
    expect(await schedule.enqueueDue(start + 2 * hour)).toBe(1)
    expect(await editions()).toEqual(['b 2026-06-02'])
    expect((await subscriptions.find(channel, 'a'))?.next?.date).toBe('2026-06-03')
  })

  test('in a zone whose rules changed have their next hour anew; one nobody knows any more goes by UTC', async () => {
    const berlin = digest('a', { zone: 'Europe/Berlin', days: weekdays })
    const { database, subscriptions, schedule } = await open(berlin)
    await schedule.enqueueDue(start)
    // As an older version of the rules had it.
    await database.db
      .updateTable('subscription')
      .set({ next_at: berlin.next?.at ?? 0 + hour })
      .execute()
    await database.db
      .updateTable('subscription')
      .set({ next_at: start + day, zone: 'Mars/Base' })
      .execute()
    await createDigestSchedule(database, { ...options, rules: '2026d' }).enqueueDue(start)
    const { next } = (await subscriptions.find(channel, 'a')) ?? {}
    expect(next?.at).toBe(Date.parse(`${next?.date}T09:00Z`))
  })

  test('of a workspace go with it, and a person’s with the person', async () => {
    const person = { platform: 'slack', workspace: 'W1', user: 'U1' } as const
    const { database, subscriptions } = await open(digest('a'), digest('b', {}, person))
    await subscriptions.forget(person)
    expect(await subscriptions.of(person)).toEqual([])
    expect(await subscriptions.of(channel)).toMatchObject([{ id: 'a', by: '' }])
    const workspaces = createWorkspaces(database)
    await workspaces.joined(channel, start)
    await workspaces.left(channel, start)
    await workspaces.purge(start + workspaceGraceMs)
    expect(await subscriptions.of(channel)).toEqual([])
  })
})
