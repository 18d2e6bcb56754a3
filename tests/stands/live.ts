// A store kept fresh as it is in the running bot, whose upstreams are loopback servers that tests fill and trouble, and
// whose clock the tests turn.
import { createLive, type Live } from '../../src/live.ts'
import type { Day, Paper, PaperId } from '../../src/papers/paper.ts'
import { createArxivSource } from '../../src/sources/arxiv-api.ts'
import type { Announcement } from '../../src/sources/arxiv-rss.ts'
import { feedDayAt } from '../../src/sources/feed-calendar.ts'
import type { Clock } from '../../src/sources/http.ts'
import { createHuggingFaceSource } from '../../src/sources/hugging-face-api.ts'
import { createSync, type Sync } from '../../src/sources/sync.ts'
import type { Database } from '../../src/store/database.ts'
import { createFeedDays } from '../../src/store/feed-days.ts'
import { createLeases } from '../../src/store/leases.ts'
import { createPapers, liveBatch } from '../../src/store/papers.ts'
import { createUpstreams } from '../../src/store/upstreams.ts'
import { createArxivStand } from './upstreams/arxiv.ts'
import { createStandClock } from './upstreams/clock.ts'
import { createHuggingFaceStand } from './upstreams/hugging-face.ts'
import type { ArxivPaper, Entry } from './upstreams/synthetic.ts'

/** Friday noon in New York. */
export const friday = Date.parse('2025-01-10T17:00:00Z')

export type LiveStand = Awaited<ReturnType<typeof openLiveStand>>

/** Opens it on an empty database, which is the caller's to close. */
export async function openLiveStand(
  database: Database,
  given: { readonly now?: number; readonly categories?: readonly string[] } = {},
) {
  const clock = createStandClock(given.now ?? friday)
  const days = new Map<Day, readonly Entry[] | { readonly data: readonly unknown[] }>()
  const arxivPapers: ArxivPaper[] = []
  const logged: { details: object; message: string }[] = []
  const huggingFace = await createHuggingFaceStand({
    days,
    quota: { requests: 100_000, seconds: 300 },
    // Upstream goes by the right time, whatever clock a bot has.
    get today() {
      return feedDayAt(clock.now())
    },
  })
  const announced: Announcement[] = []
  const arxiv = await createArxivStand({ papers: arxivPapers, announced })
  const arxivAskedAt: number[] = []
  const papers = createPapers(database)
  const upstreams = createUpstreams(database)
  const parts = { feedDays: createFeedDays(database), upstreams, leases: createLeases(database) }
  const settings = {
    huggingFaceUrl: huggingFace.url,
    huggingFaceToken: undefined,
    arxivUrl: arxiv.url,
    arxivRssUrl: arxiv.url,
    arxivCategories: given.categories ?? [],
    contact: 'mailto:ada@example.org',
    everyMs: 1_800_000,
  }
  const fetchAndNote: typeof fetch = (url, init) => {
    if (String(url).startsWith(arxiv.url)) arxivAskedAt.push(clock.now())
    return fetch(url, init)
  }

  /** Another process on the same database; its clock may be wrong. */
  const live = (holder: string, own: Clock = clock): Live =>
    createLive({
      database,
      papers,
      log: { info: (details, message) => logged.push({ details, message }) },
      fetch: fetchAndNote,
      clock: own,
      holder,
      settings,
    })

  /** One that waits for an answer no longer than so many milliseconds. */
  function patientFor(timeoutMs: number, holder: string): Sync {
    const common = { fetch, clock, userAgent: 'paperboy-test', timeoutMs }
    const urls = { baseUrl: arxiv.url, rssUrl: arxiv.url }
    return createSync({
      ...parts,
      huggingFace: createHuggingFaceSource({ ...common, baseUrl: huggingFace.url }),
      arxiv: createArxivSource({ ...common, ...urls }),
      papers,
      categories: [],
      holder,
      clock,
      batch: liveBatch,
    })
  }

  const main = live('main')
  return {
    ...parts,
    clock,
    days,
    arxivPapers,
    announced,
    huggingFace,
    arxiv,
    /** When arXiv was asked, by the stand's clock. */
    arxivAskedAt,
    papers,
    logged,
    live,
    patientFor,
    sync: main.sync,
    beyond: main.beyond,
    rounds: main.rounds,
    /** Everything held, by id. */
    async held(): Promise<ReadonlyMap<PaperId, Paper>> {
      const all = new Map<PaperId, Paper>()
      for await (const part of papers.all()) for (const paper of part) all.set(paper.id, paper)
      return all
    },
    close: () => Promise.all([huggingFace.close(), arxiv.close()]),
  }
}

/** A clock that is wrong by so many milliseconds. */
export function skewed(clock: Clock, ms: number): Clock {
  return { ...clock, now: () => clock.now() + ms }
}
