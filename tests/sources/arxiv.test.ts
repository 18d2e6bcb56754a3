// Answers of the arXiv API. The papers here are made up; the shape is the API's.
import { describe, expect, it } from 'vitest'
import { FeedError, readAtom, readAtomPage } from '../../src/sources/arxiv.ts'

const folding = `
  <entry>
    <id>http://arxiv.org/abs/2501.00001v2</id>
    <updated>2025-02-01T00:00:00Z</updated>
    <published>2025-01-01T23:59:59Z</published>
    <title>Folding &amp; Cutting:
  A &lt;Survey&gt;</title>
    <summary>  We show that $a &lt; b$ &#233;t&#xE9; &amp;amp; more.
</summary>
    <author><name>Ada Lovelace</name><arxiv:affiliation>London</arxiv:affiliation></author>
    <author><name>Emmy Noether</name></author>
    <arxiv:doi>10.1000/fold</arxiv:doi>
    <arxiv:comment>12 pages</arxiv:comment>
    <arxiv:primary_category term="cs.CG"/>
    <category term="cs.AI" scheme="http://arxiv.org/schemas/atom"/>
    <category term="cs.CG" scheme="http://arxiv.org/schemas/atom"/>
    <link href="https://arxiv.org/abs/2501.00001v2"/>
  </entry>`
const old = '<entry><id>http://arxiv.org/abs/cs/0112017v1</id><title>Old</title></entry>'
const mistake = `<entry><id>https://arxiv.org/api/errors#incorrect_id_format_for_x</id>
  <title>Error</title><summary>incorrect id format for x</summary></entry>`

const feed = (...entries: string[]) => `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom">
  <title>arXiv Query</title><id>https://arxiv.org/api/x</id>
  <opensearch:totalResults>${entries.length}</opensearch:totalResults>${entries.join('')}
</feed>
`

describe('readAtomPage', () => {
  it('gives the papers and how many there are in all', () => {
    const all = feed(folding).replace('>1</opensearch', '>1234</opensearch')
    expect(readAtomPage(all)).toEqual({ ...readAtom(all), total: 1234 })
  })

  it.each(['', '-1', 'many', '99999999999'])('has no total where the feed says “%s”', (said) => {
    const odd = feed(old).replace('>1</opensearch', `>${said}</opensearch`)
    expect(readAtomPage(odd)).not.toHaveProperty('total')
  })

  it('refuses a page that was cut off, as it can be asked for again', () => {
    const text = feed(folding, old)
    expect(() => readAtomPage(text.slice(0, -10))).toThrow(new FeedError('is cut off'))
  })
})

describe('a withdrawn paper', () => {
  const withdrawn = (comment: string, abstract = 'We fold.') => {
    const entry = `<summary>${abstract}</summary><arxiv:comment>${comment}</arxiv:comment>`
    const { papers } = readAtom(feed(old.replace('<title>', `${entry}<title>`)))
    return papers[0]?.withdrawn
  }

  it.each([
    'Withdrawn',
    'withdrawn due to an error in Lemma 2',
    '[Withdrawn by the authors]',
    'Paper withdrawn by the author',
    'The paper has been withdrawn.',
    'This paper has been withdrawn by the author(s) due to a crucial error',
    '12 pages. This submission has been withdrawn by arXiv administrators',
    'arXiv admin note: this version withdrawn by arXiv administrators',
    'This manuscript was voluntarily withdrawn',
    'this arXiv paper is now withdrawn',
  ])('says so in its comment: %s', (comment) => {
    expect(withdrawn(comment)).toBe(true)
    expect(withdrawn('12 pages', comment)).toBe(comment.match(/\bthis\b/i) ? true : undefined)
  })

  it.each([
    'This work replaces the withdrawn arXiv:1234.5678',
    'An earlier version was withdrawn',
    'We study why papers are withdrawn. Some paper has been withdrawn twice.',
    'Money is withdrawn from this bank',
    '12 pages, withdrawnness',
  ])('is not meant by: %s', (words) => {
    expect(withdrawn(words)).toBeUndefined()
    expect(withdrawn('12 pages', words)).toBeUndefined()
  })
})

