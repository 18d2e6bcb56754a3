// /paper search: the right papers, ranked, with the words that matched.
import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { type Completion, type Context, defineCommand } from '../src/bot/command.ts'
import { UserError } from '../src/bot/user-error.ts'
import type { View } from '../src/bot/view.ts'
import { type CorpusState, isoDay, type PaperId } from '../src/papers/paper.ts'
import { type Edge, parseDay } from '../src/papers/period.ts'
import { type Days, type Explanation, type SearchEngine, sorts } from '../src/search/engine.ts'
import { type Found, find, wholeOf } from '../src/search/find.ts'
import { markerOf, rarityIn } from '../src/search/marks.ts'
import { isEmpty, parseQuery, type Query } from '../src/search/query.ts'
import { beyondResultsView, nothingBeyondView } from '../src/views/beyond-results.ts'
import { emptyCorpusView, isSample, sampleNotice } from '../src/views/corpus-stats.ts'
import { nothingFoundView } from '../src/views/nothing-found.ts'
import type { SearchOptions } from '../src/views/search-again.ts'
import { searchResultsView } from '../src/views/search-results.ts'

const pageSize = 5
/** Longer than any title or question; what a query costs grows with its terms. */
const mostTerms = 32
/** Alternatives are the dearest, since every paper with one of them is a match, and what is left out, since every other one is. */
const mostAlternatives = 12
const mostLeftOut = 12
/** Keys that stand beside a query, so that a misspelt one is not searched for. */
const optionNames = ['sort', 'since', 'until', 'everywhere', 'page', 'why']
const queryHint = 'Give a word or two, an author:name, or an arXiv id.'

export default defineCommand({
  name: 'search',
  summary: 'Find papers by words, phrases, authors and more',
  examples: [
    'search state space models',
    'search "reinforcement learning" -robot sort:new',
    'search author:vaswani',
    'search diffusion OR flow has:code votes:>5 since:2025',
    'search diffusion robot why',
  ],
  notes: [
    'Words match their other forms: model finds models. A "phrase in quotes" is matched as a whole, -word leaves papers out, OR gives a choice.',
    'title:word, author:name and org:name search only there; has:code and votes:>20 narrow it down; an arXiv id finds its paper.',
    'The word why at the end shows what made each score; in quotes it is a word to search for.',
  ],
  options: z.object({
    query: z
      .string()
      .trim()
      .max(300)
      .optional()
      .describe('words, "a phrase", -word, author:name …'),
    sort: z.enum(sorts).default('relevance').describe('what comes first'),
    since: z.string().max(30).optional().describe('from this date on: 2025-03-01, 2025, 7d, 4w'),
    until: z.string().max(30).optional().describe('up to this date, included'),
    everywhere: z
      .boolean()
      .default(false)
      .describe('search all of Hugging Face Papers, not only this corpus'),
    why: z.boolean().default(false).describe('show the words and numbers behind each score'),
    page: z.int().min(1).max(10_000).default(1).describe('which page of the results'),
  }),
  text: 'query',
  last: ['why'],
  visibility: 'private',
  form: ['query', 'sort', 'since', 'until'],
  suggest: { query: suggestQueries },
  async run({ query: typed = '', ...others }, context) {
    const { search, corpus, now } = context
    const options = { ...others, query: typed }
    const days = daysOf(options, isoDay(now))
    // Days alone list what appeared on them.
    const isListing = options.query === '' && !options.everywhere && Object.keys(days).length > 0
    const query = isListing ? parseQuery('') : readQuery(options.query)
    if (options.everywhere) return beyond(options, query, context)
    const request = {
      offset: (options.page - 1) * pageSize,
      limit: pageSize,
      sort: isListing && options.sort === 'relevance' ? ('new' as const) : options.sort,
      ...days,
    }
    const found = await find(search, query, request)
    const isMeagre = wholeOf(found) < pageSize
    const state = isMeagre ? await corpus.state() : undefined
    const more = context.beyond !== undefined && isReachable(state) ? 'reachable' : 'none'
    if (state !== undefined && found.how === 'nothing') {
      if (state.papers === 0) return emptyCorpusView()
      const sample = isSample(state) ? { sample: sampleNotice } : {}
      return nothingFoundView({ found, asked: options, ...days, more, ...sample })
    }
    const papers = await corpus.list(found.page.hits.map((hit) => hit.id))
    // To choose passages takes as long as to find the papers: others have their turn in between.
    await setImmediate()
    const { also = [] } = found.page
    const marker = markerOf(found.query, { weightOf: rarityIn(search), also })
    const explained = options.why ? { explained: await explain(found, days, search) } : {}
    const answer = { found, papers, marker, asked: options, ...days, pageSize, more } as const
    return searchResultsView({ ...answer, ...explained })
  },
})

