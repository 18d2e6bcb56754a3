// arXiv's announcements. The papers here are made up; the shape is the feed's.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAnnouncements } from '../../src/sources/arxiv-rss.ts'
import { FeedError } from '../../src/sources/xml.ts'

const item = (id: string, kind: string, title = `On ${id}`) => `
  <item>
    <title>${title}</title>
    <link>https://arxiv.org/abs/${id}</link>
    <description>arXiv:${id}v1 Announce Type: ${kind}
Abstract: We study it.</description>
    <guid isPermaLink="false">oai:arXiv.org:${id}v1</guid>
    <category>cs.CL</category><category>cs.AI</category>
    <arxiv:announce_type>${kind}</arxiv:announce_type>
    <dc:creator>Ada Lovelace</dc:creator>
  </item>`

const feed = (...items: string[]) => `<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" version="2.0"><channel>
  <title>cs.CL updates on arXiv.org</title><skipDays><day>Sunday</day></skipDays>${items.join('')}
</channel></rss>`

describe('readAnnouncements', () => {
  it.each(['new', 'cross', 'replace', 'replace-cross'])('reads an item that is %s', (kind) => {
    expect(readAnnouncements(feed(item('2501.00001', kind, 'A\n  &lt;B&gt; &amp; C')))).toEqual([
      { id: '2501.00001', title: 'A <B> & C', kind },
    ])
  })

  it('reads old ids and ids with a version, in the feed’s order', () => {
    const found = readAnnouncements(
      feed(item('cs/0112017', 'replace'), item('2501.00001v2', 'new')),
    )
    expect(found.map(({ id }) => id)).toEqual(['cs/0112017', '2501.00001'])
  })

  it('has a paper once, as new when it is new anywhere', () => {
    const found = readAnnouncements(
      feed(item('2501.00001', 'cross'), item('2501.00002', 'new'), item('2501.00001', 'new')),
    )
    expect(found.map(({ id, kind }) => [id, kind])).toEqual([
      ['2501.00001', 'new'],
      ['2501.00002', 'new'],
    ])
  })

  it('leaves out what is about no paper, of no known kind, or without a title', () => {
    const odd = [item('news', 'new'), item('2501.00001', 'rumour'), item('2501.00002', 'new', ' ')]
    expect(readAnnouncements(feed(...odd, '<item/>'))).toEqual([])
  })

  it('reads a day without announcements', () => {
    expect(readAnnouncements(feed())).toEqual([])
  })

  it.each([
    ['another format', '<feed></feed>', 'is XML, but not a list of announcements'],
    ['an empty document', '<rss></rss>', 'is XML, but not one list of announcements'],
    ['a feed that was cut off', feed(item('2501.00001', 'new')).slice(0, -8), 'is cut off'],
    ['a document type', `<!DOCTYPE rss>${feed()}`, 'declares a document type, which no feed does'],
  ])('refuses %s', (_, text, message) => {
    expect(() => readAnnouncements(text)).toThrow(new FeedError(message))
  })

  it('gives announcements or its own error for any text', () => {
    const pieces = fc.constantFrom(
      '<rss>',
      '</rss>',
      '<item>',
      '</',
      '<![CDATA[',
      ']]>',
      '&#0;',
      '>',
    )
    const text = fc.array(fc.oneof(fc.string(), pieces)).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, (inner) => {
        try {
          readAnnouncements(`<rss><channel>${inner}</channel></rss>`)
        } catch (error) {
          expect(error).toBeInstanceOf(FeedError)
        }
      }),
    )
  })
})