describe('readAtom', () => {
  it('reads an entry with every field', () => {
    expect(readAtom(feed(folding))).toStrictEqual({
      papers: [
        {
          id: '2501.00001',
          title: 'Folding & Cutting: A <Survey>',
          abstract: 'We show that $a < b$ été &amp; more.',
          authors: ['Ada Lovelace', 'Emmy Noether'],
          source: 'arxiv',
          published: '2025-01-01',
          doi: '10.1000/fold',
          categories: ['cs.CG', 'cs.AI'],
          version: 2,
          updated: '2025-02-01',
          comment: '12 pages',
        },
      ],
      problems: [],
    })
  })

  it('reads an old id, and a single author and category', () => {
    const one = old.replace(
      '</title>',
      '</title><author><name>Solo</name></author><category term="cs.IR"/>',
    )
    expect(readAtom(feed(one)).papers).toStrictEqual([
      {
        id: 'cs/0112017',
        title: 'Old',
        abstract: '',
        authors: ['Solo'],
        source: 'arxiv',
        categories: ['cs.IR'],
        version: 1,
      },
    ])
  })

  it('keeps a title that is a number as it is written', () => {
    const numbers = old.replace('Old', '1.10')
    expect(readAtom(feed(numbers)).papers[0]?.title).toBe('1.10')
  })

  it('reads text with a type and text in CDATA, decoding each once', () => {
    const typed = old.replace(
      '<title>Old',
      '<title type="text">Old &amp; <![CDATA[a < b &amp; c]]>',
    )
    expect(readAtom(feed(typed)).papers[0]?.title).toBe('Old & a < b &amp; c')
  })

  it('leaves unknown entities alone and survives impossible characters', () => {
    const odd = old.replace('Old', 'a &nbsp; &#x110000; &#0; &#xD800; b')
    expect(readAtom(feed(odd)).papers[0]?.title).toBe('a &nbsp; \ufffd \ufffd b')
  })

  it('reads many entities, as a long feed has', () => {
    const long = old.replace('Old', 'a&amp;'.repeat(200))
    const { papers } = readAtom(feed(...Array<string>(50).fill(long)))
    expect(papers.map(({ title }) => title)).toEqual(Array(50).fill('a&'.repeat(200)))
  })

  it('gives a problem for arXiv’s own error, a strange id and a missing title', () => {
    const foreign = old.replace('arxiv.org/abs/cs/0112017v1', 'blog.example/post')
    const untitled = old.replace('Old', ' ')
    const { papers, problems } = readAtom(feed(mistake, folding, foreign, untitled, '<entry/>'))
    expect(papers).toHaveLength(1)
    expect(problems).toEqual([
      { place: 'record 1', reason: 'is arXiv’s answer to a mistake: “incorrect id format for x”' },
      { place: 'record 3', reason: 'id “http://blog.example/post” is not an arXiv id' },
      { place: 'record 4', reason: 'has no title' },
    ])
  })

  it('reads an answer without entries', () => {
    expect(readAtom(feed())).toEqual({ papers: [], problems: [] })
  })

  it('gives the whole entries of a feed that was cut off, and says so', () => {
    const text = feed(folding, old)
    const { papers, problems } = readAtom(text.slice(0, text.indexOf('Old')))
    expect(papers.map(({ id }) => id)).toEqual(['2501.00001'])
    expect(problems).toEqual([{ place: 'record 2', reason: 'is cut off: the file ends here' }])
  })

  it.each([
    ['another format', '<?xml version="1.0"?><rss><channel/></rss>', 'is XML, but not a feed'],
    ['a feed cut off before its first paper ends', feed(folding).slice(0, 600), 'is cut off'],
    [
      'a document type',
      `<!DOCTYPE feed [<!ENTITY a "b">]>${feed(old)}`,
      'declares a document type',
    ],
    ['a reserved name', feed('<entry><__proto__/></entry>'), 'is not whole XML'],
    ['endless nesting', feed('<a>'.repeat(5_000)), 'is not whole XML'],
  ])('refuses %s', (_, text, message) => {
    expect(() => readAtom(text)).toThrow(FeedError)
    expect(() => readAtom(text)).toThrow(message)
  })
})
