// From the arrival of a paper to the message about it, on each engine: found once, told once, for every follow at once.
import { expect, test } from 'vitest'
import { createAlerts } from '../../src/delivery/alerts.ts'
import type { Delivery } from '../../src/delivery/delivery.ts'
import { followId, printWanted, readWanted } from '../../src/follows/follow.ts'
import { leftReason } from '../../src/follows/person.ts'
import type { Paper } from '../../src/papers/paper.ts'
import { createCompactEngine } from '../../src/search/compact.ts'
import { createBotStores } from '../../src/store/bot-stores.ts'
import type { Database } from '../../src/store/database.ts'
import { createFollowEditions } from '../../src/store/follow-editions.ts'
import { createFollowHits } from '../../src/store/follow-hits.ts'
import { addressOf } from '../../src/store/ledger-rows.ts'
import { createPapers } from '../../src/store/papers.ts'
import { createWorkspaces } from '../../src/store/workspaces.ts'
import { paperOf } from '../search/fixtures.ts'
import { describeOnEachDatabase } from './databases.ts'

/** A Tuesday. */
const noon = Date.parse('2025-07-01T12:00:00Z')
const hour = 3_600_000
const ada = { platform: 'slack', workspace: 'W1', user: 'U1' }
const bob = { ...ada, workspace: 'W2' }

const mamba = paperOf({ id: '2507.00001', title: 'Mamba Again', published: '2025-06-30' })
const both = paperOf({ id: '2507.00002', title: 'Mamba Diffusion', published: '2025-06-30' })

function open(database: Database) {
  const stores = createBotStores(database)
  const papers = createPapers(database)
  const alerts = () =>
    createAlerts({
      ...stores,
      corpus: papers,
      search: createCompactEngine(),
      hits: createFollowHits(database),
      editions: createFollowEditions(database, stores.settings),
    })
  const follow = (text: string, often: 'instant' | 'daily' | 'weekly', who = ada, more = {}) => {
    const wanted = readWanted(text)
    const made = { id: followId(wanted), query: printWanted(wanted), often, createdAt: noon }
    return stores.follows.put(who, { ...made, ...more })
  }
  const bring = (some: readonly Paper[], at = noon + 1) => papers.upsert(some, at)
  const said = async () => {
    const rows = await database.db.selectFrom('delivery').selectAll().orderBy('due_at').execute()
    return Promise.all(
      rows.map(async (row) => {
        const { kind, subject, edition, key } = row
        const delivery = { kind, subject, edition, key, to: addressOf(row), dueAt: row.due_at }
        const composed = await alerts().sayable.compose(delivery as unknown as Delivery, row.due_at)
        return { to: row.destination, workspace: row.workspace, edition, composed }
      }),
    )
  }
  const papersOf = async () =>
    (await said()).map(({ composed }) => (composed.is === 'post' ? composed.papers : composed.is))
  return { ...stores, papers, alerts, follow, bring, said, papersOf }
}

