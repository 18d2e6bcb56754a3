// An answer of the arXiv API (an Atom feed) as papers.
import { XMLParser } from 'fast-xml-parser'
import { parseArxivId } from '../papers/identity.ts'
import { dayOf } from '../papers/paper.ts'
import { cleanOrAbsent, limits } from './clean.ts'
import { bareDoi, onlyKnown } from './fields.ts'
import { collect, isObject, type PaperOrReason, quote, type Records } from './reading.ts'

/** XML that is no whole Atom feed. The message says why. */
export class FeedError extends Error {
  override readonly name = 'FeedError'
}

/**
 * The papers of an arXiv answer. A feed that was cut off gives its whole entries and a problem.
 * @throws FeedError when the text is no Atom feed.
 */
export function readAtom(text: string): Records {
  // Atom has no use for a DOCTYPE, and entities of one's own are how a small file becomes a huge one.
  if (/<!doctype/i.test(text)) throw new FeedError('declares a document type, which no feed does')
  if (!/<feed[\s>]/.test(text)) throw new FeedError('is XML, but not a feed')
  if (text.includes('</feed>')) return readFeed(text)
  const end = text.lastIndexOf('</entry>')
  if (end === -1) throw new FeedError('is cut off before the end of its first paper')
  const { papers, problems } = readFeed(`${text.slice(0, end)}</entry></feed>`)
  const place = `record ${papers.length + problems.length + 1}`
  return { papers, problems: [...problems, { place, reason: 'is cut off: the file ends here' }] }
}

function readFeed(text: string): Records {
  return collect(
    entriesOf(text).map((entry, index) => ({
      place: `record ${index + 1}`,
      read: readEntry(entry),
    })),
  )
}

type Element = Readonly<Record<string, unknown>>

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  // Entities are decoded below: the parser's own way has a limit on their number that a long feed exceeds.
  processEntities: false,
  isArray: (name) => name === 'entry' || name === 'author' || name === 'category',
})

function entriesOf(text: string): readonly Element[] {
  const { feed } = parse(withoutCdata(text))
  // An element with nothing in it is read as ''.
  if (!isObject(feed) && feed !== '') throw new FeedError('is XML, but not one feed')
  return isObject(feed) ? elements(feed.entry) : []
}

function parse(text: string): Element {
  try {
    return parser.parse(text)
  } catch (error) {
    throw new FeedError('is not whole XML', { cause: error })
  }
}

function readEntry(entry: Element): PaperOrReason {
  const title = textOf(entry.title, limits.title)
  const summary = textOf(entry.summary, limits.abstract)
  if (title === 'Error') {
    return { reason: `is arXiv’s answer to a mistake: ${quote(summary ?? 'no words')}` }
  }
  const address = textOf(entry.id, limits.url)
  if (address === undefined) return { reason: 'has no id' }
  const id = parseArxivId(address.replace(/^https?:\/\/(?:[a-z]+\.)?arxiv\.org\/abs\//i, ''))?.id
  if (id === undefined) return { reason: `id ${quote(address)} is not an arXiv id` }
  if (title === undefined) return { reason: 'has no title' }
  return {
    paper: {
      id,
      title,
      abstract: summary ?? '',
      authors: authorsOf(entry),
      source: 'arxiv',
      ...onlyKnown({
        published: dayOf(textOf(entry.published, limits.name)),
        doi: bareDoi(textOf(entry['arxiv:doi'], limits.name) ?? ''),
        categories: categoriesOf(entry),
      }),
    },
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

function elements(node: unknown): readonly Element[] {
  return (Array.isArray(node) ? node : [node]).filter(isObject)
}

/** The clean text of an element, with attributes or without; of the first one when it is repeated. */
function textOf(node: unknown, limit: number): string | undefined {
  if (Array.isArray(node)) return textOf(node[0], limit)
  if (isObject(node)) return textOf(node['#text'], limit)
  return typeof node === 'string' ? cleanOrAbsent(decode(node), limit) : undefined
}

// XML's five; a feed without a document type can have no others.
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

function decode(text: string): string {
  return text.replace(
    /&(?:#x([\da-fA-F]{1,8})|#(\d{1,10})|(amp|lt|gt|quot|apos));/g,
    (_, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return named[name] ?? ''
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code)
    },
  )
}

/** The same text with its CDATA sections written as ordinary text, so that `decode` is right everywhere. */
function withoutCdata(text: string): string {
  const [before = '', ...sections] = text.split('<![CDATA[')
  const encoded = sections.map((section) => {
    const end = section.indexOf(']]>')
    if (end === -1) throw new FeedError('is not whole XML')
    return encode(section.slice(0, end)) + section.slice(end + 3)
  })
  return before + encoded.join('')
}

function encode(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
