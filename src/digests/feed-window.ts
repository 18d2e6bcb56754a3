// Which Daily Papers days an edition covers, and whether they are known whole.
import type { Instant } from '../bot/view.ts'
import type { Corpus, Day, SourceName } from '../papers/paper.ts'
import { addDays } from '../papers/paper.ts'
import { feedDayAt, isWeekend } from '../sources/feed-calendar.ts'
import { everyDay } from './days.ts'
import { type Firing, firingOn, previousBefore, type Timetable } from './due.ts'

/** Feed days, both included. */
export type FeedWindow = { readonly from: Day; readonly until: Day }

/** The most days of one edition: what is older than a week is no news. */
const mostDays = 7

/** The last feed day that is over at an instant. */
export function lastWholeDay(now: Instant): Day {
  return addDays(feedDayAt(now), -1)
}

/**
 * The days since the last edition that was posted, or, where there was none, since the one that would have been: so Monday's
 * covers Friday to Sunday.
 */
export function windowOf(timetable: Timetable, firing: Firing, lastPostedAt?: Instant): FeedWindow {
  const until = lastWholeDay(firing.at)
  const since = lastPostedAt ?? previousBefore(timetable, firing.date).at
  const after = addDays(lastWholeDay(since), 1)
  const earliest = addDays(until, 1 - mostDays)
  const from = after < earliest ? earliest : after
  return { from: from > until ? until : from, until }
}

/** How a feed day was last read. */
export type Readings = {
  get(
    source: SourceName,
    day: Day,
  ): Promise<{ readonly readAt: Instant; readonly papers: number } | undefined>
}

/** Whether the papers of a window are all there; `part`: what is there is as of an instant, where that is known. */
export type Freshness =
  | { readonly is: 'whole' }
  | { readonly is: 'part'; readonly asOf: Instant | undefined; readonly day: Day }

/** Whether the last day of a window that can have papers was read after it was over. */
export async function freshnessOf(
  { until }: FeedWindow,
  { corpus, readings }: { readonly corpus: Pick<Corpus, 'state'>; readonly readings: Readings },
): Promise<Freshness> {
  const day = lastWeekday(until)
  const read = await readings.get('hugging-face', day)
  if (read !== undefined && read.readAt >= endOf(day)) return { is: 'whole' }
  const { upstream = [], lastDay } = await corpus.state()
  const asked = upstream.find(({ source }) => source === 'hugging-face')
  if (asked !== undefined) return { is: 'part', asOf: asked.lastOkAt, day }
  // Papers that came from files alone: a day that has some was given whole.
  if (lastDay !== undefined && lastDay >= day) return { is: 'whole' }
  return { is: 'part', asOf: lastDay === undefined ? undefined : endOf(lastDay), day }
}

function lastWeekday(day: Day): Day {
  return isWeekend(day) ? lastWeekday(addDays(day, -1)) : day
}

/** The instant a feed day is over: 21:30 in New York. */
export function endOf(day: Day): Instant {
  return firingOn({ time: '21:30', zone: 'America/New_York', days: everyDay }, day).at
}
