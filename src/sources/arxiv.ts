// An answer of the arXiv API (an Atom feed) as papers.
import { type ArxivId, parseArxivId } from '../papers/identity.ts'
import { dayOf, type Paper } from '../papers/paper.ts'
import { limits } from './clean.ts'
import { bareDoi, onlyKnown } from './fields.ts'
import { collect, isObject, type PaperOrReason, quote, type Records } from './reading.ts'
import { saysWithdrawn } from './withdrawn.ts'
import { type Element, elements, FeedError, parseXml, textOf } from './xml.ts'

export { FeedError } from './xml.ts'

/** One page of an answer. `total` is how many papers the question has in all; absent when the feed does not say. */
export type AtomPage = Records & { readonly total?: number }

/**
 * The papers of an arXiv answer. A feed that was cut off gives its whole entries and a problem.
 * @throws FeedError when the text is no Atom feed.
 */
export function readAtom(text: string): Records {
  requireFeed(text)
  if (text.includes('</feed>')) return readEntries(feedOf(text))
  const end = text.lastIndexOf('</entry>')
  if (end === -1) throw new FeedError('is cut off before the end of its first paper')
  const { papers, problems } = readEntries(feedOf(`${text.slice(0, end)}</entry></feed>`))
  const place = `record ${papers.length + problems.length + 1}`
  return { papers, problems: [...problems, { place, reason: 'is cut off: the file ends here' }] }
}

/**
 * The papers of one page as the API serves it, and how many there are in all.
 * @throws FeedError when the text is no Atom feed or was cut off: a page can be asked for again.
 */
export function readAtomPage(text: string): AtomPage {
  requireFeed(text)
  if (!text.includes('</feed>')) throw new FeedError('is cut off')
  const feed = feedOf(text)
  const total = textOf(feed['opensearch:totalResults'], limits.name) ?? ''
  return {
    ...readEntries(feed),
    ...onlyKnown({ total: /^\d{1,9}$/.test(total) ? Number(total) : undefined }),
  }
}

function requireFeed(text: string): void {
  if (!/<feed[\s>]/.test(text)) throw new FeedError('is XML, but not a feed')
}

function feedOf(text: string): Element {
  const { feed } = parseXml(text)
  if (!isObject(feed) && feed !== '') throw new FeedError('is XML, but not one feed')
  return isObject(feed) ? feed : {}
}

function readEntries(feed: Element): Records {
  return collect(
    elements(feed.entry).map((entry, index) => ({
      place: `record ${index + 1}`,
      read: readEntry(entry),
    })),
  )
}

function readEntry(entry: Element): PaperOrReason {
  const title = textOf(entry.title, limits.title)
  if (title === 'Error') {
    const words = textOf(entry.summary, limits.abstract) ?? 'no words'
    return { reason: `is arXiv’s answer to a mistake: ${quote(words)}` }
  }
  const address = textOf(entry.id, limits.url)
  if (address === undefined) return { reason: 'has no id' }
  const id = parseArxivId(address.replace(/^https?:\/\/(?:[a-z]+\.)?arxiv\.org\/abs\//i, ''))
  if (id === undefined) return { reason: `id ${quote(address)} is not an arXiv id` }
  if (title === undefined) return { reason: 'has no title' }
  return { paper: paperOf(id, title, entry) }
}

function paperOf({ id, version }: ArxivId, title: string, entry: Element): Paper {
  const abstract = textOf(entry.summary, limits.abstract) ?? ''
  const comment = textOf(entry['arxiv:comment'], limits.comment)
  return {
    id,
    title,
    abstract,
    authors: authorsOf(entry),
    source: 'arxiv',
    ...onlyKnown({
      published: dayOf(textOf(entry.published, limits.name)),
      doi: bareDoi(textOf(entry['arxiv:doi'], limits.name) ?? ''),
      categories: categoriesOf(entry),
      withdrawn: saysWithdrawn(abstract, comment) ? (true as const) : undefined,
      version,
      updated: dayOf(textOf(entry.updated, limits.name)),
      comment,
    }),
  }
}

function authorsOf(entry: Element): readonly string[] {
  const names = elements(entry.author).map(({ name }) => textOf(name, limits.name))
  return names.filter((name) => name !== undefined).slice(0, limits.authors)
}

/** The primary category, then the others in their order. */
function categoriesOf(entry: Element): readonly string[] {
  const all = [...elements(entry['arxiv:primary_category']), ...elements(entry.category)]
  const terms = all.map((category) => textOf(category['@term'], limits.name))
  return [...new Set(terms.filter((term) => term !== undefined))].slice(0, limits.categories)
}
