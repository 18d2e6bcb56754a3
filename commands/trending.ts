// /paper trending: what people vote for, of late.
import { z } from 'zod'
import { type Context, defineCommand } from '../src/bot/command.ts'
import { UserError } from '../src/bot/user-error.ts'
import { addDays, isoDay, type PaperId } from '../src/papers/paper.ts'
import { rankTrending, tooFewVotes, windowDays } from '../src/papers/trending.ts'
import { type Found, find, wholeOf } from '../src/search/find.ts'
import { aboutQuery } from '../src/search/gate.ts'
import { isEmpty, parseQuery, type Query } from '../src/search/query.ts'
import { emptyCorpusView } from '../src/views/corpus-stats.ts'
import { noFeedDaysView, tooFewVotesView, trendingView } from '../src/views/trending-list.ts'

const pageSize = 5
/** More papers than any corpus has. */
const most = 10_000_000

export default defineCommand({
  name: 'trending',
  summary: 'Show the papers that gained most votes lately',
  examples: ['trending', 'trending month', 'trending week language models', 'trending month why'],
  notes: [
    'A vote counts less the longer ago its paper was featured: half as much after half the window. The word why shows the numbers.',
  ],
  options: z.object({
    window: z.enum(['day', 'week', 'month']).default('week').describe('how far to look back'),
    query: z.string().trim().max(300).optional().describe('only papers about this'),
    why: z.boolean().default(false).describe('show the numbers behind the order'),
    page: z.int().min(1).max(10_000).default(1).describe('which page of the list'),
  }),
  first: 'window',
  text: 'query',
  last: ['why'],
  visibility: 'public',
  async run({ window, query: asked, why, page }, context) {
    const { corpus, now } = context
    const { papers: held, lastDay } = await corpus.state()
    if (lastDay === undefined) return held === 0 ? emptyCorpusView() : noFeedDaysView()
    const today = isoDay(now)
    const until = lastDay < today ? lastDay : today
    const from = addDays(until, 1 - windowDays[window])
    const query = parseQuery(asked ?? '', ['window', 'why', 'page'])
    if (isEmpty(query) && (asked ?? '') !== '')
      throw new UserError(query.problems[0] ?? `There is nothing to look for in “${asked}”.`)
    const about = isEmpty(query) ? undefined : await papersAbout(query, context)
    const gains = (await corpus.voteGains(from, until)).filter(
      ({ id }) => about?.ids.has(id) ?? true,
    )
    const trends = rankTrending(gains, window, until)
    const age: 'stale' | 'current' = until < addDays(today, -3) ? 'stale' : 'current'
    const filter = about === undefined ? {} : { asked: asked ?? '', found: about.found }
    const understood = about?.found.query ?? query
    const answer = { window, from, until, age, page, pageSize, why, query: understood, ...filter }
    const votes = trends.reduce((sum, trend) => sum + trend.gained, 0)
    const isFew = tooFewVotes(trends)
    // Who asks about something is given the few there are, and told that they are few.
    if (trends.length === 0 || (isFew && about === undefined))
      return tooFewVotesView({ ...answer, papers: gains.length, votes })
    const shown = trends.slice((page - 1) * pageSize, page * pageSize)
    const papers = await corpus.list(shown.map((trend) => trend.id))
    const entries = papers.flatMap((paper) => {
      const trend = shown.find(({ id }) => id === paper.id)
      return trend === undefined ? [] : [{ paper, trend }]
    })
    const few = isFew ? { few: { votes } } : {}
    return trendingView({ ...answer, ...few, entries, total: trends.length })
  },
})

/**
 * The papers that are about the query: relevance is a gate, and behind it the votes decide. Those that only come near take
 * part where none has all of it.
 */
async function papersAbout(
  query: Query,
  { search }: Context,
): Promise<{ readonly found: Found; readonly ids: ReadonlySet<PaperId> }> {
  const found = await find(search, query, { offset: 0, limit: most })
  const hits = found.page.hits.slice(0, wholeOf(found) || most)
  return { found, ids: new Set(aboutQuery(hits, found.query).map(({ id }) => id)) }
}
