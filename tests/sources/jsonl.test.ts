// JSON lines in our own shape.
import { describe, expect, it } from 'vitest'
import { paperIdFromTitle } from '../../src/papers/identity.ts'
import { readJsonl } from '../../src/sources/jsonl.ts'

const full = {
  id: '2501.00001',
  title: 'Folding',
  abstract: 'We fold.',
  authors: ['Ada Lovelace', 'Emmy Noether'],
  published: '2025-01-01',
  feedDay: '2025-01-02',
  votes: 0,
  comments: 2,
  aiSummary: 'Folds.',
  keywords: ['folding'],
  code: { url: 'https://github.com/example/fold', stars: 7 },
  projectUrl: 'https://fold.example/',
  organization: 'The Folding Lab',
  thumbnailUrl: 'https://cdn.example/x.png',
  doi: '10.1000/182',
  categories: ['cs.LG', 'cs.CG'],
}

function readOne(record: object) {
  return readJsonl(JSON.stringify(record), 'jsonl')
}

describe('readJsonl', () => {
  it('reads every field back as it was written, with the source asked for', () => {
    const line = JSON.stringify(full)
    expect(readJsonl(line, 'sample')).toStrictEqual({
      papers: [{ ...full, source: 'sample' }],
      problems: [],
    })
    expect(readJsonl(line, 'jsonl').papers[0]?.source).toBe('jsonl')
  })

  it('needs a title alone, and makes the id from it', () => {
    expect(readOne({ title: ' A\nTitle ' }).papers).toStrictEqual([
      {
        id: paperIdFromTitle('A Title'),
        title: 'A Title',
        abstract: '',
        authors: [],
        source: 'jsonl',
      },
    ])
  })

  it('calls an arXiv paper without a title by its id', () => {
    expect(readOne({ id: 'cs/0112017v2' }).papers).toMatchObject([
      { id: 'cs/0112017', title: 'arXiv:cs/0112017' },
    ])
  })

  it('keeps an id of our own', () => {
    expect(readOne({ id: 'pb-3f9a1c2b7d40', title: 'T' }).papers).toMatchObject([
      { id: 'pb-3f9a1c2b7d40' },
    ])
  })

  it.each<[object, string]>([
    [{ abstract: 'Only words' }, 'has neither an id nor a title'],
    [{ title: ' ' }, 'has neither an id nor a title'],
    [{ id: 'foo', title: 'T' }, 'id “foo” is neither an arXiv id nor one of ours (pb-…)'],
    [
      { id: 'pb-../../x', title: 'T' },
      'id “pb-../../x” is neither an arXiv id nor one of ours (pb-…)',
    ],
    // A number has lost its zeros already: 2501.00010 and 2501.0001 are two papers.
    [{ id: 2501.0001, title: 'T' }, 'has an id that is not a text in quotes'],
    [{ id: 'pb-3f9a1c2b7d40' }, 'has no title'],
  ])('leaves out %j with a reason', (record, reason) => {
    expect(readOne(record)).toEqual({ papers: [], problems: [{ place: 'line 1', reason }] })
  })

  it.each<object>([
    { votes: -1, comments: 1.5 },
    { published: 'yesterday', feedDay: '2025-02-30' },
    { code: { stars: 3 }, projectUrl: 'javascript:x', thumbnailUrl: 'http://cdn.example/x' },
    { code: 'https://code.example', keywords: 'a, b', categories: [], doi: 'n/a', authors: 'Ada' },
    { aiSummary: 5, organization: null, authors: [5, null, ' '], unknown: true },
  ])('drops only the fields it cannot use: %j', (odd) => {
    expect(readOne({ id: '2501.00001', title: 'T', ...odd }).papers).toStrictEqual([
      { id: '2501.00001', title: 'T', abstract: '', authors: [], source: 'jsonl' },
    ])
  })

  it('takes a DOI by its address too', () => {
    expect(readOne({ title: 'T', doi: 'https://doi.org/10.1000/ABC' }).papers).toMatchObject([
      { doi: '10.1000/abc' },
    ])
  })

  it('names the line of the file, empty lines counted, and loads the others', () => {
    const text = '\ufeff{"title":"One"}\r\n\r\n{"title": broken\r\n[1]\r\n  {"title":"Two"}  \r\n'
    const { papers, problems } = readJsonl(text, 'jsonl')
    expect(papers.map(({ title }) => title)).toEqual(['One', 'Two'])
    expect(problems).toEqual([
      { place: 'line 3', reason: 'is not a JSON object' },
      { place: 'line 4', reason: 'is not a JSON object' },
    ])
  })
})