describeOnEachDatabase('what people follow', (stand) => {
  test('is told as soon as a paper is there, once, whoever looks and however often', async () => {
    const { follow, bring, alerts, papersOf } = open(await stand.open())
    await follow('mamba', 'instant')
    await bring([mamba])
    const counts = await Promise.all(
      [alerts(), alerts()].map(({ schedule }) => schedule.enqueueDue(noon + 2)),
    )
    expect(counts.reduce((a, b) => a + b)).toBe(1)
    // A restart, and a new version of the paper.
    await bring([{ ...mamba, version: 2, abstract: 'Mamba, mended.' }], noon + hour)
    expect(await alerts().schedule.enqueueDue(noon + hour + 1)).toBe(0)
    expect(await papersOf()).toEqual([['2507.00001']])
  })

  test('names every follow on the one card of a paper', async () => {
    const { follow, bring, alerts, said } = open(await stand.open())
    await follow('mamba', 'instant')
    await follow('diffusion', 'daily')
    await bring([both])
    await alerts().schedule.enqueueDue(noon + 2)
    expect(await alerts().schedule.enqueueDue(noon + 48 * hour)).toBe(0)
    const [only, ...more] = await said()
    expect(more).toEqual([])
    const text = JSON.stringify(only?.composed)
    expect(text).toContain('"mark":"Mamba"')
    expect(text).toContain('"bold":"diffusion"')
    expect(text).toContain('in the title')
  })

  test('waits for the person’s hour, and comes together', async () => {
    const { follow, bring, alerts, said, settings } = open(await stand.open())
    await settings.write('person', ada, { timeZone: 'Europe/Berlin', hour: '18:30' })
    await follow('mamba', 'daily')
    await bring([mamba])
    const { schedule } = alerts()
    expect(await schedule.enqueueDue(noon + 2)).toBe(0)
    await bring([both], noon + hour)
    expect(await schedule.enqueueDue(noon + 4 * hour)).toBe(0)
    expect(await schedule.enqueueDue(noon + 4.5 * hour)).toBe(1)
    const [edition] = await said()
    expect(edition?.edition).toBe('daily 2025-07-01T16:30:00.000Z')
    expect(edition?.composed).toMatchObject({ papers: ['2507.00001', '2507.00002'] })
  })

  test('is held in quiet hours until they end', async () => {
    const { follow, bring, alerts, papersOf, settings } = open(await stand.open())
    const quiet = { from: '11:00', to: '14:00' }
    await settings.write('person', ada, { timeZone: 'UTC', quiet })
    await follow('mamba', 'instant')
    await bring([mamba])
    const { schedule } = alerts()
    expect(await schedule.enqueueDue(noon + 2)).toBe(0)
    expect(await schedule.enqueueDue(noon + 2 * hour)).toBe(1)
    expect(await papersOf()).toEqual([['2507.00001']])
  })

  test('leaves out what was saved, muted, old, or there before', async () => {
    const { follow, bring, alerts, papersOf, saves, follows } = open(await stand.open())
    await bring([paperOf({ id: '2507.00009', title: 'Mamba Before' })], noon - 1)
    await follow('mamba', 'instant')
    await follow('diffusion', 'instant')
    const { id } = (await follows.list(ada)).find(({ query }) => query === 'diffusion') ?? {}
    await follows.mute(ada, id ?? '', noon + 24 * hour)
    await saves.save(ada, '2507.00001', noon)
    await bring([
      mamba,
      paperOf({ id: '2507.00003', title: 'Diffusion' }),
      paperOf({ id: '2301.00003', title: 'Mamba Archived', published: '2023-01-01' }),
    ])
    expect(await alerts().schedule.enqueueDue(noon + 2)).toBe(0)
    expect(await papersOf()).toEqual([])
  })

  test('is each person’s own, and ends with the workspace', async () => {
    const database = await stand.open()
    const { follow, bring, alerts, said } = open(database)
    const workspaces = createWorkspaces(database)
    for (const { workspace } of [ada, bob])
      await workspaces.joined({ platform: 'slack', workspace }, noon)
    await follow('mamba', 'instant', ada, { channel: 'C1' })
    await follow('mamba', 'instant', bob)
    await workspaces.left({ platform: 'slack', workspace: 'W2' }, noon)
    await bring([mamba])
    expect(await alerts().schedule.enqueueDue(noon + 2)).toBe(1)
    const [told, ...more] = await said()
    expect(more).toEqual([])
    expect(told).toMatchObject({ to: 'C1', workspace: 'W1', composed: { view: { calls: 'U1' } } })
  })

  test('takes the last word on a paper, and nobody else’s', async () => {
    const { follow, bring, alerts, papersOf, feedback } = open(await stand.open())
    await follow('mamba', 'instant')
    await feedback.give(ada, '2507.00002', 'more', noon)
    await feedback.give(ada, '2507.00002', 'less', noon + 1)
    expect(await feedback.list(ada)).toEqual([{ paper: '2507.00002', wants: 'less' }])
    expect(await feedback.list(bob)).toEqual([])
    await bring([mamba, { ...both, votes: 5 }])
    await alerts().schedule.enqueueDue(noon + 2)
    expect(await papersOf()).toEqual([['2507.00002', '2507.00001']])
  })

  test('is paused, and said so once, where nobody lets it through', async () => {
    const database = await stand.open()
    const { follow, follows, bring, alerts } = open(database)
    await follow('mamba', 'instant')
    const place = { platform: 'slack', workspace: 'W1', destination: '@U1' }
    await database.db
      .insertInto('suspension')
      .values({ ...place, reason: 'no direct messages', since: noon, probes: 0, probe_at: null })
      .execute()
    expect(await follows.closed(bob, noon)).toBeUndefined()
    expect(await follows.closed(ada, noon)).toBe('no direct messages')
    expect(await follows.closed(ada, noon)).toBeUndefined()
    await bring([mamba])
    expect(await alerts().schedule.enqueueDue(noon + 2)).toBe(0)
    const [{ id } = { id: '' }] = await follows.list(ada)
    await follows.mute(ada, id, undefined)
    await bring([both], noon + 3)
    expect(await alerts().schedule.enqueueDue(noon + 4)).toBe(1)
  })
})

