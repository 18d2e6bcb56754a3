// Which process has the floor on a platform. One at a time: each keeps the pace by itself, and two together would be too fast.
import type { Instant } from '../bot/view.ts'
import type { Leases } from '../store/leases.ts'

export type FloorParts = {
  readonly leases: Pick<Leases, 'take' | 'release'>
  /** This process's own name. */
  readonly holder: string
  readonly now: () => Instant
  readonly sleep: (ms: number) => Promise<unknown>
}

export type Floor = {
  /** Whether this process may speak there now: nobody else does. */
  has(): Promise<boolean>
  /** Leaves it to others. */
  leave(): Promise<void>
}

/** A process that died has it for so long (milliseconds): what is due is said so much later. */
const heldMs = 15_000
/** Whoever has it asks for it again after this, with time to spare (milliseconds). */
const againMs = 5000
/** What others have said counts for the pace of so long a time (milliseconds). */
const paceMs = 1000

/** The floor on a platform. Asking throws what the store throws. */
export function createFloor(platform: string, parts: FloorParts): Floor {
  const { leases, holder, now, sleep } = parts
  const name = `speaking on ${platform}`
  let last: { readonly at: Instant; readonly has: boolean } | undefined

  const isFresh = (at: Instant) => now() >= at && now() - at < againMs

  return {
    async has() {
      if (last?.has === true && isFresh(last.at)) return true
      const at = now()
      const has = (await leases.take(name, holder, at, heldMs)) !== undefined
      if (has && last?.has === false) await sleep(paceMs)
      last = { at, has }
      return has
    },
    async leave() {
      if (last?.has === true) await leases.release(name, holder)
      last = undefined
    },
  }
}
