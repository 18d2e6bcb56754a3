// What digests are kept in and read from, as the commands and the composer see it.
import type { Address } from '../bot/address.ts'
import type { Instant } from '../bot/view.ts'
import type { NewDelivery } from '../delivery/delivery.ts'
import type { Person } from '../follows/person.ts'
import type { PaperId } from '../papers/paper.ts'
import type { EditionParts, EditionStore } from './edition.ts'
import type { Readings } from './feed-window.ts'
import type { Subscriptions } from './subscription.ts'

/** One edition's way through the ledger, as people are told of it. */
export type Sent = {
  readonly edition: string
  readonly dueAt: Instant
  readonly state:
    | 'pending'
    | 'sending'
    | 'unknown'
    | 'sent'
    | 'unconfirmed'
    | 'expired'
    | 'cancelled'
    | 'dead'
  /** Why it is as it is, where that is not plain. */
  readonly reason?: string
  readonly settledAt?: Instant
  /** Why a message of its thread could not be sent. */
  readonly threadTrouble?: string
}

/** Why nothing can be posted to a place, and from when on the next one tries again; absent: never by itself. */
export type Suspension = {
  readonly reason: string
  readonly since: Instant
  readonly probeAt?: Instant
}

/** Everything about digests that is kept. */
export type DigestStores = {
  readonly subscriptions: Subscriptions
  readonly editions: EditionStore
  readonly readings: Readings
  /** The papers a place was shown by anything but this one. */
  shown(to: Address, except?: NewDelivery): Promise<ReadonlySet<PaperId>>
  /** How many people there saved each of these papers, where their workspace wants that said; never who, and never one alone. */
  savedThere(to: Address, papers: readonly PaperId[]): Promise<ReadonlyMap<PaperId, number>>
  /** The latest editions of a digest, the newest first. */
  sent(to: Address, id: string, limit: number): Promise<readonly Sent[]>
  /** Present while nothing is posted to a place. */
  suspension(to: Address): Promise<Suspension | undefined>
  /** Ends the suspension of a place, on the word of somebody there. */
  reopen(to: Address): Promise<void>
  /**
   * A place where what a person set up cannot be posted, as far as nobody has told them; from then on they were told. Using
   * the bot lets what is theirs alone be tried again.
   */
  untold(
    person: Person,
    now: Instant,
  ): Promise<(Suspension & { readonly place: Address }) | undefined>
  /** Puts a delivery into the ledger; 0 where it is there already. */
  enqueue(delivery: NewDelivery, now: Instant): Promise<number>
}

/** The stores, and where papers are found. */
export type DigestParts = DigestStores & Omit<EditionParts, 'editions'>

/** What the name of an edition begins with that was asked for as a test. */
const testPrefix = 'test '

/** The name of a test's edition, of its own to the second. */
export function testEdition(now: Instant): string {
  return testPrefix + new Date(now).toISOString().slice(0, 19)
}

/** Whether an edition was asked for as a test. */
export function isTest(edition: string): boolean {
  return edition.startsWith(testPrefix)
}

/** When the last edition before an instant was due that a place got, tests aside. */
export function lastPostedAt(sent: readonly Sent[], before: Instant): Instant | undefined {
  const posted = sent.filter(
    ({ edition, dueAt, state }) =>
      dueAt < before && !isTest(edition) && (state === 'sent' || state === 'unconfirmed'),
  )
  return posted.length === 0 ? undefined : Math.max(...posted.map(({ dueAt }) => dueAt))
}