describeOnEachDatabase('what is kept of a person', (stand) => {
  test('ends for whoever has left, wherever it was told, until they go on', async () => {
    const { follow, follows, bring, alerts, papersOf } = open(await stand.open())
    for (const who of [ada, bob]) {
      await follow('mamba', 'instant', who)
      await follow('diffusion', 'daily', who, { channel: 'C1' })
    }
    await bring([both])
    await follows.left(ada, noon + 2)
    await alerts().schedule.enqueueDue(noon + 3)
    const later = { ...mamba, id: '2507.00003', title: 'Diffusion Again' }
    await bring([later], noon + 4)
    await alerts().schedule.enqueueDue(noon + 5)
    await alerts().schedule.enqueueDue(noon + 48 * hour)
    expect(await papersOf()).toEqual([['2507.00002'], ['2507.00003']])
    expect(await follows.closed(bob, noon)).toBeUndefined()
    expect(await follows.closed(ada, noon)).toBe(leftReason)
    expect(await follows.closed(ada, noon)).toBeUndefined()
    expect((await follows.list(ada)).map(({ pausedAt }) => pausedAt)).toEqual([noon, noon])
    await follow('mamba', 'instant')
    expect((await follows.list(ada)).map(({ pausedAt }) => pausedAt)).toEqual([
      undefined,
      undefined,
    ])
  })

  test('is gone from every table once it is forgotten, and nothing of anybody else', async () => {
    const database = await stand.open()
    const { db } = database
    const { follow, bring, alerts, saves, feedback, settings, privacy } = open(database)
    for (const who of [ada, bob]) {
      await follow('mamba', 'instant', who)
      await saves.save(who, '2507.00009', noon)
      await feedback.give(who, '2507.00009', 'more', noon)
      await settings.write('person', who, { timeZone: 'UTC' })
    }
    await bring([mamba])
    await alerts().schedule.enqueueDue(noon + 2)
    expect((await privacy.read(ada)).found).toHaveLength(1)
    await privacy.forget(ada)
    const tables = [...new Set((await db.introspection.getTables()).map(({ name }) => name))]
    for (const table of tables) {
      const rows = (await db
        .selectFrom(table as 'saved')
        .selectAll()
        .execute()) as object[]
      const ours = rows.filter((row) => (row as { workspace?: string }).workspace === 'W1')
      expect(JSON.stringify(ours), table).not.toMatch(/\bU1\b/)
    }
    expect(await privacy.read(bob)).toMatchObject({ messages: 1, settings: { timeZone: 'UTC' } })
    expect((await privacy.read(bob)).follows).toHaveLength(1)
  })
})
