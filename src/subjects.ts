// Composition of what there is to say unasked: what becomes due, and what it says.
import type { Config } from '../config/config.ts'
import { createAlerts } from './delivery/alerts.ts'
import { createDigests } from './digests/compose.ts'
import { weeklyGraceMs } from './digests/due.ts'
import type { SearchEngine } from './search/engine.ts'
import { createBotStores } from './store/bot-stores.ts'
import { createDigestSchedule } from './store/digest-schedule.ts'
import { createFollowEditions } from './store/follow-editions.ts'
import { createFollowHits } from './store/follow-hits.ts'
import type { PaperStore } from './store/papers.ts'
import type { Subjects, UnaskedParts } from './unasked.ts'

/** What it is made of. */
export type UnaskedSources = Omit<UnaskedParts, keyof Subjects | 'actions' | 'environment'> & {
  readonly config: Config
  readonly papers: PaperStore
  readonly search: SearchEngine
  /** The runtime's version of the time zone rules. */
  readonly rules: string
}

/** Everything that is said unasked: digests, and what people follow. */
export function unaskedParts({
  config,
  papers,
  search,
  rules,
  ...parts
}: UnaskedSources): UnaskedParts {
  const { database } = parts
  const stores = createBotStores(database)
  const grace = { daily: config.digestGraceMs, weekly: weeklyGraceMs }
  const alerts = createAlerts({
    ...stores,
    corpus: papers,
    search,
    hits: createFollowHits(database),
    editions: createFollowEditions(database, stores.settings),
  })
  return {
    ...parts,
    actions: stores.actions,
    environment: config.environment,
    schedules: [createDigestSchedule(database, { grace, rules }), alerts.schedule],
    sayable: {
      digest: createDigests({ ...stores.digests, corpus: papers, search }),
      alert: alerts.sayable,
    },
  }
}
