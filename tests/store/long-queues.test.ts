// What every beat asks costs the same however much was ever sent and however much waits: nothing goes through a whole table.
import { CompiledQuery, type KyselyPlugin } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { createDestinations } from '../../src/store/destinations.ts'
import { createDigestSchedule } from '../../src/store/digest-schedule.ts'
import { createLedger } from '../../src/store/ledger.ts'
import type { SubscriptionTable } from '../../src/store/tables.ts'

const now = Date.UTC(2025, 2, 10, 9)
const to = { platform: 'discord', workspace: 'G1', channel: '1' }

it('a beat finds what it needs by an index that holds nothing else', async () => {
  const database = await openDatabase('sqlite::memory:')
  onTestFinished(() => database.close())
  const { watched, asked } = watch(database)
  await database.db.insertInto('subscription').values(subscription).execute()
  await beat(watched)
  const plans = await plansOf(database, [...asked])
  expect(plans.length).toBeGreaterThan(10)
  const whole = /^SCAN (delivery|subscription|shown|suspension)\b/
  // The memory of a platform: all that was ever sent there.
  const ever = /INDEX delivery_place \(platform=\?\)/
  for (const { text, steps } of plans)
    for (const step of steps) {
      expect(step, text).not.toMatch(whole)
      expect(step, text).not.toMatch(ever)
    }
})

async function beat(database: Database) {
  const grace = { daily: 4 * 3_600_000, weekly: 24 * 3_600_000 }
  const ledger = createLedger(database)
  expect(await createDigestSchedule(database, { grace, rules: '' }).enqueueDue(now)).toBe(1)
  await ledger.expire(now)
  await ledger.lapse(now, 5000)
  await createDestinations(database).stopped('discord')
  const [claimed] = await ledger.claim({
    ...{ platform: 'discord', now, limit: 8, leaseMs: 60_000, perWorkspace: 4 },
    ...{ full: new Set(['G2']), busy: new Set<string>() },
  })
  if (claimed === undefined) throw new Error('nothing was claimed')
  expect(claimed.to).toEqual(to)
  await ledger.shownTo(to)
  await ledger.freeze(claimed, { papers: ['2501.00001'], parts: 0 }, now, 1000)
  const receipt = { channel: '1', message: '2' }
  expect(await ledger.settle(claimed, { state: 'sent', receipt }, now)).toBe('settled')
}

/** The database, and what is asked of it. */
function watch(database: Database): { watched: Database; asked: ReadonlySet<string> } {
  const asked = new Set<string>()
  const plugin: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      asked.add(database.db.getExecutor().compileQuery(node, queryId).sql)
      return node
    },
    transformResult: async ({ result }) => result,
  }
  return { watched: { ...database, db: database.db.withPlugin(plugin) }, asked }
}

function plansOf({ db }: Database, texts: readonly string[]) {
  return Promise.all(
    texts.map(async (text) => {
      const parameters = (text.match(/\?/g) ?? []).map(() => null)
      const explain = CompiledQuery.raw(`explain query plan ${text}`, parameters)
      const { rows } = await db.executeQuery<{ detail: string }>(explain)
      return { text, steps: rows.map(({ detail }) => detail) }
    }),
  )
}

const subscription: SubscriptionTable = {
  ...{ id: 's1', platform: 'discord', workspace: 'G1', destination: '1', query: '', votes: 0 },
  ...{
    time: '09:00',
    zone: 'UTC',
    days: '12345',
    count: 5,
    layout: 'compact',
    thread: 0,
    quiet: 0,
  },
  ...{ set_by: 'U1', version: 1, created_at: 0, next_date: '2025-03-10', next_at: now },
  ...{ last_date: null, last_at: null, paused_until: null, missed: null },
}
