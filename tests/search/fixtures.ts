// Papers to search in: the sample, the real days where they lie beside the checkout, and papers made for one test.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Paper } from '../../src/papers/paper.ts'
import { createCompactEngine } from '../../src/search/compact.ts'
import type { SearchEngine } from '../../src/search/engine.ts'
import { readCorpusFile } from '../../src/sources/files.ts'
import { readJsonl } from '../../src/sources/jsonl.ts'

const sampleFile = new URL('../../config/sample-corpus.jsonl', import.meta.url)
const daysFolder = new URL('../../../shared/data/huggingface-daily/', import.meta.url)

/** The sample corpus. */
export const samplePapers: readonly Paper[] = readJsonl(
  readFileSync(sampleFile, 'utf8'),
  'sample',
).papers

/** Whether the real days are here; they are not ours to publish. */
export const hasRealDays = existsSync(daysFolder)

/** The papers of the real days, each once. */
export function readRealDays(): readonly Paper[] {
  const papers = readdirSync(daysFolder)
    .sort()
    .flatMap((name) => readCorpusFile(name, readFileSync(new URL(name, daysFolder), 'utf8')).papers)
  return [...new Map(papers.map((paper) => [paper.id, paper])).values()]
}

/** An embedded engine with these papers. */
export async function engineWith(papers: readonly Paper[]): Promise<SearchEngine> {
  const engine = createCompactEngine()
  await engine.add(papers)
  return engine
}

/** A paper of which only some things matter. */
export function paperOf(given: Partial<Paper>): Paper {
  return {
    id: '2501.00001',
    title: 'Untitled',
    abstract: '',
    authors: [],
    source: 'jsonl',
    ...given,
  }
}
