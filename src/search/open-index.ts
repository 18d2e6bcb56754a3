// A filled engine at start, by the fastest way that can be trusted: the snapshot, the snapshot and what changed since, or every paper anew.
import type { Logger } from 'pino'
import type { Paper } from '../papers/paper.ts'
import type { KeepableEngine } from './engine.ts'
import { applyChanges, type StoreChanges } from './follow-store.ts'
import { readSnapshot, type StoreState } from './snapshot.ts'

/** What the index is made from. */
export type IndexedStore = {
  /** Every paper, in parts. */
  all(): AsyncIterable<readonly Paper[]>
  /** The next part of what changed after a mark; the same mark when nothing did. */
  changedSince(mark: number): Promise<StoreChanges>
}

export type OpenIndexOptions = StoreState & {
  /** Where the snapshot is, if there is one. */
  readonly file: string
  /** Makes an empty engine. */
  create(): KeepableEngine
  readonly store: IndexedStore
  readonly log: Pick<Logger, 'info'>
}

export type OpenedIndex = {
  readonly engine: KeepableEngine
  /** The changes up to here are in the engine. */
  readonly mark: number
  readonly way: 'snapshot' | 'snapshot+changes' | 'rebuilt'
  /** Papers it took to bring the snapshot up to date, or to build it anew. */
  readonly changes: number
  /** Why it was rebuilt. */
  readonly reason?: string
}

/**
 * An engine that holds what the store holds at `revision` or later; `revision` must be read before this is called.
 * Throws what `store.all` throws.
 */
export async function openIndex(options: OpenIndexOptions): Promise<OpenedIndex> {
  const { file, create, identity, revision, log } = options
  const accepts = (kept: number) => kept <= revision
  const read = await readSnapshot(file, create, { identity, accepts })
  const opened =
    read.engine === undefined ? await rebuild(options, read.reason) : await catchUp(options, read)
  const { way, mark, reason } = opened
  log.info({ way, mark, papers: opened.engine.size(), reason }, 'the index is ready')
  return opened
}

async function catchUp(
  options: OpenIndexOptions,
  read: { readonly engine: KeepableEngine; readonly revision: number },
): Promise<OpenedIndex> {
  const { engine, revision: kept } = read
  if (kept === options.revision) return { engine, mark: kept, way: 'snapshot', changes: 0 }
  try {
    const { mark, changes } = await applyAll(options, engine, kept)
    return { engine, mark, way: 'snapshot+changes', changes }
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    return rebuild(options, `the store could not tell what changed after ${kept}: ${words}`)
  }
}

async function applyAll(
  { store, revision }: OpenIndexOptions,
  engine: KeepableEngine,
  kept: number,
): Promise<Pick<OpenedIndex, 'mark' | 'changes'>> {
  let mark = kept
  let applied = 0
  for (;;) {
    const changes = await store.changedSince(mark)
    if (changes.mark === mark) break
    if (changes.mark < mark) throw new Error(`it went back to ${changes.mark}`)
    await applyChanges(engine, changes)
    mark = changes.mark
    applied += changes.papers.length + changes.removed.length
  }
  if (mark < revision) throw new Error(`it ended at ${mark}, before ${revision}`)
  return { mark, changes: applied }
}

async function rebuild(
  { create, store, revision }: OpenIndexOptions,
  reason: string,
): Promise<OpenedIndex> {
  const engine = create()
  for await (const part of store.all()) await engine.add(part)
  return { engine, mark: revision, way: 'rebuilt', changes: engine.size(), reason }
}
