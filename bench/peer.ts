// The peer our search is measured against: MiniSearch as it comes, default options, the same papers.
import MiniSearch from 'minisearch'
import type { Paper } from '../src/papers/paper.ts'

export type Peer = MiniSearch<Paper>

/** An empty index of titles, abstracts and authors' names. */
export function createPeer(): Peer {
  return new MiniSearch<Paper>({
    fields: ['title', 'abstract', 'authors'],
    // Its default for a list would join with commas, which it then splits at: said plainly instead.
    extractField: (paper, field) => {
      const value = paper[field as keyof Paper]
      return Array.isArray(value) ? value.join(' ') : (value as string)
    },
  })
}
