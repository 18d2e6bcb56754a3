// What nobody could tell somebody of, on each engine: theirs alone, once, however many ask.
import { expect, test } from 'vitest'
import { type Address, formatAddress } from '../../src/bot/address.ts'
import { everyDay } from '../../src/digests/days.ts'
import { type DigestSettings, newSubscription } from '../../src/digests/subscription.ts'
import { closeWorkspace } from '../../src/store/closing.ts'
import type { Database } from '../../src/store/database.ts'
import { enqueue } from '../../src/store/enqueue.ts'
import { createSubscriptions } from '../../src/store/subscriptions.ts'
import { takeUntold } from '../../src/store/untold.ts'
import { describeOnEachDatabase } from './databases.ts'

const noon = Date.parse('2025-03-10T12:00:00Z')
const hour = 3_600_000
const channel = { platform: 'discord', workspace: '1', channel: '10' }
const ada = { platform: 'discord', workspace: '1', user: 'U1' }

/** A digest that ada set up in a channel. */
async function setUp(database: Database, to: Address): Promise<void> {
  const settings: DigestSettings = {
    ...{ query: '', votes: 0, count: 5, time: '09:00', zone: 'UTC', days: everyDay },
    ...{ layout: 'compact', thread: false, quiet: false },
  }
  const made = newSubscription(settings, { to, id: formatAddress(to), by: ada.user, now: noon })
  await createSubscriptions(database).add(made)
}

async function close(database: Database, destination: string, more = {}): Promise<void> {
  const place = { platform: 'discord', workspace: '1', destination }
  const closed = { reason: 'no access', since: noon, probes: 0, probe_at: null, ...more }
  await database.db
    .insertInto('suspension')
    .values({ ...place, ...closed })
    .execute()
}

describeOnEachDatabase('a closed place', (stand) => {
  test('is told of to whoever set something up there, once, however many ask', async () => {
    const database = await stand.open()
    await setUp(database, channel)
    await setUp(database, { ...channel, channel: '11' })
    await close(database, '10')
    expect(await takeUntold(database, { ...ada, user: 'U2' }, noon)).toBeUndefined()
    expect(await takeUntold(database, { ...ada, workspace: '2' }, noon)).toBeUndefined()
    const all = await Promise.all([1, 2, 3].map(() => takeUntold(database, ada, noon)))
    expect(all.filter((told) => told !== undefined)).toEqual([
      { place: channel, reason: 'no access', since: noon },
    ])
  })

  test('is not told of where its notice was said, or is on its way, and is where it was not', async () => {
    const database = await stand.open()
    await setUp(database, channel)
    await close(database, '10')
    const subject = 'discord:1/10'
    const times = { dueAt: noon, expiresAt: noon + hour, version: 0 }
    const notice = { kind: 'notice', to: ada, subject, edition: String(noon), ...times } as const
    await enqueue(database.db, [notice], noon)
    const states = ['pending', 'sending', 'unknown', 'unconfirmed', 'sent'] as const
    for (const state of states) {
      await database.db.updateTable('delivery').set({ state }).execute()
      expect(await takeUntold(database, ada, noon)).toBeUndefined()
    }
    await database.db.updateTable('delivery').set({ state: 'dead' }).execute()
    expect(await takeUntold(database, ada, noon)).toMatchObject({ place: channel })
    expect(await takeUntold(database, ada, noon)).toBeUndefined()
  })

  test('that is tried again by now is nothing to be told of', async () => {
    const database = await stand.open()
    await setUp(database, channel)
    await close(database, '10', { probe_at: noon })
    expect(await takeUntold(database, ada, noon)).toBeUndefined()
  })

  test('of a person is tried again when they use the bot, unless they have left', async () => {
    const database = await stand.open()
    await close(database, '@U1')
    await close(database, '@U2')
    const probes = () =>
      database.db
        .selectFrom('suspension')
        .select('probe_at')
        .orderBy('destination')
        .execute()
        .then((rows) => rows.map((row) => row.probe_at))
    expect(await takeUntold(database, ada, noon + hour)).toBeUndefined()
    expect(await probes()).toEqual([noon + hour, null])
  })

  test('is no word about a workspace the bot was taken out of', async () => {
    const database = await stand.open()
    await setUp(database, channel)
    await closeWorkspace(database.db, { platform: 'discord', workspace: '1' }, noon)
    expect(await takeUntold(database, ada, noon)).toBeUndefined()
  })
})
