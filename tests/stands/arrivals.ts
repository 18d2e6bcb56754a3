// Papers as they arrive in the running bot: Daily Papers has them, and a round of sync reads them.
import type { Day } from '../../src/papers/paper.ts'
import type { DigestStand } from './digests.ts'
import { openLiveStand } from './live.ts'
import { type Entry, type SyntheticEntry, syntheticEntry } from './upstreams/synthetic.ts'

const day: Day = '2026-06-02'

export type Arrivals = {
  /** Sync brings these papers at an instant, and one beat follows. */
  arrive(at: number, ...papers: readonly Omit<SyntheticEntry, 'day'>[]): Promise<void>
  close(): Promise<unknown>
}

/** Begins with an empty day of upstream, 2 June 2026. */
export async function openArrivals(stand: DigestStand): Promise<Arrivals> {
  const live = await openLiveStand(stand.database, { now: stand.now })
  const entries: Entry[] = []
  return {
    async arrive(at, ...papers) {
      entries.push(...papers.map((paper) => syntheticEntry({ ...paper, day })))
      live.days.set(day, [...entries])
      live.clock.advance(at - live.clock.now())
      const steps = (await live.sync.round()) ?? []
      const added = steps.reduce((sum, step) => sum + step.added, 0)
      if (added !== papers.length) throw new Error(`sync brought ${added} of ${papers.length}`)
      await stand.search.add(await live.papers.list(papers.map(({ id }) => id)))
      await stand.beat(live.clock.now())
    },
    close: live.close,
  }
}
