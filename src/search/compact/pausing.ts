// Work on the index that may take long, so that others have their turn in between.
import { setImmediate } from 'node:timers/promises'

/** Work that can be interrupted wherever it yields: how much it did since it last did, in postings gone through. */
export type Pausing<T> = Generator<number, T>

/** Counts what was done since the last yield, by those who do not yield themselves. */
export type Work = { postings: number }

/** So much is done between two pauses: a few milliseconds. */
const atOnce = 2 ** 20

/** What the work comes to, without a pause. */
export function finished<T>(work: Pausing<T>): T {
  let step = work.next()
  while (!step.done) step = work.next()
  return step.value
}

/** Work that is interrupted, and what changes what it works on. */
export type Pauses = {
  /**
   * What the work comes to, with others in between. It is begun anew if they changed the index, which happens once at most
   * where they await `ended`.
   */
  withPauses<T>(begin: () => Pausing<T>): Promise<T>
  /** Resolves when nothing is interrupted of what was when it was asked. Whoever goes on changing the index awaits it, for he would keep it from ending. */
  ended(): Promise<void>
}

/** For an index that tells how often it was changed. */
export function createPauses(changes: () => number): Pauses {
  const interrupted = new Set<Promise<void>>()

  async function goOn<T>(begun: Pausing<T>, begin: () => Pausing<T>): Promise<T> {
    let [work, before] = [begun, changes()]
    for (;;) {
      await setImmediate()
      if (changes() !== before) [work, before] = [begin(), changes()]
      const step = forAWhile(work)
      if (step.done === true) return step.value
    }
  }

  return {
    async withPauses(begin) {
      const work = begin()
      const step = forAWhile(work)
      if (step.done === true) return step.value
      const { promise, resolve } = Promise.withResolvers<void>()
      interrupted.add(promise)
      try {
        return await goOn(work, begin)
      } finally {
        interrupted.delete(promise)
        resolve()
      }
    },
    async ended() {
      await Promise.all(interrupted)
    },
  }
}

function forAWhile<T>(work: Pausing<T>): IteratorResult<number, T> {
  let step = work.next()
  for (let done = 0; step.done !== true; step = work.next()) {
    done += step.value
    if (done >= atOnce) break
  }
  return step
}
