// arXiv's daily announcements (RSS): which papers are new, cross-listed or replaced.
import { parseArxivId } from '../papers/identity.ts'
import type { PaperId } from '../papers/paper.ts'
import { limits } from './clean.ts'
import { isObject } from './reading.ts'
import { type Element, elements, FeedError, parseXml, textOf } from './xml.ts'

const kinds = ['new', 'cross', 'replace', 'replace-cross'] as const

/** One line of an announcement. `cross` was listed in one more category; `replace` has a new version. */
export type Announcement = {
  readonly id: PaperId
  readonly title: string
  readonly kind: (typeof kinds)[number]
}

/**
 * The announcements of a feed, in its order, each paper once. Items that are not about a paper, or of a kind we do not
 * know, are left out.
 * @throws FeedError when the text is no RSS feed or was cut off.
 */
export function readAnnouncements(text: string): readonly Announcement[] {
  if (!/<rss[\s>]/.test(text)) throw new FeedError('is XML, but not a list of announcements')
  if (!text.includes('</rss>')) throw new FeedError('is cut off')
  const { rss } = parseXml(text)
  if (!isObject(rss) || !isObject(rss.channel)) {
    throw new FeedError('is XML, but not one list of announcements')
  }
  const all = elements(rss.channel.item).flatMap((item) => announcementOf(item) ?? [])
  // A paper that is new in one category and cross-listed in another may be listed for both: it is new.
  const same = Map.groupBy(all, ({ id }) => id)
  return [...same.values()].flatMap((lines) => lines.toSorted(byKind)[0] ?? [])
}

function byKind(a: Announcement, b: Announcement): number {
  return kinds.indexOf(a.kind) - kinds.indexOf(b.kind)
}

function announcementOf(item: Element): Announcement | undefined {
  const link = textOf(item.link, limits.url) ?? ''
  const id = parseArxivId(link.replace(/^https?:\/\/(?:[a-z]+\.)?arxiv\.org\/abs\//i, ''))?.id
  const title = textOf(item.title, limits.title)
  const said = textOf(item['arxiv:announce_type'], limits.name)
  const kind = kinds.find((known) => known === said)
  return id === undefined || title === undefined || kind === undefined
    ? undefined
    : { id, title, kind }
}
