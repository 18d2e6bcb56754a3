// One delivery through the real ledger to a platform that refuses it, and what is left of it then.
import type { Address } from '../../src/bot/address.ts'
import { type Poster, usualTimings } from '../../src/delivery/attempt.ts'
import { createBreaker } from '../../src/delivery/breaker.ts'
import { createPace } from '../../src/delivery/pace.ts'
import { createDeliveries } from '../../src/delivery/run.ts'
import { openDatabase } from '../../src/store/database.ts'
import { createDestinations } from '../../src/store/destinations.ts'
import { createLedger, enqueue } from '../../src/store/ledger.ts'
import { createTraffic } from '../../src/store/traffic.ts'

const hour = 3_600_000
const entry = (title: string) => ({ kind: 'item' as const, title })
const view = { title: 'Papers of the day', blocks: [entry('One'), entry('Two')] }

/** What is left: how the delivery stands, and what is closed by it; a workspace that is waited for is not. */
export type Left = { readonly state: string; readonly closed: string }

/** Says it, as of an instant, and gives what is left. */
export async function deliverTo(poster: Poster, to: Address, now: number): Promise<Left> {
  const database = await openDatabase('sqlite::memory:')
  const silent = { info() {}, warn() {}, error() {} }
  const destinations = createDestinations(database)
  const deliveries = createDeliveries({
    ledger: createLedger(database),
    destinations,
    schedules: [],
    sayable: { digest: { compose: async () => ({ is: 'post', view, papers: [] }) } },
    actions: { save: async () => {} },
    outlets: [
      {
        poster,
        pace: createPace({}),
        breaker: createBreaker(poster.platform, createTraffic(database)),
        maySpeak: async () => true,
      },
    ],
    timings: usualTimings,
    now: () => now,
    elapsed: () => now,
    random: () => 0.5,
    sleep: async () => {},
    log: silent,
  })
  const times = { dueAt: now, expiresAt: now + 4 * hour, version: 1 }
  await enqueue(database.db, [{ kind: 'digest', to, subject: 's1', edition: 'e1', ...times }], now)
  await deliveries.drain(new AbortController().signal)
  const [entryThere] = await createLedger(database).latest({ subject: 's1', limit: 1 })
  const [suspension] = await destinations.list(1)
  await database.close()
  return { state: entryThere?.state ?? 'none', closed: closedBy(suspension, now) }
}

function closedBy(
  suspension:
    | { readonly workspace: string; readonly destination: string; readonly probeAt?: number }
    | undefined,
  now: number,
): string {
  if (suspension === undefined) return 'nothing'
  const { workspace, destination, probeAt } = suspension
  if (probeAt !== undefined && probeAt <= now) return 'nothing, yet'
  if (workspace === '') return 'platform'
  const again = probeAt === undefined ? ' for good' : ''
  return `${destination === '' ? 'workspace' : 'destination'}${again}`
}
