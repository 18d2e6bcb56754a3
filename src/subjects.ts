// Composition of what there is to say unasked: everything that becomes due, and what it says.
import { createAlerts } from './delivery/alerts.ts'
import type { SearchEngine } from './search/engine.ts'
import { createBotStores } from './store/bot-stores.ts'
import type { Database } from './store/database.ts'
import { createFollowEditions } from './store/follow-editions.ts'
import { createFollowHits } from './store/follow-hits.ts'
import type { PaperStore } from './store/papers.ts'
import type { Subjects } from './unasked.ts'

/** What it is about. */
export type SubjectParts = {
  readonly database: Database
  readonly papers: PaperStore
  readonly search: SearchEngine
}

/** What people follow. */
export function subjectsOf({ database, papers, search }: SubjectParts): Subjects {
  const stores = createBotStores(database)
  const alerts = createAlerts({
    ...stores,
    corpus: papers,
    search,
    hits: createFollowHits(database),
    editions: createFollowEditions(database, stores.settings),
  })
  return { schedules: [alerts.schedule], sayable: { alert: alerts.sayable } }
}
