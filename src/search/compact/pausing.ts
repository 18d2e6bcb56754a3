// Work on the index that may take long, so that others have their turn in between.
import { setImmediate } from 'node:timers/promises'
import type { Index } from './index.ts'

/** Work that can be interrupted wherever it yields. */
export type Pausing<T> = Generator<void, T>

/** What the work comes to, without a pause. */
export function finished<T>(work: Pausing<T>): T {
  let step = work.next()
  while (!step.done) step = work.next()
  return step.value
}

/** What the work comes to, with others in between. Where they changed the index, it is begun anew and not interrupted any more. */
export async function withPauses<T>(index: Index, begin: () => Pausing<T>): Promise<T> {
  const changes = index.changes()
  const work = begin()
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value
    await setImmediate()
    if (index.changes() !== changes) return finished(begin())
  }
}
