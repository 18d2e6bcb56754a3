// How fast feed days come in from an upstream on loopback: read, checked, merged and stored.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { createLive } from '../../src/live.ts'
import { addDays } from '../../src/papers/paper.ts'
import { openDatabase } from '../../src/store/database.ts'
import { createPapers } from '../../src/store/papers.ts'
import { createArxivStand } from '../../tests/stands/upstreams/arxiv.ts'
import { createHuggingFaceStand } from '../../tests/stands/upstreams/hugging-face.ts'
import { syntheticDay } from '../../tests/stands/upstreams/synthetic.ts'
import { timed } from '../measure.ts'
import type { Section } from '../section.ts'
import { figure, grouped } from '../table.ts'

const firstDay = '2025-01-01'
const dayCount = 100
const papersADay = 20

export const syncSection: Section = {
  name: 'sync',
  about: `${dayCount} synthetic feed days of ${papersADay} papers, from an upstream on loopback into a new SQLite file; then the same span again, when nothing is left to read. The same for every corpus.`,
  columns: ['what', 'days', 'papers', 's', 'days/s', 'papers/s'],
  async measure({ kind }) {
    if (kind === 'generated') return []
    const folder = await mkdtemp(join(tmpdir(), 'paperboy-sync-'))
    const list = Array.from({ length: dayCount }, (_, i) => addDays(firstDay, i))
    const days = new Map(list.map((day) => [day, syntheticDay(day, papersADay)]))
    const stands = [await createHuggingFaceStand({ days }), await createArxivStand({})] as const
    const database = await openDatabase(`sqlite:${join(folder, 'sync.db')}`)
    try {
      const papers = createPapers(database)
      const { sync } = createLive({
        database,
        papers,
        log: { info: () => {} },
        fetch,
        clock: { now: Date.now, random: Math.random, sleep: (ms) => setTimeout(ms) },
        holder: 'bench',
        settings: settingsFor(stands[0].url, stands[1].url),
      })
      const last = list.at(-1) ?? firstDay
      const read = async () => Array.fromAsync(sync.span(firstDay, last, ['hugging-face']))
      const first = await timed(read)
      const again = await timed(read)
      const stored = (await papers.state()).papers
      return [row('first', first, stored), row('again', again, stored)]
    } finally {
      await database.close()
      for (const stand of stands) await stand.close()
      await rm(folder, { recursive: true })
    }
  },
}

function settingsFor(huggingFaceUrl: string, arxivUrl: string) {
  return {
    huggingFaceUrl,
    huggingFaceToken: undefined,
    arxivUrl,
    arxivRssUrl: arxivUrl,
    arxivCategories: [],
    contact: '',
    everyMs: 1_800_000,
  }
}

function row(what: string, ms: number, papers: number) {
  const rate = (count: number) => grouped(Math.round((count * 1000) / ms))
  return [what, String(dayCount), grouped(papers), figure(ms / 1000), rate(dayCount), rate(papers)]
}
