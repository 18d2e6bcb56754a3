// The port to the literature that is not in the corpus.
import type { Paper, PaperId } from '../papers/paper.ts'

/** Asking upstreams while somebody waits. What is found is stored. */
export type Beyond = {
  /** One paper. `slow` is called once when it takes longer than a chat waits for an answer. */
  paper(id: PaperId, slow: () => void): Promise<FromBeyond<Paper>>
  /** What upstream's own search finds, best first. */
  search(query: string): Promise<FromBeyond<readonly Paper[]>>
}

/** `reason` goes on from the upstream's name: "did not answer within 20 s". */
export type FromBeyond<T> =
  | { readonly is: 'found'; readonly value: T }
  | { readonly is: 'absent' }
  | { readonly is: 'failed'; readonly reason: string }
