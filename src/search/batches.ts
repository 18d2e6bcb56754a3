// Long work in pieces, so that whatever else the process has to do gets its turn.
import { setImmediate } from 'node:timers/promises'

/** Works through all, pausing after each `size`. */
export async function inBatches<T>(all: readonly T[], size: number, work: (one: T) => void) {
  for (const [i, one] of all.entries()) {
    work(one)
    if (i % size === size - 1) await setImmediate()
  }
}
