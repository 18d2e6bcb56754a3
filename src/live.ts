// Composition of what keeps the corpus alive: the upstreams, syncing them, and asking them while somebody waits.
import type { Config } from '../config/config.ts'
import type { Beyond } from './bot/beyond.ts'
import { arxivIntervalMs, createArxivSource } from './sources/arxiv-api.ts'
import type { Clock } from './sources/http.ts'
import { createHuggingFaceSource } from './sources/hugging-face-api.ts'
import { createOnDemand } from './sources/on-demand.ts'
import { createRounds, type Rounds, type RoundsLog } from './sources/rounds.ts'
import { createSync, type Sync } from './sources/sync.ts'
import type { Database } from './store/database.ts'
import { createFeedDays } from './store/feed-days.ts'
import { createLeases } from './store/leases.ts'
import { liveBatch, type PaperStore } from './store/papers.ts'
import { createUpstreams } from './store/upstreams.ts'

/** What it is made of. */
export type LiveParts = {
  readonly database: Database
  readonly papers: PaperStore
  readonly log: RoundsLog
  readonly fetch: typeof fetch
  readonly clock: Clock
  /** This process's own name. */
  readonly holder: string
  readonly settings: LiveSettings
}

/** Where the upstreams are and what is asked of them, and the pause between two rounds in milliseconds. */
export type LiveSettings = Config['upstreams'] & { readonly everyMs: number }

/** What asks the upstreams. */
export type Live = { readonly sync: Sync; readonly beyond: Beyond; readonly rounds: Rounds }

/** Puts it together; nothing is asked of any upstream yet. */
export function createLive(parts: LiveParts): Live {
  const { database, papers, log, fetch, clock, holder, settings } = parts
  const upstreams = createUpstreams(database)
  const feedDays = createFeedDays(database)
  const leases = createLeases(database)
  const userAgent = `Paperboy/0.1 (${settings.contact === '' ? 'a chat bot for papers' : settings.contact})`
  const common = { fetch, clock, userAgent }
  const huggingFace = createHuggingFaceSource({
    ...common,
    baseUrl: settings.huggingFaceUrl,
    token: settings.huggingFaceToken,
  })
  const arxiv = createArxivSource({
    ...common,
    baseUrl: settings.arxivUrl,
    rssUrl: settings.arxivRssUrl,
    async turn(signal) {
      const at = await upstreams.takeTurn('arxiv', arxivIntervalMs, clock.now())
      await clock.sleep(Math.max(at - clock.now(), 0), signal)
    },
  })
  const sync = createSync({
    huggingFace,
    arxiv,
    papers,
    feedDays,
    upstreams,
    leases,
    categories: settings.arxivCategories,
    holder,
    clock,
    batch: liveBatch,
  })
  const beyond = createOnDemand({
    huggingFace,
    arxiv,
    clock,
    async store(found) {
      await papers.upsert(found, clock.now())
      return papers.list([...new Set(found.map((paper) => paper.id))])
    },
  })
  const rounds = createRounds({ sync, upstreams, clock, log, everyMs: settings.everyMs })
  return { sync, beyond, rounds }
}
