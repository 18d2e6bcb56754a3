// The port between the bot and a platform: starting, stopping, and saying what nobody asked for at this moment.
import type { Address } from './address.ts'
import type { Bot } from './bot.ts'
import type { LastMoment } from './in-time.ts'
import type { Instant, View } from './view.ts'

/** Names one posting for ever: the same key is the same message. At most 25 letters and digits (Discord's nonce). */
export type DeliveryKey = string

/** Where a posted message is; `message` is '' when it was deleted since. */
export type Receipt = { readonly channel: string; readonly message: string }

/** What came of a posting. */
export type Outcome =
  | { readonly status: 'sent'; readonly receipt: Receipt }
  /**
   * Certainly not posted; may be tried again at `retryAt`, and so may all else of its workspace unless `alone`. What goes on
   * for longer than `patienceMs` (milliseconds) will not improve.
   */
  | {
      readonly status: 'failed'
      readonly reason: string
      readonly retryAt: Instant
      readonly alone?: true
      readonly patienceMs?: number
    }
  /** May have been posted: to be reconciled, never blindly repeated. */
  | { readonly status: 'unknown'; readonly reason: string }
  /** Will not improve: this message, this destination, everything in the workspace, or on the platform. */
  | {
      readonly status: 'rejected'
      readonly reason: string
      readonly scope: 'message' | 'destination' | 'workspace' | 'platform'
      /** Deleted or left: it will not come back by itself. */
      readonly gone?: true
      /** One that counts towards being shut out (401, 403). */
      readonly forbidden?: true
      /** What may help at once. */
      readonly mend?: Mend
    }

/**
 * What may help a message that was refused, certainly unposted: `plain`, in words alone, since we made it wrongly; `less`,
 * without a part of it that is not let through there; `again`, as it is, since nobody knows this refusal.
 */
export type Mend = 'plain' | 'less' | 'again'

/** A person by the platform's id, in one of its workspaces. */
export type PersonThere = { readonly workspace: string; readonly user: string }

/** How a posting is to be made. Once it may not go any more nothing is sent, and the outcome is `failed`. */
export type Posting = LastMoment & {
  readonly key: DeliveryKey
  /** Without a notification. */
  readonly quiet?: boolean
  /** In words alone: without layout, pictures and buttons. */
  readonly plain?: true
  /** Under this message, in its thread. */
  readonly thread?: Receipt
}

/** `gone`: deleted. `lost`: the bot may not post there, now. `restored`: it may; perhaps it could all the time. */
export type PlaceChange = {
  readonly address: Address
  readonly change: 'gone' | 'lost' | 'restored'
}

/** A platform the bot talks on. */
export type Adapter = {
  readonly platform: string
  start(bot: Bot): Promise<void>
  /** Posts a view. Never throws. */
  post(to: Address, view: View, posting: Posting): Promise<Outcome>
  /**
   * The message posted under a key, in the thread of a message or not; undefined when it certainly is not there. Throws
   * when that cannot be known.
   */
  find?(to: Address, key: DeliveryKey, thread?: Receipt): Promise<Receipt | undefined>
  /** For so long after a posting the same key certainly gives the same message (milliseconds); absent: never. */
  readonly keepsKeysMs?: number
  /** Who posts: the platform's own name for this bot; undefined while that is not known. */
  identity?(): Promise<string | undefined>
  /**
   * Whether a person is certainly no member of a workspace any more; no where that cannot be told. What is given may have
   * been known for a few minutes. Never throws.
   */
  hasLeft?(person: PersonThere): Promise<boolean>
  /**
   * Whom to tell of a place of a workspace when nobody who set something up there can be told: the first of these who can
   * be. Throws what the platform refuses.
   */
  keepers?(workspace: string): Promise<readonly Address[]>
  /** Takes nothing new, finishes what runs, and ends within ten seconds. */
  stop(): Promise<void>
}
