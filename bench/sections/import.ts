// How fast papers come in from files: into an empty database, and again when nothing has changed.
import { mkdtemp, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { importFile } from '../../src/sources/disk.ts'
import { openDatabase } from '../../src/store/database.ts'
import { createPapers } from '../../src/store/papers.ts'
import { answerParent, inChild } from '../child.ts'
import type { BenchCorpus } from '../corpora.ts'
import { median, timed } from '../measure.ts'
import type { Section } from '../section.ts'
import { figure, grouped, type Row } from '../table.ts'

type Task = Pick<BenchCorpus, 'files' | 'database'>
type Figures = { readonly papers: number; readonly first: number; readonly again: number }

export const importSection: Section = {
  name: 'import',
  about: 'Files → a new SQLite file on disk, each transaction synced; then the same files again.',
  columns: ['corpus', 'papers', 'import s', 'papers/s', 'again s', 'papers/s', 'runs'],
  async measure(corpus) {
    const runs: Figures[] = []
    const folder = await mkdtemp(join(dirname(corpus.database), 'import-'))
    try {
      // Three runs of what is quick, one of what takes more than ten seconds.
      do runs.push(await importInto({ ...corpus, database: join(folder, `${runs.length}.db`) }))
      while (runs.length < 3 && (runs[0]?.first ?? 0) < 10_000)
    } finally {
      await rm(folder, { recursive: true })
    }
    return [row(corpus.label, runs)]
  },
}

function row(label: string, runs: readonly Figures[]): Row {
  const papers = runs[0]?.papers ?? 0
  const first = median(runs.map((run) => run.first)) / 1000
  const again = median(runs.map((run) => run.again)) / 1000
  const cells = [first, again].flatMap((s) => [figure(s), grouped(Math.round(papers / s))])
  return [label, grouped(papers), ...cells, String(runs.length)]
}

/** Imports a corpus into its database, twice, in a process of its own. */
export function importInto({ files, database }: Task): Promise<Figures> {
  return inChild<Figures>('sections/import.ts', { files, database })
}

async function measureImport({ files, database: file }: Task): Promise<Figures> {
  const database = await openDatabase(`sqlite:${file}`)
  const store = createPapers(database)
  const importAll = async () => {
    for (const name of files) {
      const { error } = await importFile(name, (papers) => store.upsert(papers, Date.now()))
      if (error !== undefined) throw new Error(`${name}: ${error}`)
    }
  }
  const first = await timed(importAll)
  const again = await timed(importAll)
  const { papers } = await store.state()
  await database.close()
  return { papers, first, again }
}

if (import.meta.main) await answerParent(measureImport)