/** What made the scores of a page's hits; a hit that nothing was found for is left out. */
async function explain(
  { query, page }: Found,
  days: Days,
  engine: SearchEngine,
): Promise<ReadonlyMap<PaperId, Explanation>> {
  const explained = new Map<PaperId, Explanation>()
  for (const { id } of page.hits) {
    const explanation = await engine.explain(query, id, days)
    if (explanation !== undefined) explained.set(id, explanation)
  }
  return explained
}

/** Completes a query by titles that have its words; a title finds its paper first. */
async function suggestQueries(typed: string, { search }: Context): Promise<Completion[]> {
  if (typed.trim() === '') return []
  const suggestions = await search.suggest(typed, 25)
  return suggestions.map(({ title }) => ({ label: title, value: title }))
}

/** Throws UserError for a query with nothing to look for, or with too much. */
function readQuery(text: string): Query {
  if (text === '')
    throw new UserError('search needs a query.', {
      option: 'query',
      hint: queryHint,
      buttons: [{ label: 'Write one', invoke: { command: 'search', options: {} }, effect: 'form' }],
    })
  const query = parseQuery(text, optionNames)
  if (isEmpty(query))
    throw new UserError(query.problems[0] ?? 'There is nothing to search for in that.', {
      option: 'query',
      hint: queryHint,
    })
  if (query.clauses.flat().length > mostTerms)
    throw new UserError(`That is more than ${mostTerms} words: try fewer.`, { option: 'query' })
  if (query.clauses.some((clause) => clause.length > mostAlternatives))
    throw new UserError(
      `That is more than ${mostAlternatives} words with OR between them: try fewer.`,
      { option: 'query' },
    )
  if (query.clauses.flat().filter(({ not }) => not).length > mostLeftOut)
    throw new UserError(`That leaves out more than ${mostLeftOut} words: try fewer.`, {
      option: 'query',
    })
  return query
}

/** Whether Hugging Face answered when it was last asked; it need not have been asked yet. */
function isReachable(state: CorpusState | undefined): boolean {
  const huggingFace = state?.upstream?.find(({ source }) => source === 'hugging-face')
  return state !== undefined && huggingFace?.failingSince === undefined
}

/** Upstream's own search, for what the corpus does not hold. */
async function beyond(
  { query: asked, page }: SearchOptions,
  query: Query,
  context: Context,
): Promise<View> {
  if (context.beyond === undefined)
    throw new UserError('Only this corpus can be searched: no upstream is set up here.')
  const found = await context.beyond.search(asked)
  if (found.is === 'absent') return nothingBeyondView(asked)
  if (found.is === 'found')
    return beyondResultsView({ query, papers: found.value, asked, page, pageSize })
  throw new UserError(`Hugging Face ${found.reason}.`, {
    hint: 'This corpus can be searched meanwhile; try again in a few minutes.',
  })
}

/** The days asked for. Throws UserError for a date that cannot be read, and for days that end before they begin. */
function daysOf(
  asked: { readonly since?: string | undefined; readonly until?: string | undefined },
  today: string,
): { since?: string; until?: string } {
  const days = {
    ...dayOption('since', asked.since, today),
    ...dayOption('until', asked.until, today),
  }
  const { since, until } = days
  if (since !== undefined && until !== undefined && since > until)
    throw new UserError(`since (${since}) is later than until (${until}): no day is both.`, {
      option: 'since',
    })
  return days
}

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
      { option: edge },
    )
  return { [edge]: day }
}
