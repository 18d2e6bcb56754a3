// The papers a term stands in and how often: two rows of numbers in a sixth of the room a Map takes, and quick to fill.

/** The most that is counted: far beyond where another standing changes a score (BM25 saturates). */
const most = 65_535

/** Papers by number with their counts, ascending. MiniSearch wants the shape of a Map: it reads `size`, `keys` and `get`. */
export class PaperCounts {
  #papers: Uint32Array
  #counts: Uint16Array
  #length: number
  /** Papers taken away whose places are still here, with a count of 0. */
  #gone = 0
  /** Where the last look-up ended: they mostly come in order. */
  #at = 0

  /** Takes over papers in ascending order, each as often as the term stands in it. */
  constructor(standings = new Uint32Array(0)) {
    this.#papers = standings
    this.#counts = new Uint16Array(standings.length)
    this.#length = 0
    // Each paper is written over a place that was read before.
    for (const paper of standings) this.count(paper)
  }

  get size(): number {
    return this.#length - this.#gone
  }

  keys(): IterableIterator<number> {
    if (this.#gone > 0) this.#closeGaps()
    return this.#papers.subarray(0, this.#length).values()
  }

  get(paper: number): number | undefined {
    return this.#counts[this.#find(paper)] || undefined
  }

  /** Counts one more standing in the paper that came last, or in one with a higher number; gives how many there are now. */
  count(paper: number): number {
    const last = this.#length - 1
    if (last >= 0 && this.#papers[last] === paper) {
      const times = Math.min((this.#counts[last] ?? 0) + 1, most)
      this.#counts[last] = times
      return times
    }
    if (this.#length === this.#papers.length) this.#grow()
    this.#papers[this.#length] = paper
    this.#counts[this.#length++] = 1
    return 1
  }

  /** Takes a paper away for good. The others move up when they are next gone through, which is as much work. */
  delete(paper: number): void {
    const at = this.#find(paper)
    if (at < 0 || this.#counts[at] === 0) return
    this.#counts[at] = 0
    this.#gone++
  }

  /** The place of a paper; −1 when it is not here. */
  #find(paper: number): number {
    for (let at = this.#at; at < this.#length && at < this.#at + 2; at++)
      if (this.#papers[at] === paper) return this.#moveTo(at)
    let low = 0
    let high = this.#length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#papers[middle] as number) < paper) low = middle + 1
      else high = middle
    }
    return low < this.#length && this.#papers[low] === paper ? this.#moveTo(low) : -1
  }

  #moveTo(at: number): number {
    this.#at = at
    return at
  }

  #closeGaps(): void {
    let kept = 0
    for (let at = 0; at < this.#length; at++) {
      const times = this.#counts[at] as number
      if (times === 0) continue
      this.#papers[kept] = this.#papers[at] as number
      this.#counts[kept++] = times
    }
    this.#length = kept
    this.#gone = 0
  }

  #grow(): void {
    const room = Math.ceil(this.#length * 1.5) + 1
    const papers = new Uint32Array(room)
    const counts = new Uint16Array(room)
    papers.set(this.#papers)
    counts.set(this.#counts)
    this.#papers = papers
    this.#counts = counts
  }
}
