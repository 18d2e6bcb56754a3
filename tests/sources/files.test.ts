// Telling the four kinds of file apart by their content.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCorpusFile, UnknownFileError } from '../../src/sources/files.ts'

const entry = { paper: { id: '2501.00001', title: 'Folding', upvotes: 4 } }
const line = JSON.stringify({ id: '2501.00001', title: 'Folding', abstract: 'We fold.' })
const page = `Daily Papers\n\nFolding\n\n${'We fold paper with great care. '.repeat(12)}`
const feed =
  '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2501.00001v1</id><title>Folding</title></entry></feed>'

describe('the kind of a file', () => {
  it.each([
    ['hugging-face', JSON.stringify([entry])],
    ['hugging-face', JSON.stringify([entry], null, 2)],
    ['hugging-face', JSON.stringify({ data: [entry] })],
    ['hugging-face', JSON.stringify(entry)],
    ['hugging-face', JSON.stringify({ ...entry.paper, publishedAt: '2025-01-01T00:00:00Z' })],
    ['hugging-face', JSON.stringify(entry.paper)],
    ['hugging-face', JSON.stringify({ ...entry.paper, categories: ['cs.LG'] })],
    ['jsonl', line],
    ['jsonl', `${line}\n{"title":`],
    ['jsonl', `{"title":\n${line}\n`],
    ['jsonl', JSON.stringify(JSON.parse(line), null, 2)],
    ['arxiv', feed],
    ['arxiv', `<?xml version="1.0" encoding="UTF-8"?>\n${feed}`],
    ['page', page],
  ])('is %s by its content, whatever its name, byte order mark and line ends', (kind, text) => {
    for (const name of ['papers', 'papers.txt', 'papers.json', 'a.xml']) {
      for (const variant of [
        text,
        `\ufeff${text}`,
        text.replaceAll('\n', '\r\n'),
        `\n ${text} \n`,
      ]) {
        const reading = readCorpusFile(name, variant)
        expect(reading.kind).toBe(kind)
        expect(reading.papers.map(({ title }) => title)).toEqual(['Folding'])
      }
    }
  })

  it('is told by the name only for a single object that either kind could have written', () => {
    const both = '{"id":"2501.00001","title":"Folding"}'
    expect(readCorpusFile('a.json', both).kind).toBe('hugging-face')
    expect(readCorpusFile('a.jsonl', both).kind).toBe('jsonl')
  })

  it('is a problem of one line when one line is broken', () => {
    const { kind, papers, problems } = readCorpusFile('a.jsonl', `${line}\noops\n${line}`)
    expect({ kind, papers: papers.length, problems }).toEqual({
      kind: 'jsonl',
      papers: 2,
      problems: [{ place: 'line 2', reason: 'is not a JSON object' }],
    })
  })
})

describe('the name of a file', () => {
  const feedDay = (name: string) => readCorpusFile(name, JSON.stringify([entry])).papers[0]?.feedDay

  it.each(['2025-01-02.json', 'days/2025-01-02.json', 'C:\\days\\2025-01-02.JSON'])(
    'gives the feed day: %s',
    (name) => {
      expect(feedDay(name)).toBe('2025-01-02')
    },
  )

  it.each(['2025-02-30.json', '2025-01-02.txt', 'x2025-01-02.json', 'day.json', ''])(
    'gives no day: %j',
    (name) => {
      expect(feedDay(name)).toBeUndefined()
    },
  )
})

describe('a file that is none of the kinds', () => {
  it.each([
    ['nothing', '', 'is empty'],
    ['white space', '\ufeff \r\n', 'is empty'],
    ['bytes', 'PK\u0003\u0004\0\0', 'is not a text file'],
    [
      'a web page',
      '<!DOCTYPE html>\n<html><body>Papers</body></html>',
      'is an HTML page. Save the text of the page, or the JSON of the API, instead',
    ],
    ['a web page in small letters', '\n<html lang="en"><head></head>', 'is an HTML page'],
    [
      'a web page that is XML',
      '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x"><html></html>',
      'is an HTML page',
    ],
    ['other XML', '<?xml version="1.0"?><rss></rss>', 'is XML, but not a feed'],
    ['other JSON', '{"error":"Invalid date"}', 'is JSON, but there are no papers in it'],
    ['JSON with inherited names', '{"constructor":1}', 'is JSON, but there are no papers in it'],
    ['a JSON text', '"papers"', 'has no papers in it'],
    [
      'half an array',
      `[${JSON.stringify(entry)},\n{"paper":`,
      'looks like JSON, but is broken or cut off',
    ],
    ['half an object', '{"data": [{"paper":', 'looks like JSON, but is broken or cut off'],
    ['prose', 'Dear reader,\n\nthere is nothing here.', 'has no papers in it'],
    ['an abstract without a title', 'We fold. '.repeat(60), 'has no papers in it'],
  ])('is refused kindly: %s', (_, text, reason) => {
    expect(() => readCorpusFile('odd\n.file', text)).toThrow(UnknownFileError)
    expect(() => readCorpusFile('odd\n.file', text)).toThrow(`It ${reason}`)
    expect(() => readCorpusFile('odd\n.file', text)).not.toThrow(/odd|Daily Papers/)
  })

  it('gives a reading or an UnknownFileError for any text at all', () => {
    const starts = [
      '',
      '[',
      '{',
      '<?xml ',
      '<feed>',
      '<feed><entry>',
      '<html',
      '\ufeff',
      "[\"{'paper': ",
      `${line}\n`,
      page,
    ]
    const pieces = [
      '</entry>',
      '</feed>',
      '<title>',
      '&#x;',
      ']]>',
      '<![CDATA[',
      '"',
      "'",
      '\\u',
      '}',
      ']',
      ',',
      '\n',
      '\0',
      line,
      feed,
    ]
    const text = fc
      .tuple(
        fc.constantFrom(...starts),
        fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...pieces))),
        fc.oneof(fc.constant(''), fc.constantFrom(...starts)),
      )
      .map(([start, middle, end]) => start + middle.join('') + end)
    fc.assert(fc.property(fc.string(), text, outcomeIsKnown), { numRuns: 1_000 })
  })

  it('gives a reading or an UnknownFileError for any JSON at all', () => {
    const keys = fc.constantFrom(
      'paper',
      'papers',
      'data',
      'id',
      'title',
      'authors',
      'name',
      'code',
      'organization',
      'ai_keywords',
      'abstract',
      'date',
      '__proto__',
    )
    const value = fc.letrec((tie) => ({
      json: fc.oneof(
        { maxDepth: 4 },
        fc.jsonValue({ maxDepth: 1 }),
        fc.array(tie('json')),
        fc.dictionary(keys, tie('json')),
      ),
    })).json
    fc.assert(
      fc.property(fc.string(), value, (name, json) =>
        outcomeIsKnown(name, JSON.stringify(json) ?? ''),
      ),
    )
  })
})

function outcomeIsKnown(name: string, text: string): void {
  try {
    const { papers, problems } = readCorpusFile(name, text)
    for (const { id, title } of papers) expect([id, title]).not.toContain('')
    for (const { place, reason } of problems) {
      expect(place).toMatch(/^(record|line|paragraph) \d+$/)
      expect(reason).not.toMatch(/invalid input|zod|undefined/i)
    }
  } catch (error) {
    if (!(error instanceof UnknownFileError)) throw error
    expect(error.message).not.toContain('\n')
  }
}
