// The text of a Daily Papers page. The papers here are made up.
import { describe, expect, it } from 'vitest'
import { paperIdFromTitle } from '../../src/papers/identity.ts'
import { readPageText } from '../../src/sources/page-text.ts'

const head = [
  'new',
  'Get trending papers in your email inbox!',
  'Subscribe',
  'Daily Papers',
  'byAK and the research community',
  'Aug 8',
]
const folding = `We fold paper. ${'Folding is an art with rules. '.repeat(15)}`.trim()
const cutting = `We cut paper with O(ell_2) cuts. ${'Cutting is final. '.repeat(25)}`.trim()
const page = (...paragraphs: string[]) => paragraphs.join('\n\n')
const titles = (text: string) => readPageText(text).papers.map(({ title }) => title)

describe('readPageText', () => {
  it('pairs titles with abstracts and skips the head of the page', () => {
    expect(readPageText(page(...head, 'Folding', folding, 'Cutting', cutting))).toStrictEqual({
      papers: [
        {
          id: paperIdFromTitle('Folding'),
          title: 'Folding',
          abstract: folding,
          authors: [],
          source: 'page',
        },
        {
          id: paperIdFromTitle('Cutting'),
          title: 'Cutting',
          abstract: cutting,
          authors: [],
          source: 'page',
        },
      ],
      problems: [],
    })
  })

  it('needs no head, and skips one it has never seen', () => {
    expect(readPageText(page('Folding', folding)).problems).toEqual([])
    expect(readPageText(page('Papers of the day', 'Menu', 'Folding', folding)).problems).toEqual([])
  })

  it('says which title has no abstract, between papers and at the end', () => {
    const found = readPageText(
      page(...head, 'Folding', folding, 'Lost', 'Cutting', cutting, 'Last'),
    )
    expect(found.papers.map(({ title }) => title)).toEqual(['Folding', 'Cutting'])
    expect(found.problems).toEqual([
      { place: 'paragraph 9', reason: 'is a title without an abstract: “Lost”' },
      { place: 'paragraph 12', reason: 'is a title without an abstract: “Last”' },
    ])
  })

  it('knows a short abstract after a title by its full stop', () => {
    const short =
      'We fold a sheet of paper seven times and prove that eight times cannot be done by hand.'
    const found = readPageText(page('Folding', folding, 'Seven', short, 'Cutting', cutting))
    expect(found.papers.map(({ title }) => title)).toEqual(['Folding', 'Seven', 'Cutting'])
    expect(found.papers[1]?.abstract).toBe(short)
    expect(found.problems).toEqual([])
  })

  it('says which abstract has no title, and makes no title of the head', () => {
    const found = readPageText(page(...head, folding, cutting, 'Folding', folding))
    expect(found.papers.map(({ title }) => title)).toEqual(['Folding'])
    expect(found.problems).toEqual([
      { place: 'paragraph 7', reason: 'is an abstract with no title before it' },
      { place: 'paragraph 8', reason: 'is an abstract with no title before it' },
    ])
  })

  it('reads Windows line ends, spaces on empty lines and many of them', () => {
    expect(
      titles(`\r\n \r\nFolding\r\n \t\r\n\r\n${folding}\r\n\r\nCutting\r\n\r\n${cutting}\r\n`),
    ).toEqual(['Folding', 'Cutting'])
  })

  it('joins paragraphs that were wrapped', () => {
    const wrapped = folding.replace(/(.{40,60}) /g, '$1\n')
    const found = readPageText(page('Folding\nPaper', wrapped))
    expect(found.papers).toMatchObject([{ title: 'Folding Paper', abstract: folding }])
  })

  it('reads titles and abstracts on lines of their own without empty lines between', () => {
    expect(titles(['Folding', folding, 'Cutting', cutting].join('\n'))).toEqual([
      'Folding',
      'Cutting',
    ])
  })

  it('finds no papers where there are none', () => {
    expect(readPageText('Hello').papers).toEqual([])
    expect(readPageText('')).toEqual({ papers: [], problems: [] })
  })
})
