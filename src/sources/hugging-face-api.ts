// Asks the Hugging Face papers API: a day's feed, one paper, a search.
import { parseArxivId } from '../papers/identity.ts'
import type { Day, Paper, PaperId } from '../papers/paper.ts'
import { endpoint } from './endpoint.ts'
import {
  createHttp,
  type Failed,
  type Fetched,
  type HttpOptions,
  type HttpRequest,
} from './http.ts'
import { readDailyPapers, readEntry } from './hugging-face.ts'
import { isObject, type Problem, parseJson, type Records } from './reading.ts'

/** Requests in 5 minutes without a token, and searches among them; an account has more. */
export const huggingFaceQuota = { requests: 500, searches: 50, windowMs: 300_000 } as const

export type HuggingFaceOptions = HttpOptions & {
  /** `https://huggingface.co`, or a mirror's address; it may have a path. */
  readonly baseUrl: string
  /** Sent to that host alone. */
  readonly token?: string | undefined
}

export type HuggingFaceSource = {
  /** All pages of a feed day. There is a validator only for a day that stood on one page with room left. */
  day(day: Day, validator?: string, signal?: AbortSignal): Promise<Fetched<Records>>
  /** One paper, featured or not; absent when it is not indexed, as most papers are not. */
  paper(id: PaperId, signal?: AbortSignal): Promise<Fetched<Paper>>
  /** The papers upstream finds for a query, best first; at most 120. */
  search(query: string, limit: number, signal?: AbortSignal): Promise<Fetched<Records>>
}

/** The largest page upstream gives, and the most pages we read of one day. */
const pageSize = 100
const mostPages = 20
/** The most upstream gives for a search. */
const mostFound = 120

/** The source behind `baseUrl`. It keeps nothing but the pauses upstream asked for. */
export function createHuggingFaceSource(options: HuggingFaceOptions): HuggingFaceSource {
  const { baseUrl, token } = options
  const http = createHttp(options)
  const headers: Readonly<Record<string, string>> =
    token === undefined ? {} : { authorization: `Bearer ${token}` }

  // A header cannot hold anything else, and the error that says so repeats what it was given.
  const usable = token === undefined || /^[\x21-\x7e]+$/.test(token)
  const get: Get = async (url, request) =>
    usable ? http.get(url, { ...request, accept: 'json', headers }) : unaskable

  return {
    day: (day, validator, signal) => {
      const url = endpoint(baseUrl, 'api/daily_papers', { date: day, limit: pageSize })
      return readDay(get, url, day, validator, signal)
    },

    async paper(id, signal) {
      const known = parseArxivId(id)?.id
      // Upstream knows papers by arXiv's ids alone.
      if (known === undefined) return { status: 'absent' }
      const url = endpoint(baseUrl, `api/papers/${encodeURIComponent(known)}`)
      return get(url, { read: (text) => readPaper(text, known), signal })
    },

    async search(query, limit, signal) {
      const most = Math.min(Math.max(Math.trunc(limit), 1), mostFound)
      const url = endpoint(baseUrl, 'api/papers/search', { q: query, limit: most })
      return neverAbsent(await get(url, { read: (text) => readList(text), signal }))
    },
  }
}

type Get = <T>(
  url: string,
  request: Pick<HttpRequest<T>, 'read' | 'validator' | 'signal'>,
) => Promise<Fetched<T>>

