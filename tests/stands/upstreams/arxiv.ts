// A loopback arXiv: the query API (by ids, or by categories and dates of submission) and the RSS of announcements, on
// one address. The lists are read at each request, so a test may change them while the stand runs.
import type { Announcement } from '../../../src/sources/arxiv-rss.ts'
import { type Answer, openStand, type Stand, type Twist } from './server.ts'
import { type ArxivPaper, atomEntry, escapeXml } from './synthetic.ts'

export type ArxivStandOptions = {
  readonly papers?: readonly ArxivPaper[]
  readonly announced?: readonly (Announcement & { readonly category?: string })[]
}

/** The stand, listening. Both `baseUrl` and `rssUrl` are its `url`. */
export function createArxivStand(options: ArxivStandOptions): Promise<Stand> {
  return openStand((url, twist) => {
    if (url.pathname === '/api/query') return query(url, options, twist)
    if (url.pathname.startsWith('/rss/')) return rss(url, options, twist)
    return { status: 404, type: 'text/plain', body: 'Not Found' }
  })
}

function query(url: URL, { papers = [] }: ArxivStandOptions, twist: Twist | undefined): Answer {
  const ids = url.searchParams.get('id_list')?.split(',')
  const strange = ids?.find((id) => !/^(\d{4}\.\d{4,5}|[a-z-]+\/\d{7})(v\d+)?$/.test(id))
  if (strange !== undefined) return feed([mistake(strange)], 1, 0)
  const found =
    ids === undefined ? search(url, papers) : papers.filter(({ id }) => ids.includes(id))
  const most = Number(url.searchParams.get('max_results') ?? 10)
  const start = twist === 'duplicate' ? 0 : Number(url.searchParams.get('start') ?? 0)
  const page = found.slice(start, start + most)
  const kept = twist === 'empty' ? 0 : twist === 'half' ? Math.ceil(page.length / 2) : page.length
  return feed(page.slice(0, kept).map(atomEntry), found.length, start)
}

/** Understands what our source asks: `(cat:a OR cat:b) AND submittedDate:[… TO …]`, sorted by that date. */
function search(url: URL, papers: readonly ArxivPaper[]): readonly ArxivPaper[] {
  const text = url.searchParams.get('search_query') ?? ''
  const categories = [...text.matchAll(/cat:([\w.-]+)/g)].map(([, name]) => name)
  const [, from = '', until = ''] = /submittedDate:\[(\d{12}) TO (\d{12})\]/.exec(text) ?? []
  const instant = ({ published = '2025-01-02' }: ArxivPaper) =>
    `${published.replaceAll('-', '')}1200`
  const found = papers.filter((paper) => {
    const { categories: own = ['cs.CL'] } = paper
    const inTime = from <= instant(paper) && instant(paper) <= until
    return inTime && own.some((name) => categories.includes(name))
  })
  const sorted = found.toSorted((a, b) => (instant(a) < instant(b) ? -1 : 1))
  return url.searchParams.get('sortOrder') === 'ascending' ? sorted : sorted.reverse()
}

function feed(entries: readonly string[], total: number, start: number): Answer {
  const body = `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/stand</id>
  <title>arXiv Query</title>
  <opensearch:itemsPerPage>${entries.length}</opensearch:itemsPerPage>
  <opensearch:totalResults>${total}</opensearch:totalResults>
  <opensearch:startIndex>${start}</opensearch:startIndex>
  ${entries.join('\n')}
</feed>`
  return { type: 'application/atom+xml; charset=utf-8', body }
}

function mistake(id: string): string {
  return `<entry><id>https://arxiv.org/api/errors#incorrect_id_format_for_${encodeURIComponent(id)}</id>
    <title>Error</title><summary>incorrect id format for ${escapeXml(id)}</summary></entry>`
}

function rss(url: URL, { announced = [] }: ArxivStandOptions, twist: Twist | undefined): Answer {
  const categories = url.pathname.slice(5).split('+')
  const whole = announced.filter(({ category = 'cs.CL' }) => categories.includes(category))
  const kept = twist === 'empty' ? 0 : twist === 'half' ? Math.ceil(whole.length / 2) : whole.length
  const items = whole.slice(0, kept).map(
    ({ id, title, kind, category = 'cs.CL' }) => `<item>
    <title>${escapeXml(title)}</title>
    <link>https://arxiv.org/abs/${id}</link>
    <description>arXiv:${id}v1 Announce Type: ${kind} Abstract: We study it.</description>
    <guid isPermaLink="false">oai:arXiv.org:${id}v1</guid>
    <category>${category}</category>
    <arxiv:announce_type>${kind}</arxiv:announce_type>
    <dc:creator>Ada Lovelace</dc:creator>
  </item>`,
  )
  const body = `<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">
  <channel><title>${categories.join(', ')} updates on arXiv.org</title>
  <link>http://rss.arxiv.org/rss/${categories.join('+')}</link>
  <skipDays><day>Sunday</day><day>Saturday</day></skipDays>
  ${items.join('\n')}
  </channel>
</rss>`
  return { type: 'application/rss+xml', body }
}
