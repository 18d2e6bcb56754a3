// A digest that a channel or a person gets: its settings, where it stands, and what changes do to it. Pure.
import type { Address } from '../bot/address.ts'
import type { Instant } from '../bot/view.ts'
import {
  type Firing,
  firstAfter,
  type Missed,
  nextAfter,
  rescheduled,
  type Timetable,
} from './due.ts'

/** `compact`: a line for each paper. `cards`: with a passage and a picture. */
export const layouts = ['compact', 'cards'] as const
export type Layout = (typeof layouts)[number]

/** The most papers of one edition. */
export const mostPapers = 10

/** What can be set of a digest. */
export type DigestSettings = Timetable & {
  /** In the search language; '' for every paper. */
  readonly query: string
  /** The fewest votes a paper has. */
  readonly votes: number
  /** The most papers of an edition. */
  readonly count: number
  readonly layout: Layout
  /** Whether the abstracts stand in a thread under it, where the platform has threads. */
  readonly thread: boolean
  /** Whether it comes without a notification. */
  readonly quiet: boolean
}

/** A digest and where it stands. */
export type Subscription = DigestSettings & {
  readonly id: string
  readonly to: Address
  /** Who set it up or changed it last, by the platform's id: told when it cannot be delivered any more. */
  readonly by: string
  /** Grows with every change. */
  readonly version: number
  readonly createdAt: Instant
  /** Absent while it is paused without an end. */
  readonly next?: Firing
  /** The latest that became due. */
  readonly last?: Firing
  /** Present from a pause on; over once it is past. */
  readonly pausedUntil?: Instant
  /** The latest dates on which nothing could come, because nobody was there to send it. */
  readonly missed?: Missed
}

/** Who asks for a change, and when. */
export type Change = { readonly by: string; readonly now: Instant }

/** A new digest, first due at its next hour. */
export function newSubscription(
  settings: DigestSettings,
  at: Change & { readonly to: Address; readonly id: string },
): Subscription {
  const { to, id, by, now } = at
  return { ...settings, id, to, by, version: 1, createdAt: now, next: firstAfter(settings, now) }
}

/** The same digest with other settings. What it waits for moves with them (due.ts, `rescheduled`). */
export function changed(
  subscription: Subscription,
  settings: DigestSettings,
  { by, now }: Change,
): Subscription {
  const { next, last, pausedUntil } = subscription
  const version = subscription.version + 1
  const set = { ...subscription, ...settings, by, version }
  if (next === undefined) return set
  if (pausedUntil !== undefined && pausedUntil > now)
    return { ...set, next: firstAfter(settings, pausedUntil - 1, last) }
  return { ...set, next: rescheduled({ timetable: subscription, next, last }, settings, now) }
}

/** The same digest, not coming before `until`; without it, not before somebody resumes it. */
export function paused(
  subscription: Subscription,
  until: Instant | undefined,
  { by }: Pick<Change, 'by'>,
): Subscription {
  const { next: _, pausedUntil: __, ...rest } = subscription
  const set = { ...rest, by, version: rest.version + 1 }
  if (until === undefined) return set
  return { ...set, pausedUntil: until, next: firstAfter(rest, until - 1, rest.last) }
}

/** The same digest, coming again from its next hour on. */
export function resumed(subscription: Subscription, { by, now }: Change): Subscription {
  const { pausedUntil: _, ...rest } = subscription
  return { ...rest, by, version: rest.version + 1, next: firstAfter(rest, now, rest.last) }
}

/** Whether it is paused, and until when where that is known. */
export function pauseOf(
  { next, pausedUntil }: Pick<Subscription, 'next' | 'pausedUntil'>,
  now: Instant,
): { readonly until?: Instant } | undefined {
  if (next === undefined) return {}
  return pausedUntil !== undefined && pausedUntil > now ? { until: pausedUntil } : undefined
}

/** The firings that come next, at most `count`; none while it is paused without an end. */
export function upcoming(subscription: Subscription, count: number): readonly Firing[] {
  const firings: Firing[] = subscription.next === undefined ? [] : [subscription.next]
  while (firings.length > 0 && firings.length < count)
    firings.push(nextAfter(subscription, firings.at(-1)?.date ?? ''))
  return firings
}

/** A name for a new one that no other has: 16 letters and digits. */
export function newId(random: () => number): string {
  const letters = '23456789abcdefghjkmnpqrstuvwxyz'
  return Array.from({ length: 16 }, () => letters[Math.floor(random() * letters.length)]).join('')
}

/** Where digests are kept. Every question names the place, so that nobody reaches another's. */
export type Subscriptions = {
  /** Those of a channel or a person, oldest first. */
  of(to: Address): Promise<readonly Subscription[]>
  find(to: Address, id: string): Promise<Subscription | undefined>
  /** Keeps a new one; `taken` where the place has one for the same query. */
  add(subscription: Subscription): Promise<'added' | 'taken'>
  /** Changes one as it is at this moment, undisturbed by others; undefined where it is gone. */
  edit(
    to: Address,
    id: string,
    change: (current: Subscription) => Subscription,
  ): Promise<Subscription | undefined>
  remove(to: Address, id: string): Promise<void>
}
