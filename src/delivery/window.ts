// The last postings to a platform: how many of them were of a kind, and in how many workspaces. Kept in memory.
import type { Address } from '../bot/address.ts'
import type { Instant } from '../bot/view.ts'

/** Some of the last postings. */
export type Marked = {
  readonly count: number
  readonly workspaces: number
  /** Among so many. */
  readonly of: number
}

export type Window = {
  /** Takes a posting in; whether it is of the kind. */
  add(to: Address, isMarked: boolean, now: Instant): void
  marked(now: Instant): Marked
  clear(): void
}

/** Looks at so many postings, none of them older than that (milliseconds). */
export function createWindow({ of, withinMs }: { of: number; withinMs: number }): Window {
  let marks: { readonly n: number; readonly at: Instant; readonly workspace: string }[] = []
  let n = 0
  return {
    add({ workspace }, isMarked, at) {
      n++
      if (isMarked) marks.push({ n, at, workspace })
    },
    marked(now) {
      marks = marks.filter((mark) => mark.n > n - of && mark.at > now - withinMs)
      const workspaces = new Set(marks.map(({ workspace }) => workspace)).size
      return { count: marks.length, workspaces, of: Math.min(n, of) }
    },
    clear() {
      marks = []
      n = 0
    },
  }
}
