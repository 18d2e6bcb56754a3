// A loopback Hugging Face papers API: days in pages, single papers, search, quota headers. It serves the entries it is
// given, synthetic or real; the map of days is read at each request, so a test may change a day while the stand runs.
import type { Day } from '../../../src/papers/paper.ts'
import { type Answer, openStand, type Stand, type Twist } from './server.ts'
import type { Entry } from './synthetic.ts'

export type HuggingFaceStandOptions = {
  /** A day that is no array of entries is served as it is, in one page. */
  readonly days: ReadonlyMap<Day, readonly Entry[] | { readonly data: readonly unknown[] }>
  /** Papers that are indexed but were never featured, unwrapped. */
  readonly papers?: readonly Entry['paper'][]
  /** Days after this one are answered with 400, as days in the future are. */
  readonly today?: Day
  /** Requests until `refill`; beyond them 429. 500 in 300 s unless told. */
  readonly quota?: { readonly requests: number; readonly seconds: number }
}

/** The stand, listening; `refill` begins a new window of its quota. */
export async function createHuggingFaceStand(
  options: HuggingFaceStandOptions,
): Promise<Stand & { refill(): void }> {
  const { requests, seconds } = options.quota ?? { requests: 500, seconds: 300 }
  let left = requests
  const stand = await openStand((url, twist) => {
    const spent = left === 0
    if (!spent) left--
    const ratelimit = `"api";r=${left};t=${seconds}`
    const policy = `"fixed window";"api";q=${requests};w=${seconds}`
    const answer = spent ? json({ error: 'Too many requests' }, 429) : route(url, options, twist)
    const headers = { ...answer.headers, ratelimit, 'ratelimit-policy': policy }
    return { ...answer, headers }
  })
  return {
    ...stand,
    refill: () => {
      left = requests
    },
  }
}

function route(url: URL, options: HuggingFaceStandOptions, twist: Twist | undefined): Answer {
  const [, id] = /^\/api\/papers\/(.+)$/.exec(url.pathname) ?? []
  if (url.pathname === '/api/daily_papers') return daily(url, options, twist)
  if (id === 'search') return search(url, options)
  if (id !== undefined) return single(decodeURIComponent(id), options)
  return json({ error: 'Not Found' }, 404)
}

function daily(url: URL, options: HuggingFaceStandOptions, twist: Twist | undefined): Answer {
  const date = url.searchParams.get('date') ?? ''
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || date > (options.today ?? '9999')) {
    return json({ error: 'Invalid date' }, 400)
  }
  const limit = Math.min(Number(url.searchParams.get('limit') ?? 50), 100)
  const page = Number(url.searchParams.get('p') ?? 0)
  const whole = options.days.get(date) ?? []
  if ('data' in whole) return json(whole)
  const entries = twist === 'empty' ? [] : twist === 'half' ? firstHalf(whole) : whole
  const start = twist === 'duplicate' ? 0 : page * limit
  const answer = json(entries.slice(start, start + limit))
  if ((page + 1) * limit >= entries.length) return answer
  const next = new URL(url)
  next.searchParams.set('p', String(page + 1))
  return { ...answer, headers: { link: `<${next.href}>; rel="next"` } }
}

function firstHalf<T>(items: readonly T[]): readonly T[] {
  return items.slice(0, Math.ceil(items.length / 2))
}

/** Entries with every word of the query in title or summary: what upstream finds by its own lights is not ours to imitate. */
function search(url: URL, options: HuggingFaceStandOptions): Answer {
  const words = (url.searchParams.get('q') ?? '').toLowerCase().split(/\s+/)
  const limit = Number(url.searchParams.get('limit') ?? 120)
  if (!(limit >= 1 && limit <= 120)) return json({ error: 'Invalid limit' }, 400)
  const found = entriesOf(options).filter(({ title, summary }) => {
    const text = `${title} ${summary}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const entries = found.slice(0, limit).map(({ submittedBy, ...entry }) => ({
    ...entry,
    highlightedTitle: [{ type: 'text', text: entry.title }],
    highlightedSummary: [{ type: 'text', text: entry.summary }],
  }))
  return json(entries)
}

function single(id: string, options: HuggingFaceStandOptions): Answer {
  const featured = entriesOf(options).map(({ paper }) => paper)
  const paper = [...featured, ...(options.papers ?? [])].find((candidate) => candidate.id === id)
  if (paper === undefined) return json({ error: 'Paper not found' }, 404)
  const linked = { linkedModels: [], linkedDatasets: [], linkedSpaces: [] }
  return json({
    ...paper,
    ...linked,
    numTotalModels: 0,
    numTotalDatasets: 0,
    numTotalSpaces: 0,
  })
}

function entriesOf({ days }: HuggingFaceStandOptions): readonly Entry[] {
  return [...days.values()].flatMap((day) => ('data' in day ? [] : day))
}

function json(value: unknown, status = 200): Answer {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(value) }
}
