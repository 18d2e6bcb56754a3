// Composition of what there is to say unasked: what becomes due, and what it says.
import type { Config } from '../config/config.ts'
import { createDigests } from './digests/compose.ts'
import { weeklyGraceMs } from './digests/due.ts'
import type { Corpus } from './papers/paper.ts'
import type { SearchEngine } from './search/engine.ts'
import { createBotStores } from './store/bot-stores.ts'
import { createDigestSchedule } from './store/digest-schedule.ts'
import type { Subjects, UnaskedParts } from './unasked.ts'

/** What it is made of. */
export type UnaskedSources = Omit<UnaskedParts, keyof Subjects | 'actions' | 'environment'> & {
  readonly config: Config
  readonly papers: Corpus
  readonly search: SearchEngine
  /** The runtime's version of the time zone rules. */
  readonly rules: string
}

/** Everything that is said unasked: digests. */
export function unaskedParts({
  config,
  papers,
  search,
  rules,
  ...parts
}: UnaskedSources): UnaskedParts {
  const { database } = parts
  const { actions, digests } = createBotStores(database)
  const grace = { daily: config.digestGraceMs, weekly: weeklyGraceMs }
  return {
    ...parts,
    actions,
    environment: config.environment,
    schedules: [createDigestSchedule(database, { grace, rules })],
    sayable: { digest: createDigests({ ...digests, corpus: papers, search }) },
  }
}
