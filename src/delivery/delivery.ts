// What is said unasked: a digest, an alert, a notice. A delivery is one posting of one edition of it to one place.
import type { DeliveryKey, Receipt } from '../bot/adapter.ts'
import type { Address } from '../bot/address.ts'
import type { Instant, View } from '../bot/view.ts'
import type { PaperId } from '../papers/paper.ts'

/** What a delivery is: a channel's digest, what a person follows, or a word about the bot itself. */
export type DeliveryKind = 'digest' | 'alert' | 'notice'

/** A delivery that is due. Kind, address, subject and edition tell it from every other, for ever. */
export type NewDelivery = {
  readonly kind: DeliveryKind
  readonly to: Address
  /** What it is an edition of: a subscription's id, a person's follows. */
  readonly subject: string
  /** Which edition: the nominal local date, or what else tells it from every other of this subject and address. */
  readonly edition: string
  readonly dueAt: Instant
  /** Not sent any more from then on. */
  readonly expiresAt: Instant
  /** Of the subject's settings; one that is not the latest any more is cancelled before it is sent. */
  readonly version: number
}

/** A delivery that one process has claimed and may send. */
export type Delivery = NewDelivery & {
  /** The key it is posted under, and its id in the ledger. */
  readonly key: DeliveryKey
  /** 0 is the message itself, from 1 on what stands in its thread. */
  readonly part: number
  /** For what stands in a thread: the message it is under. */
  readonly under?: Receipt
  /** How often it was tried, this time included. */
  readonly attempt: number
  /** Grows with every claim: who holds an older one has lost the delivery. */
  readonly fence: number
  /** When the first attempt may have reached the platform. */
  readonly firstWireAt: Instant
  /** Since when it is looked for, where that failed so far. */
  readonly lookedAt?: Instant
  /** Until when nobody else claims it. */
  readonly leaseUntil: Instant
}

/** What a delivery comes to when its turn has come. */
export type Composed =
  | {
      readonly is: 'post'
      readonly view: View
      /** Without a notification. */
      readonly quiet?: boolean
      /** What stands in its thread, a message each. */
      readonly thread?: readonly View[]
      /** The papers it shows. */
      readonly papers: readonly PaperId[]
    }
  /** There is nothing to say; `reason` is shown to whoever asks why nothing came. */
  | { readonly is: 'nothing'; readonly reason: string }
  /** Not yet: to be asked again at `until`, while the delivery has not expired. */
  | { readonly is: 'wait'; readonly until: Instant; readonly reason: string }

/**
 * What a delivery says. Gives the same for the same delivery, however often it is asked: before every attempt, and for
 * every part of its thread. What it throws is logged, and the delivery tried again later.
 */
export type Compose = (delivery: Delivery, now: Instant) => Promise<Composed>

/** What becomes due: writes deliveries in the transaction that moves its schedule on (store/enqueue.ts). */
export type Schedule = {
  /** Gives how many deliveries became due. Called every minute, and once at the start. */
  enqueueDue(now: Instant): Promise<number>
}
