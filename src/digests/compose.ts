// What a digest says when its hour has come: the papers of the days since the last one, or why there is nothing to say.
import type { Instant } from '../bot/view.ts'
import type { Sayable } from '../delivery/attempt.ts'
import type { Compose, Composed, Delivery } from '../delivery/delivery.ts'
import type { PaperId } from '../papers/paper.ts'
import { digestViews } from '../views/digest-edition.ts'
import { dayWords } from '../views/paper-lines.ts'
import { choose, type Selection } from './choose.ts'
import { createIssues, type Issue, isLateRiser } from './edition.ts'
import { type FeedWindow, type Freshness, freshnessOf, windowOf } from './feed-window.ts'
import { type DigestParts, isTest, lastPostedAt } from './stores.ts'
import { pauseOf, type Subscription } from './subscription.ts'

/** A day that is not read whole yet is waited for so long after the digest's hour (milliseconds). */
export const longestWaitMs = 2 * 3_600_000
/** It is looked for again after this. */
const lookAgainMs = 5 * 60_000
/** Papers older than this make no digest (milliseconds). */
export const oldestMs = 36 * 3_600_000
/** Editions looked at to find the last that was posted. */
const lookedBack = 20

/** Digests as deliveries: what they say, and whom to tell when that cannot be said. */
export function createDigests(parts: DigestParts): Sayable {
  return {
    compose: createCompose(parts),
    async ownerOf({ to, subject }) {
      const { platform, workspace } = to
      const { by = '' } = (await parts.subscriptions.find(to, subject)) ?? {}
      return by === '' ? undefined : { platform, workspace, user: by }
    },
  }
}

/** How digests are composed. Gives the same papers for the same delivery: the ranking is kept, and what others were shown since was not chosen here. */
function createCompose(parts: DigestParts): Compose {
  const issues = createIssues(parts)
  return async (delivery, now) => {
    const { to, subject, edition, dueAt } = delivery
    const subscription = await parts.subscriptions.find(to, subject)
    if (subscription === undefined) return nothing('It was switched off.')
    if (!isTest(edition) && pauseOf(subscription, now) !== undefined)
      return nothing('It was paused.')
    const window = await windowAt(parts, subscription, dateOf(delivery), dueAt)
    const freshness = await freshnessOf(window, parts)
    const unready = unreadyAt(freshness, delivery, now)
    if (unready !== undefined) return unready
    const asOf = freshness.is === 'part' ? freshness.asOf : undefined
    const { query, votes, count } = subscription
    const issue = await issues.of({ ...window, query, votes }, dateOf(delivery), asOf, now)
    const selection = choose(issue, await parts.shown(to, delivery), count)
    if (selection.chosen.length === 0) return nothing(emptyWords(issue, selection, subscription))
    const ids = selection.chosen.map(({ paper }) => paper.id)
    const saved = await parts.savedThere(to, ids)
    return posted(subscription, issue, { ...selection, saved }, delivery, now)
  }
}

/** The feed days that an edition of a date covers. */
export async function windowAt(
  { sent }: Pick<DigestParts, 'sent'>,
  subscription: Subscription,
  date: string,
  at: Instant,
): Promise<FeedWindow> {
  const before = await sent(subscription.to, subscription.id, lookedBack)
  return windowOf(subscription, { date, at }, lastPostedAt(before, at))
}

/** A test has a name instead of a date: that of its day in UTC will do. */
function dateOf({ edition, dueAt }: Delivery): string {
  return isTest(edition) ? new Date(dueAt).toISOString().slice(0, 10) : edition
}

/** What to do while the papers are not all there. */
function unreadyAt(
  freshness: Freshness,
  { dueAt, edition }: Delivery,
  now: Instant,
): Composed | undefined {
  if (freshness.is === 'whole') return undefined
  const { asOf, day } = freshness
  const until = dueAt + longestWaitMs
  if (now < until && !isTest(edition))
    return {
      is: 'wait',
      until: Math.min(now + lookAgainMs, until),
      reason: `The papers of ${dayWords(day)} are not all there yet.`,
    }
  if (asOf !== undefined && now - asOf <= oldestMs) return undefined
  return nothing(staleWords(asOf))
}

/** Why papers this old make no digest. */
export function staleWords(asOf: Instant | undefined): string {
  if (asOf === undefined) return 'Nothing was heard of new papers yet.'
  return `Nothing was heard of new papers since ${dayWords(new Date(asOf).toISOString().slice(0, 10))}.`
}

/** Why an edition is empty. */
export function emptyWords(
  { edition }: Issue,
  { shownBefore, withdrawn }: Selection,
  { query, votes }: Pick<Subscription, 'query' | 'votes'>,
): string {
  const days = `${dayWords(edition.from)}${edition.from === edition.until ? '' : ` to ${dayWords(edition.until)}`}`
  if (shownBefore.length > 0) return `Every paper of ${days} that fits was shown here before.`
  if (withdrawn.length > 0) return `Every paper of ${days} that fits was withdrawn.`
  const what = query === '' ? 'No paper' : `No paper on “${query}”`
  const least = votes === 0 ? 'votes' : `${votes} votes or more`
  return `${what} of ${days} had ${least}.`
}

function posted(
  subscription: Subscription,
  { edition }: Issue,
  { chosen, more, saved }: Selection & { readonly saved: ReadonlyMap<PaperId, number> },
  { dueAt, edition: name }: Delivery,
  now: Instant,
): Composed {
  const { asOf, from, until } = edition
  const items = chosen.map(({ paper, ranked }) => ({
    paper: { ...paper, votes: ranked.votes },
    ...(isLateRiser(ranked, edition) && { risen: ranked.gained }),
    ...(saved.has(paper.id) && { saved: saved.get(paper.id) ?? 0 }),
  }))
  // Direct messages have no threads everywhere.
  const hasThread = subscription.thread && 'channel' in subscription.to
  const { head, thread } = digestViews({
    subscription: { ...subscription, thread: hasThread },
    ...{ items, more, from, until },
    ...(asOf !== undefined && { asOf }),
    ...(isTest(name) ? { isTest: true as const } : now - dueAt > lateMs && { dueAt }),
  })
  return {
    is: 'post',
    view: head,
    papers: chosen.map(({ paper }) => paper.id),
    ...(subscription.quiet && { quiet: true }),
    ...(thread.length > 0 && { thread }),
  }
}

/** From so late on (milliseconds) a digest says when it was due. */
const lateMs = 30 * 60_000

function nothing(reason: string): Composed {
  return { is: 'nothing', reason }
}
