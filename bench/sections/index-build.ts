// How long the search index takes to build from the store, and what it weighs; beside the peer's on the same papers.
import { createCompactEngine } from '../../src/search/compact.ts'
import { openDatabase } from '../../src/store/database.ts'
import { createPapers } from '../../src/store/papers.ts'
import { answerParent, inChild } from '../child.ts'
import type { BenchCorpus } from '../corpora.ts'
import { median, processorTime, residentMemory, timed } from '../measure.ts'
import { createPeer } from '../peer.ts'
import type { Section } from '../section.ts'
import { figure, grouped, type Row, ratio } from '../table.ts'

type Engine = 'Paperboy' | 'MiniSearch'
type Task = { readonly database: string; readonly engine: Engine }
type Figures = {
  readonly papers: number
  /** Milliseconds to read the papers, and to index them. */
  readonly reading: number
  readonly indexing: number
  /** Processor milliseconds of indexing. */
  readonly processor: number
  readonly before: number
  readonly after: number
}

export const indexSection: Section = {
  name: 'index',
  about:
    'SQLite → the search index in memory, as at every start. Read: the store’s part; index: the engine’s, by the clock and in processor time; the ratio is of processor time. Resident memory before and after, garbage collected. Peer: MiniSearch as it comes.',
  columns: [
    'corpus',
    'engine',
    'read s',
    'index s',
    'CPU s',
    'papers/s',
    'ratio',
    'MB before',
    'MB after',
    'runs',
  ],
  async measure(corpus) {
    const ours = await measureRuns(corpus, 'Paperboy')
    const peer = await measureRuns(corpus, 'MiniSearch')
    const base = median(peer.map((run) => run.processor))
    return [row([corpus.label, 'Paperboy'], ours, base), row(['', 'MiniSearch'], peer, base)]
  },
}

function row(names: Row, runs: readonly Figures[], base: number): Row {
  const of = (name: keyof Figures) => median(runs.map((run) => run[name]))
  return [
    ...names,
    figure(of('reading') / 1000),
    figure(of('indexing') / 1000),
    figure(of('processor') / 1000),
    grouped(Math.round(of('papers') / (of('indexing') / 1000))),
    ratio(of('processor'), base),
    figure(of('before')),
    figure(of('after')),
    String(runs.length),
  ]
}

/** Three runs of what is quick, one of what takes more than ten seconds. */
async function measureRuns({ database }: BenchCorpus, engine: Engine): Promise<Figures[]> {
  const runs: Figures[] = []
  do {
    runs.push(
      await inChild<Figures>('sections/index-build.ts', { database, engine } satisfies Task),
    )
  } while (runs.length < 3 && (runs[0]?.indexing ?? 0) < 10_000)
  return runs
}

async function measureIndex({ database: file, engine }: Task): Promise<Figures> {
  const database = await openDatabase(`sqlite:${file}`)
  const add = engine === 'Paperboy' ? createCompactEngine().add : addToPeer()
  const before = residentMemory()
  const start = performance.now()
  let papers = 0
  let indexing = 0
  let processor = 0
  for await (const part of createPapers(database).all()) {
    papers += part.length
    const used = processorTime()
    indexing += await timed(() => add(part))
    processor += processorTime() - used
  }
  const reading = performance.now() - start - indexing
  const after = residentMemory()
  await database.close()
  return { papers, reading, indexing, processor, before, after }
}

function addToPeer() {
  const peer = createPeer()
  return (papers: Parameters<typeof peer.addAll>[0]) => peer.addAll(papers)
}

if (import.meta.main) await answerParent(measureIndex)
