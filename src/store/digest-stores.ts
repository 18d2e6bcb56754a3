// What digests are kept in, put together for the bot and for the composer.
import type { DigestStores } from '../digests/stores.ts'
import type { Database } from './database.ts'
import { createDestinations } from './destinations.ts'
import { createEditions } from './editions.ts'
import { enqueue } from './enqueue.ts'
import { createFeedDays } from './feed-days.ts'
import { createLedger, type LedgerEntry } from './ledger.ts'
import { keyOf } from './ledger-rows.ts'
import { createSaves } from './saves.ts'
import { createSettings } from './settings.ts'
import { createSubscriptions } from './subscriptions.ts'
import { takeUntold } from './untold.ts'

/** The stores of digests in this database. */
export function createDigestStores(database: Database): DigestStores {
  const ledger = createLedger(database)
  const destinations = createDestinations(database)
  const settings = createSettings(database)
  const saves = createSaves(database)
  return {
    subscriptions: createSubscriptions(database),
    editions: createEditions(database),
    readings: createFeedDays(database),
    // What an edition shows is noted under its first message, whichever of its messages is asked about.
    shown: (to, except) => ledger.shownTo(to, except && { key: keyOf(except, 0) }),
    async savedThere(to, papers) {
      const { teamSignal } = await settings.read('workspace', to)
      if (!teamSignal) return new Map()
      const counts = await saves.countsIn(to, papers)
      // Of one alone everybody would soon know who.
      return new Map([...counts].filter(([, people]) => people > 1))
    },
    async sent(to, subject, limit) {
      const entries = await ledger.latest({ to, subject, limit: limit * messages })
      return entries
        .filter(({ part }) => part === 0)
        .slice(0, limit)
        .map((head) => ({ ...head, ...threadTrouble(head, entries) }))
    },
    suspension: (to) => destinations.read(to),
    async reopen(to) {
      await destinations.resume(to)
    },
    untold: (person, now) => takeUntold(database, person, now),
    enqueue: (delivery, now) =>
      database.db.transaction().execute((transaction) => enqueue(transaction, [delivery], now)),
  }
}

/** The messages of an edition: its head, and at most two in its thread. */
const messages = 3

function threadTrouble(head: LedgerEntry, entries: readonly LedgerEntry[]) {
  const refused = entries.find(
    ({ edition, part, state }) => edition === head.edition && part > 0 && state === 'dead',
  )
  return refused?.reason === undefined ? {} : { threadTrouble: refused.reason }
}
