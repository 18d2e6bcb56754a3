// The edition that a digest would have at this moment: for looking at it before it comes.
import type { Instant } from '../bot/view.ts'
import { choose, type Selection } from './choose.ts'
import { emptyWords, oldestMs, staleWords, windowAt } from './compose.ts'
import { type Issue, rankEdition, withPapers } from './edition.ts'
import { endOf, type FeedWindow, type Freshness, freshnessOf, windowOf } from './feed-window.ts'
import type { DigestParts } from './stores.ts'
import type { Subscription } from './subscription.ts'

/** An edition as it would be. */
export type Outlook = Selection & {
  readonly window: FeedWindow
  /** How many papers there were to choose from. */
  readonly matched: number
  /** Why nothing would be posted. */
  readonly nothing?: string
  /** The state of the data, where newer papers could not be had. */
  readonly asOf?: Instant
  /** Whether these are the newest papers there are, too old to be posted. */
  readonly age: 'current' | 'stale'
}

/** Looks ahead: what would be posted now, or, where all papers are too old for that, what would have been when they were new. */
export async function outlook(
  subscription: Subscription,
  parts: DigestParts,
  now: Instant,
): Promise<Outlook> {
  const today = new Date(now).toISOString().slice(0, 10)
  const window = await windowAt(parts, subscription, today, now)
  const freshness = await freshnessOf(window, parts)
  const asOf = freshness.is === 'part' ? freshness.asOf : undefined
  const stale = isStale(freshness, now) ? staleWords(asOf) : undefined
  const { lastDay } = await parts.corpus.state()
  const shownWindow =
    stale === undefined || lastDay === undefined
      ? window
      : windowOf(subscription, thenFiring(lastDay))
  const { to, query, votes, count } = subscription
  const edition = await rankEdition({ ...shownWindow, query, votes }, parts)
  const issue: Issue = await withPapers(edition, parts.corpus)
  const selection = choose(issue, await parts.shown(to), count)
  const empty =
    selection.chosen.length === 0 ? emptyWords(issue, selection, subscription) : undefined
  const nothing = stale ?? empty
  return {
    ...selection,
    window: shownWindow,
    matched: edition.matched,
    ...(nothing !== undefined && { nothing }),
    ...(asOf !== undefined && { asOf }),
    age: stale === undefined ? 'current' : 'stale',
  }
}

function isStale(freshness: Freshness, now: Instant): boolean {
  if (freshness.is === 'whole') return false
  return freshness.asOf === undefined || now - freshness.asOf > oldestMs
}

/** The morning after a feed day. */
function thenFiring(day: string) {
  const at = endOf(day) + 12 * 3_600_000
  return { date: new Date(at).toISOString().slice(0, 10), at }
}
