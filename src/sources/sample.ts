// The sample corpus, so that the first minute is not empty.
import { readFile } from 'node:fs/promises'
import type { CorpusState, Paper } from '../papers/paper.ts'
import { readJsonl } from './jsonl.ts'

const sampleFile = new URL('../../config/sample-corpus.jsonl', import.meta.url)

type Store = {
  state(): Promise<CorpusState>
  upsert(papers: readonly Paper[], at: number): Promise<unknown>
}

/** Fills an empty store with the sample; leaves any other alone. */
export async function loadSample(store: Store, at: number): Promise<void> {
  const { papers } = await store.state()
  if (papers > 0) return
  const sample = readJsonl(await readFile(sampleFile, 'utf8'), 'sample')
  await store.upsert(sample.papers, at)
}
