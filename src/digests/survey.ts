// What a digest would come to, judged by the last four weeks: asked before it is saved.
import type { Instant } from '../bot/view.ts'
import { addDays, type Corpus, type Paper, type VoteGain } from '../papers/paper.ts'
import type { SearchEngine } from '../search/engine.ts'
import { type Clause, parseQuery, printQuery } from '../search/query.ts'
import { days, isWeekend } from '../sources/feed-calendar.ts'
import { matching } from './edition.ts'
import { type FeedWindow, lastWholeDay } from './feed-window.ts'

/** How far back is looked, in days. */
const surveyDays = 28
const mostSamples = 3

/** What matched in the weeks before. */
export type Survey = FeedWindow & {
  /** Days of the window on which papers are featured. */
  readonly weekdays: number
  readonly matched: number
  /** The newest that matched, the most voted first of a day. */
  readonly samples: readonly Paper[]
  /** The condition that keeps most out, and how many there would be without it. */
  readonly without?: { readonly condition: string; readonly matched: number }
}

type Filter = { readonly query: string; readonly votes: number }

/** Looks back; undefined where no paper has a feed day. */
export async function survey(
  filter: Filter,
  { corpus, search }: { readonly corpus: Corpus; readonly search: SearchEngine },
  now: Instant,
): Promise<Survey | undefined> {
  const { firstDay, lastDay } = await corpus.state()
  if (firstDay === undefined || lastDay === undefined) return undefined
  const until = [lastWholeDay(now), lastDay].sort()[0] ?? lastDay
  const from = [addDays(until, 1 - surveyDays), firstDay].sort().at(-1) ?? firstDay
  const featured = (await corpus.voteGains(from, until)).filter(({ feedDay }) => feedDay >= from)
  const matches = async ({ query, votes }: Filter) =>
    (await matching(featured, query, search)).filter((gain) => gain.votes >= votes)
  const matched = await matches(filter)
  const newest = matched.toSorted(byDay).slice(0, mostSamples)
  return {
    ...{ from, until, matched: matched.length },
    weekdays: days(from, until).filter((day) => !isWeekend(day)).length,
    samples: await corpus.list(newest.map(({ id }) => id)),
    ...(await loosened(filter, matched.length, async (wider) => (await matches(wider)).length)),
  }
}

function byDay(a: VoteGain, b: VoteGain): number {
  if (a.feedDay !== b.feedDay) return a.feedDay < b.feedDay ? 1 : -1
  return b.votes - a.votes || (a.id < b.id ? -1 : 1)
}

/** The one condition without which there would be most, where it keeps any out. */
async function loosened(
  filter: Filter,
  matched: number,
  count: (filter: Filter) => Promise<number>,
): Promise<Pick<Survey, 'without'>> {
  const { clauses } = parseQuery(filter.query)
  const narrowing = clauses.filter(isNarrowing)
  const wider = narrowing.map((clause) => ({
    condition: printQuery({ clauses: [clause] }),
    filter: { ...filter, query: printQuery({ clauses: clauses.filter((one) => one !== clause) }) },
  }))
  if (filter.votes > 0)
    wider.push({ condition: `votes:${filter.votes}`, filter: { ...filter, votes: 0 } })
  const counted = await Promise.all(
    wider.map(async ({ condition, filter }) => ({ condition, matched: await count(filter) })),
  )
  const [most] = counted.toSorted((a, b) => b.matched - a.matched)
  return most !== undefined && most.matched > matched ? { without: most } : {}
}

/** A clause that narrows down what a query is about. */
function isNarrowing(clause: Clause): boolean {
  return clause.every(({ kind, not }) => not || ['votes', 'has', 'org'].includes(kind))
}
