// Asks arXiv: papers by id, recent papers of some categories, and the day's announcements.
// Its rule for all its machines together is one request in three seconds on one connection; `turn` has to see to that.
import { parseArxivId } from '../papers/identity.ts'
import type { Day, PaperId } from '../papers/paper.ts'
import { type AtomPage, readAtomPage } from './arxiv.ts'
import { type Announcement, readAnnouncements } from './arxiv-rss.ts'
import { endpoint } from './endpoint.ts'
import { createHttp, type Fetched, type HttpOptions } from './http.ts'
import type { Records } from './reading.ts'
import { FeedError } from './xml.ts'

/** The least time between two requests of a deployment, in milliseconds (info.arxiv.org/help/api/tou). */
export const arxivIntervalMs = 3_000

export type ArxivOptions = HttpOptions & {
  /** `https://export.arxiv.org`; it may have a path. */
  readonly baseUrl: string
  /** `https://rss.arxiv.org`; it may have a path. */
  readonly rssUrl: string
}

export type ArxivSource = {
  /** The papers with these ids, in arXiv's order; ids it does not know are not there. */
  papers(ids: readonly PaperId[], signal?: AbortSignal): Promise<Fetched<Records>>
  /**
   * A page of at most 200 papers first submitted in the window, both days included (GMT), oldest first, so that papers
   * arriving meanwhile do not move a page; `start` counts from 0 and `total` is of all pages.
   */
  recent(
    categories: readonly string[],
    from: Day,
    until: Day,
    start: number,
    signal?: AbortSignal,
  ): Promise<Fetched<Records & { readonly total: number }>>
  /** What the newest announcement lists; nothing at weekends. */
  announced(
    categories: readonly string[],
    validator?: string,
    signal?: AbortSignal,
  ): Promise<Fetched<readonly Announcement[]>>
}

/** The most ids we put in one address, and the most papers we ask for at once. */
const mostIds = 100
const pageSize = 200

/** arXiv's own wish after "Rate exceeded.": ten minutes at least, in milliseconds. */
const restMs = 600_000

/** The source behind the two addresses. It keeps nothing but the pauses upstream asked for. */
export function createArxivSource(options: ArxivOptions): ArxivSource {
  const http = createHttp({ restMs, ...options })

  /** One page. An empty one is arXiv's way of being overloaded, unless it says itself that nothing is left from `start`. */
  function page(
    query: Readonly<Record<string, string | number>>,
    start: number,
    signal?: AbortSignal,
  ) {
    const url = endpoint(options.baseUrl, 'api/query', { ...query, start })
    return http.get(url, { accept: 'xml', read: (text) => readWholePage(text, start), signal })
  }

  return {
    async papers(ids, signal) {
      // One id that arXiv cannot read would spoil the answer for the others.
      const known = new Set(ids.flatMap((id) => parseArxivId(id)?.id ?? []))
      const parts = chunks([...known], mostIds)
      const pages: Records[] = []
      for (const part of parts) {
        const query = { id_list: part.join(','), max_results: part.length }
        const answer = await page(query, 0, signal)
        if (answer.status !== 'ok') return neverAbsent(answer)
        pages.push(answer.value)
      }
      return { status: 'ok', value: joined(pages) }
    },

    async recent(categories, from, until, start, signal) {
      if (categories.length === 0) return nothing({ papers: [], problems: [], total: 0 })
      const any = categories.map((category) => `cat:${category}`).join(' OR ')
      const window = `[${compact(from)}0000 TO ${compact(until)}2359]`
      const search = `(${any}) AND submittedDate:${window}`
      const sort = { sortBy: 'submittedDate', sortOrder: 'ascending' }
      const query = { search_query: search, ...sort, max_results: pageSize }
      return neverAbsent(await page(query, start, signal))
    },

    async announced(categories, validator, signal) {
      if (categories.length === 0) return nothing([])
      const names = categories.map(encodeURIComponent).join('+')
      const url = endpoint(options.rssUrl, `rss/${names}`)
      const read = (text: string) => readFeed(text, (feed) => ({ value: readAnnouncements(feed) }))
      return neverAbsent(await http.get(url, { accept: 'xml', read, validator, signal }))
    },
  }
}

type Read<T> = { readonly value: T } | { readonly garbled: string }

function readWholePage(text: string, start: number): Read<AtomPage & { readonly total: number }> {
  return readFeed(text, (feed) => {
    const { total, ...records } = readAtomPage(feed)
    if (total === undefined) return { garbled: 'did not say how many papers there are' }
    const isEmpty = records.papers.length + records.problems.length === 0
    if (isEmpty && start < total) return { garbled: 'answered with an empty list' }
    return { value: { ...records, total } }
  })
}

function readFeed<T>(text: string, read: (text: string) => Read<T>): Read<T> {
  try {
    return read(text)
  } catch (error) {
    if (error instanceof FeedError) return { garbled: `sent a text that ${error.message}` }
    throw error
  }
}

/** None of these addresses is ever missing: a 404 means that it is wrong, or that arXiv has moved. */
function neverAbsent<T>(answer: Fetched<T>): Fetched<T> {
  return answer.status === 'absent'
    ? { status: 'failed', kind: 'refused', reason: 'answered 404' }
    : answer
}

function nothing<T>(value: T): Fetched<T> {
  return { status: 'ok', value }
}

function joined(pages: readonly Records[]): Records {
  return {
    papers: pages.flatMap(({ papers }) => papers),
    problems: pages.flatMap(({ problems }, index) =>
      problems.map(({ place, reason }) => {
        return { place: index === 0 ? place : `page ${index + 1}, ${place}`, reason }
      }),
    ),
  }
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) =>
    items.slice(n * size, (n + 1) * size),
  )
}

/** `20250102` */
function compact(day: Day): string {
  return day.replaceAll('-', '')
}