async function readDay(
  get: Get,
  url: string,
  day: Day,
  validator: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Fetched<Records>> {
  const read = (text: string, headers: Headers) => readPage(text, headers, day)
  const first = await get(url, { read, validator, signal })
  if (first.status !== 'ok') return neverAbsent(first)
  const pages = [first.value]
  let next = first.value.next
  while (next !== undefined && pages.length < mostPages) {
    const address = URL.parse(next, url)
    if (address?.origin !== new URL(url).origin) return sentAway
    const page = await get(address.href, { read, signal })
    if (page.status !== 'ok') return neverAbsent(page)
    const over = isOver(pages, page.value)
    if (!over) pages.push(page.value)
    next = over ? undefined : page.value.next
  }
  const value = joined(pages, next)
  const known = first.validator !== undefined && isWhole(first.value)
  return { status: 'ok', value, ...(known ? { validator: first.validator } : {}) }
}

type Page = Records & { readonly next: string | undefined }
type Read<T> = { readonly value: T } | { readonly garbled: string }

const sentAway: Failed = {
  status: 'failed',
  kind: 'refused',
  reason: 'has its next page at another host',
}

const unaskable: Failed = {
  status: 'failed',
  kind: 'refused',
  reason: 'was not asked: the token has characters that no token has',
}

/** A list that is not there is not an empty list: the address is wrong, or upstream has moved. */
function neverAbsent<T>(answer: Fetched<T>): Fetched<T> {
  return answer.status === 'absent'
    ? { status: 'failed', kind: 'refused', reason: 'answered 404' }
    : answer
}

function readPage(text: string, headers: Headers, day: Day): Read<Page> {
  const read = readList(text, day)
  if ('garbled' in read) return read
  return { value: { ...read.value, next: nextLink(headers.get('link') ?? '') } }
}

function readList(text: string, day?: Day): Read<Records> {
  const answer = parseJson(text)
  if (answer === undefined) return { garbled: 'sent something that is not JSON' }
  const records = isList(answer) ? readDailyPapers(answer, day) : undefined
  return records === undefined ? { garbled: 'sent something that is no list' } : { value: records }
}

/** A bare array, or one under a key, as some days were served. One paper alone is no list. */
function isList(answer: unknown): boolean {
  if (!isObject(answer)) return Array.isArray(answer)
  return Array.isArray(answer.papers) || Array.isArray(answer.data)
}

function readPaper(text: string, id: PaperId): Read<Paper> {
  const answer = parseJson(text)
  if (answer === undefined) return { garbled: 'sent something that is not JSON' }
  const read = isObject(answer) ? readEntry(answer) : { reason: '' }
  if ('reason' in read) return { garbled: 'sent a paper that cannot be read' }
  return read.paper.id === id ? { value: read.paper } : { garbled: 'sent another paper' }
}

/** The address in `Link: <…>; rel="next"`. */
function nextLink(link: string): string | undefined {
  const links = [...link.matchAll(/<([^<>]*)>([^<]*)/g)]
  return links.find(([, , rest = '']) => /;\s*rel="?next"?\s*(?:[;,]|$)/i.test(rest))?.[1]
}

/** Whether a page ends the day: it has nothing on it, or only papers of the pages before. */
function isOver(pages: readonly Page[], { papers, problems }: Page): boolean {
  if (papers.length === 0) return problems.length === 0
  const seen = idsOf(pages)
  return papers.every(({ id }) => seen.has(id))
}

/** A full page proves nothing about whether there is another by now. */
function isWhole({ papers, problems, next }: Page): boolean {
  return next === undefined && papers.length + problems.length < pageSize
}

function joined(pages: readonly Page[], unread: string | undefined): Records {
  const seen = new Set<PaperId>()
  const papers = pages
    .flatMap((page) => page.papers)
    .filter(({ id }) => !seen.has(id) && seen.add(id))
  const problems = pages.flatMap((page, index) =>
    page.problems.map(({ place, reason }): Problem => {
      return { place: index === 0 ? place : `page ${index + 1}, ${place}`, reason }
    }),
  )
  if (unread === undefined) return { papers, problems }
  const reason = `and what follows was not read: ${mostPages} pages are the most we read`
  return { papers, problems: [...problems, { place: `page ${mostPages + 1}`, reason }] }
}

function idsOf(pages: readonly Page[]): ReadonlySet<PaperId> {
  return new Set(pages.flatMap(({ papers }) => papers.map(({ id }) => id)))
}
