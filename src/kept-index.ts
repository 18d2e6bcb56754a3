// Composition of the search index: made ready at the start, kept between starts, and following the store meanwhile.
import type { Logger } from 'pino'
import { createCompactEngine } from './search/compact.ts'
import { followStore } from './search/follow-store.ts'
import { openIndex } from './search/open-index.ts'
import { writeSnapshot } from './search/snapshot.ts'
import type { PaperStore } from './store/papers.ts'

export type KeptIndexParts = {
  /** Where its snapshot is kept. */
  readonly file: string
  readonly papers: PaperStore
  readonly log: Logger
  /** A name for a database that has none yet. */
  readonly name: () => string
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

/** Changes are applied at every start until the snapshot is written anew, which costs more than a few of them. */
const worthKeeping = 200

/** The index as the store is, from its snapshot where that saves time; one that is far behind is written anew. */
export async function openKeptIndex({ file, papers, log, name, sleep }: KeptIndexParts) {
  const identity = await papers.identity(name)
  const revision = await papers.revision()
  const opened = await openIndex({
    file,
    identity,
    revision,
    create: createCompactEngine,
    store: papers,
    log,
  })
  const { engine, mark, changes } = opened
  const keep = async (upTo: number) => {
    try {
      await writeSnapshot(file, engine, { identity, revision: upTo })
    } catch (error) {
      log.warn({ err: error, file }, 'the index could not be kept; the next start takes longer')
    }
  }
  if (changes >= worthKeeping || opened.way === 'rebuilt') await keep(mark)
  return {
    engine,
    async follow(signal: AbortSignal) {
      const onError = (err: unknown) => log.error({ err }, 'the index cannot follow the store')
      const following = followStore({
        engine,
        changes: papers.changedSince,
        mark,
        sleep,
        signal,
        onError,
      })
      await following.done
      if (changes > 0 || following.mark() !== mark) await keep(following.mark())
    },
  }
}
