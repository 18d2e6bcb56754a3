// The least score that is among the best so far: the best are kept in a heap with the least on top.

/** The best scores so far. */
export type Best = {
  /** Puts a score; gives what one must have to be among them from now on, 0 while there are not so many yet. */
  put(score: number): number
}

/** The best so many scores, which must be above 0. Infinitely many never have a least one. */
export function createBest(wanted: number): Best {
  if (wanted === Number.POSITIVE_INFINITY) return { put: () => 0 }
  // Zeros stand for those yet to come.
  const heap = new Float64Array(wanted)
  return {
    put(score) {
      if (score > (heap[0] as number)) replaceLeast(heap, score)
      return heap[0] as number
    },
  }
}

function replaceLeast(heap: Float64Array, score: number): void {
  let at = 0
  for (let below = 1; below < heap.length; below = 2 * at + 1) {
    if (below + 1 < heap.length && (heap[below + 1] as number) < (heap[below] as number)) below++
    if ((heap[below] as number) >= score) break
    heap[at] = heap[below] as number
    at = below
  }
  heap[at] = score
}
