// Feeds in XML (Atom, RSS) as plain objects, and the text of their elements.
import { XMLParser } from 'fast-xml-parser'
import { cleanOrAbsent } from './clean.ts'
import { isObject } from './reading.ts'

/** XML that is no whole feed. The message says why. */
export class FeedError extends Error {
  override readonly name = 'FeedError'
}

/** An element's children by name, and its attributes by `@name`. */
export type Element = Readonly<Record<string, unknown>>

const repeated = new Set(['entry', 'author', 'category', 'item'])

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  // Entities are decoded below: the parser's own way has a limit on their number that a long feed exceeds.
  processEntities: false,
  isArray: (name) => repeated.has(name),
})

/**
 * The document's root elements by name. An element with nothing in it is ''.
 * @throws FeedError when the text is not whole XML, or declares a document type.
 */
export function parseXml(text: string): Element {
  // A feed has no use for a DOCTYPE, and entities of one's own are how a small file becomes a huge one.
  if (/<!doctype/i.test(text)) throw new FeedError('declares a document type, which no feed does')
  const plain = withoutCdata(text)
  try {
    return parser.parse(plain)
  } catch (error) {
    throw new FeedError('is not whole XML', { cause: error })
  }
}

/** The elements of a name, whether it occurs once, often or never. */
export function elements(node: unknown): readonly Element[] {
  return (Array.isArray(node) ? node : [node]).filter(isObject)
}

/** The clean text of an element, with attributes or without; of the first one when it is repeated. */
export function textOf(node: unknown, limit: number): string | undefined {
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
