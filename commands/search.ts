// /paper search: the right papers, ranked, with the words that matched.
import { z } from 'zod'
import { defineCommand } from '../src/bot/command.ts'
import { UserError } from '../src/bot/user-error.ts'
import { isoDay } from '../src/papers/paper.ts'
import { type Edge, parseDay } from '../src/papers/period.ts'
import { sorts } from '../src/search/engine.ts'
import { find } from '../src/search/find.ts'
import { isEmpty, parseQuery } from '../src/search/query.ts'
import { emptyCorpusView, isSample, sampleNotice } from '../src/views/corpus-stats.ts'
import { searchResultsView } from '../src/views/search-results.ts'

const pageSize = 5
/** Longer than any title or question; what a query costs grows with its terms. */
const mostTerms = 32

export default defineCommand({
  name: 'search',
  summary: 'Find papers by words, phrases, authors and more',
  examples: [
    'search state space models',
    'search "reinforcement learning" -robot sort:new',
    'search author:vaswani',
    'search diffusion OR flow has:code votes:>5 since:2025',
  ],
  notes: [
    'Words find their inflections: model finds models. A "phrase in quotes" stands together, -word leaves out, OR gives a choice.',
    'title:word, author:name and org:name look there alone; has:code and votes:>20 narrow down; an arXiv id finds its paper.',
  ],
  options: z.object({
    query: z.string().trim().min(1).max(300).describe('words, "a phrase", -word, author:name …'),
    sort: z.enum(sorts).default('relevance').describe('what comes first'),
    since: z.string().max(30).optional().describe('from this date on: 2025-03-01, 2025, 7d, 4w'),
    until: z.string().max(30).optional().describe('up to this date, included'),
    page: z.int().min(1).max(10_000).default(1).describe('which page of the results'),
  }),
  text: 'query',
  visibility: 'private',
  async run(options, { search, corpus, now }) {
    const query = parseQuery(options.query)
    if (isEmpty(query))
      throw new UserError(query.problems[0] ?? 'There is nothing to search for in that.', {
        hint: 'Give a word or two, an author:name, or an arXiv id.',
      })
    if (query.clauses.flat().length > mostTerms)
      throw new UserError(`That is more than ${mostTerms} words; fewer find more.`)
    const today = isoDay(now)
    const request = {
      offset: (options.page - 1) * pageSize,
      limit: pageSize,
      sort: options.sort,
      ...dayOption('since', options.since, today),
      ...dayOption('until', options.until, today),
    }
    const found = await find(search, query, request)
    const papers = await corpus.list(found.page.hits.map((hit) => hit.id))
    const state = found.how === 'nothing' ? await corpus.state() : undefined
    if (state?.papers === 0) return emptyCorpusView()
    return searchResultsView({
      found,
      papers,
      asked: options,
      pageSize,
      ...(state && isSample(state) ? { sample: sampleNotice } : {}),
    })
  },
})

function dayOption(
  edge: Edge,
  text: string | undefined,
  today: string,
): { [edge in Edge]?: string } {
  if (text === undefined || text.trim() === '') return {}
  const day = parseDay(text, today, edge)
  if (day === undefined)
    throw new UserError(
      `${edge} is a date such as 2025-03-01 or 2025, or a time back such as 7d or 4w; “${text}” is neither.`,
    )
  return { [edge]: day }
}
