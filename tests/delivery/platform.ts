// A platform that shows what is posted, and does as it is told: the other side of what deliveries talk to.
import type { Outcome, Posting, Receipt } from '../../src/bot/adapter.ts'
import { type Address, formatAddress } from '../../src/bot/address.ts'
import type { View } from '../../src/bot/view.ts'
import type { Poster } from '../../src/delivery/attempt.ts'

export type Shown = {
  readonly to: string
  readonly title: string
  readonly key: string
  readonly under?: string
}

/** What a platform does with a posting instead of showing it and saying so. */
export type Trouble =
  | Outcome
  /** Shows it, and nobody hears of it. */
  | 'shown, no answer'

export type Platform = Poster & {
  readonly shown: readonly Shown[]
  readonly asked: readonly string[]
  /** Does so with the next posting to a place, or with all of them until told otherwise. */
  trouble(to: Address, what: Trouble | undefined, how?: 'once' | 'always'): void
  /** Whether its history can be read. */
  history: 'readable' | 'closed'
}

export function createPlatform(platform: string, more: Partial<Poster> = {}): Platform {
  const shown: Shown[] = []
  const asked: string[] = []
  const troubles = new Map<string, { what: Trouble; how: 'once' | 'always' }>()

  function show(to: Address, view: View, { key, thread }: Posting): Receipt {
    const place = formatAddress(to)
    const under = thread === undefined ? {} : { under: thread.message }
    // Only a platform that keeps keys gives the first message back.
    const before = more.keepsKeysMs === undefined ? -1 : shown.findIndex((each) => each.key === key)
    if (before < 0) shown.push({ to: place, title: view.title, key, ...under })
    return { channel: place, message: `m${before < 0 ? shown.length : before + 1}` }
  }

  const own: Platform = {
    platform,
    shown,
    asked,
    history: 'readable',
    trouble(to, what, how = 'once') {
      if (what === undefined) troubles.delete(formatAddress(to))
      else troubles.set(formatAddress(to), { what, how })
    },
    async post(to, view, posting) {
      const place = formatAddress(to)
      asked.push(place)
      const trouble = troubles.get(place)
      if (trouble?.how === 'once') troubles.delete(place)
      if (trouble !== undefined && typeof trouble.what === 'object') return trouble.what
      const receipt = show(to, view, posting)
      return trouble === undefined
        ? { status: 'sent', receipt }
        : { status: 'unknown', reason: 'no answer' }
    },
    async find(to, key) {
      if (own.history === 'closed') throw new Error('missing_scope')
      const at = shown.findIndex((each) => each.key === key)
      return at < 0 ? undefined : { channel: formatAddress(to), message: `m${at + 1}` }
    },
    ...more,
  }
  return own
}
