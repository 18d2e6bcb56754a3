// Papers for the stores' tests.
import type { Paper } from '../../src/papers/paper.ts'

/** A paper with as little as a paper may have, and what a test gives it. */
export function paper(id: string, given: Partial<Paper> = {}): Paper {
  return {
    id,
    title: `Title of ${id}`,
    abstract: '',
    authors: [],
    source: 'hugging-face',
    ...given,
  }
}

/** Batch `n` of a process called `name`: a paper all batches share, whose votes are `n`, and two of its own. */
export function batchOf(name: string, n: number): Paper[] {
  const own = [0, 1].map((part) => paper(`${name}-${n}-${part}`, { votes: n }))
  return [paper('shared', { votes: n, feedDay: '2025-01-02' }), ...own]
}
