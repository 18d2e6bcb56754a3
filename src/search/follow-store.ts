// Keeps a running index in step with the store: asks for what changed, and applies it in steps too small to be felt.
import { setImmediate } from 'node:timers/promises'
import type { Paper, PaperId } from '../papers/paper.ts'
import type { SearchEngine } from './engine.ts'

/** What changed in the store after a mark, and the mark after that: the same one when nothing did. */
export type StoreChanges = {
  readonly papers: readonly Paper[]
  /** Ids that name no paper any more. */
  readonly removed: readonly PaperId[]
  readonly mark: number
}

export type FollowOptions = {
  readonly engine: Pick<SearchEngine, 'add' | 'remove'>
  /** The next part of what changed after a mark. */
  changes(mark: number): Promise<StoreChanges>
  /** The changes up to here are in the engine. */
  readonly mark: number
  /** Milliseconds between two looks when nothing changed: 500 unless told. */
  readonly every?: number
  /** Rejects when its signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  /** Ends the following, after the changes being applied. */
  readonly signal: AbortSignal
  /**
   * Told of a failure once for each kind until the store answers again; it is tried again with growing pauses. Told too
   * when the store was put back to an older state: papers it lost then stay in the engine until the next start.
   */
  onError(error: unknown): void
}

export type Following = {
  /** The changes up to here are in the engine. Some after it may be too. */
  mark(): number
  /** Resolves when the following has ended. */
  readonly done: Promise<void>
}

/** The longest pause between two tries while the store fails, in milliseconds. */
const longestPause = 30_000

/** Follows the store until the signal is aborted. */
export function followStore(options: FollowOptions): Following {
  const { engine, changes, every = 500, sleep, signal, onError } = options
  let mark = options.mark
  let failures = 0
  const reported = new Set<string>()

  /** Applies the next part; gives how long to wait for the one after it. */
  async function step(): Promise<number> {
    try {
      const found = await changes(mark)
      await applyChanges(engine, found)
      if (found.mark < mark) onError(new Error(`the store went back from ${mark} to ${found.mark}`))
      const moved = found.mark !== mark
      mark = found.mark
      failures = 0
      reported.clear()
      return moved ? 0 : every
    } catch (error) {
      const kind = kindOf(error)
      if (!reported.has(kind)) onError(error)
      reported.add(kind)
      return Math.min(every * 2 ** ++failures, longestPause)
    }
  }

  async function follow(): Promise<void> {
    while (!signal.aborted) {
      const wait = await step()
      if (wait > 0) await sleepUnlessAborted(wait)
      else await setImmediate()
    }
  }

  async function sleepUnlessAborted(ms: number): Promise<void> {
    if (signal.aborted) return
    try {
      await sleep(ms, signal)
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  return { mark: () => mark, done: follow() }
}

/** Puts changes into an engine; doing so twice changes nothing. The engine pauses after every few papers. */
export async function applyChanges(
  engine: Pick<SearchEngine, 'add' | 'remove'>,
  { papers, removed }: StoreChanges,
): Promise<void> {
  await engine.remove(removed)
  await engine.add(papers)
}

/** Failures of one kind have the same name and code, whatever their words. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  return `${error.name} ${(error as NodeJS.ErrnoException).code ?? ''}`
}
