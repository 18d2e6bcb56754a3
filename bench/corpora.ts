// The corpora figures are taken on: real days if there are any, else the sample; and generated ones.
import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Paper } from '../src/papers/paper.ts'
import { listFiles } from '../src/sources/disk.ts'
import { readCorpusFile } from '../src/sources/files.ts'
import { generated } from './corpus.ts'
import { grouped } from './table.ts'

/** A corpus in files, and where its filled database stands. */
export type BenchCorpus = {
  readonly label: string
  /** `sample` is what the program brings along. */
  readonly kind: 'real' | 'sample' | 'generated'
  readonly files: readonly string[]
  /** A SQLite file; nothing is there before the corpus was imported into it. */
  readonly database: string
}

const sampleFile = fileURLToPath(new URL('../config/sample-corpus.jsonl', import.meta.url))

/** Papers in one generated file. */
const linesPerFile = 10_000

/** The corpus of the program itself. */
export async function sampleCorpus(folder: string): Promise<BenchCorpus> {
  return described('sample', [sampleFile], await readPapers([sampleFile]), folder)
}

/** The feed days in a folder of JSON files; undefined when there are none. */
export async function realCorpus(
  days: string,
  folder: string,
): Promise<{ readonly corpus: BenchCorpus; readonly papers: readonly Paper[] } | undefined> {
  const files = (await listFiles([days])).filter((file) => file.endsWith('.json'))
  if (files.length === 0) return undefined
  const papers = await readPapers(files)
  return { corpus: described('real', files, papers, folder), papers }
}

/** A generated corpus, written into the folder as JSON lines. */
export async function generatedCorpus(
  base: readonly Paper[],
  count: number,
  folder: string,
): Promise<BenchCorpus> {
  const papers = generated(base, count)
  const files: string[] = []
  for (let from = 0; from < count; from += linesPerFile) {
    const lines = papers.slice(from, from + linesPerFile).map(line)
    const file = join(folder, `generated-${count}-from-${from}.jsonl`)
    await writeFile(file, `${lines.join('\n')}\n`)
    files.push(file)
  }
  return described('generated', files, papers, folder)
}

/** Every paper in the files, of those with one id the first. */
export async function readPapers(files: readonly string[]): Promise<readonly Paper[]> {
  const papers = new Map<string, Paper>()
  for (const file of files)
    for (const paper of readCorpusFile(basename(file), await readFile(file, 'utf8')).papers)
      if (!papers.has(paper.id)) papers.set(paper.id, paper)
  return [...papers.values()]
}

function described(
  kind: BenchCorpus['kind'],
  files: readonly string[],
  papers: readonly Paper[],
  folder: string,
): BenchCorpus {
  const label = `${kind} ${grouped(papers.length)}`
  return { label, kind, files, database: join(folder, `${kind}-${papers.length}.db`) }
}

function line({ source, ...paper }: Paper): string {
  return `${JSON.stringify(paper)}\n`.trimEnd()
}
