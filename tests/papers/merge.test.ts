import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { merge, samePaper } from '../../src/papers/merge.ts'
import { origins, type Paper, type SourceName } from '../../src/papers/paper.ts'

function paper(source: SourceName, fields: Partial<Paper> = {}): Paper {
  return { id: '2501.00663', title: 'T', abstract: 'A', authors: ['B C'], source, ...fields }
}

describe('merge', () => {
  it('takes the words of the more authoritative source, whichever came first', () => {
    const face = paper('hugging-face', { title: 'face', authors: ['F'], published: '2024-12-30' })
    const arxiv = paper('arxiv', { title: 'arxiv', authors: ['X'], published: '2024-12-31' })
    for (const merged of [merge(face, arxiv), merge(arxiv, face)]) {
      expect(merged).toEqual(arxiv)
    }
  })

  it('takes the later words of one source', () => {
    const [first, later] = [paper('arxiv', { title: 'v1' }), paper('arxiv', { title: 'v2' })]
    expect(merge(first, later).title).toBe('v2')
  })

  it('is not emptied by an authority that says less', () => {
    const sparse: Paper = {
      id: '2501.00663',
      title: 'X',
      abstract: '',
      authors: [],
      source: 'arxiv',
    }
    expect(merge(paper('jsonl', { published: '2024-12-31' }), sparse)).toEqual(
      paper('arxiv', { title: 'X', published: '2024-12-31' }),
    )
  })

  it('fills gaps from a lesser source', () => {
    const sparse: Paper = {
      id: '2501.00663',
      title: 'X',
      abstract: '',
      authors: [],
      source: 'arxiv',
    }
    expect(merge(sparse, paper('page', { votes: 3, doi: '10.1/x' }))).toEqual(
      paper('arxiv', { title: 'X', votes: 3, doi: '10.1/x' }),
    )
  })

  it('lets Hugging Face replace sample votes, and a sample never replace anything', () => {
    const sample = paper('sample', { votes: 900, comments: 9, code: { url: 'u', stars: 1 } })
    const face = paper('hugging-face', { votes: 12, comments: 0, code: { url: 'v' } })
    for (const merged of [merge(sample, face), merge(face, sample)]) {
      expect(merged).toMatchObject({ votes: 12, comments: 0, code: { url: 'v' } })
    }
    expect(merge(face, paper('jsonl', { votes: 1 })).votes).toBe(12)
  })

  it('lets a file be corrected and imported again, until Hugging Face has spoken', () => {
    const first = paper('jsonl', { votes: 3 })
    expect(merge(first, paper('jsonl', { votes: 4 })).votes).toBe(4)
    const heard = merge(first, paper('hugging-face', { votes: 12 }))
    expect(merge(heard, paper('jsonl', { votes: 4 })).votes).toBe(12)
  })

  it('lets votes fall when Hugging Face itself says so: people take votes back', () => {
    expect(
      merge(paper('hugging-face', { votes: 5 }), paper('hugging-face', { votes: 4 })).votes,
    ).toBe(4)
  })

  it('takes arXiv’s DOI and categories over everybody’s', () => {
    const face = paper('hugging-face', { doi: '10.1/face', categories: ['cs.AI'] })
    const arxiv = paper('arxiv', { doi: '10.1/arxiv', categories: ['cs.LG', 'cs.AI'] })
    for (const merged of [merge(face, arxiv), merge(arxiv, face)]) {
      expect(merged).toMatchObject({ doi: '10.1/arxiv', categories: ['cs.LG', 'cs.AI'] })
    }
  })

  it('keeps the earliest feed day', () => {
    const [early, late] = [
      paper('jsonl', { feedDay: '2025-01-02' }),
      paper('hugging-face', { feedDay: '2025-01-03' }),
    ]
    expect(merge(early, late).feedDay).toBe('2025-01-02')
    expect(merge(late, early).feedDay).toBe('2025-01-02')
    expect(merge(late, paper('arxiv')).feedDay).toBe('2025-01-03')
  })

  it('keeps the stars of a repository when a later reading does not say', () => {
    const starred = paper('hugging-face', { code: { url: 'u', stars: 7 } })
    const face = (url: string) => paper('hugging-face', { code: { url } })
    expect(merge(starred, face('u')).code).toEqual({ url: 'u', stars: 7 })
    expect(merge(starred, face('v')).code).toEqual({ url: 'v' })
    expect(merge(starred, paper('hugging-face')).code).toEqual({ url: 'u', stars: 7 })
  })

  it('prefers an arXiv id to our own', () => {
    const ours = paper('page', { id: 'pb-3f9a1c2b7d40' })
    expect(merge(ours, paper('jsonl')).id).toBe('2501.00663')
    expect(merge(paper('jsonl'), ours).id).toBe('2501.00663')
  })

  it('leaves its arguments as they were', () => {
    const frozen = Object.freeze(paper('jsonl'))
    expect(() => merge(frozen, Object.freeze(paper('arxiv', { votes: 1 })))).not.toThrow()
    expect(frozen).toEqual(paper('jsonl'))
  })
})

// Few values, so that records agree, differ and lack things in every combination.
const record: fc.Arbitrary<Paper> = fc.record(
  {
    id: fc.constantFrom('2501.00663', 'pb-3f9a1c2b7d40'),
    title: fc.constantFrom('one', 'two'),
    abstract: fc.constantFrom('', 'a', 'b'),
    authors: fc.constantFrom([], ['A'], ['B', 'C']),
    source: fc.constantFrom(...origins),
    published: fc.constantFrom('2025-01-01', '2025-01-02'),
    feedDay: fc.constantFrom('2025-01-03', '2025-01-04'),
    votes: fc.nat({ max: 3 }),
    comments: fc.nat({ max: 1 }),
    aiSummary: fc.constantFrom('', 's', 't'),
    keywords: fc.constantFrom([], ['k'], ['l']),
    code: fc.record(
      { url: fc.constantFrom('u', 'v', 'w'), stars: fc.nat({ max: 3 }) },
      { requiredKeys: ['url'] },
    ),
    projectUrl: fc.constantFrom('p', 'q'),
    organization: fc.constantFrom('o', 'n'),
    thumbnailUrl: fc.constantFrom('i', 'j'),
    doi: fc.constantFrom('10.1/a', '10.1/b'),
    categories: fc.constantFrom([], ['cs.LG'], ['cs.CL']),
  },
  { requiredKeys: ['id', 'title', 'abstract', 'authors', 'source'] },
)

const importAll = (start: Paper, records: readonly Paper[]) => records.reduce(merge, start)

describe('merging again', () => {
  it('changes nothing the second time one record comes', () => {
    fc.assert(
      fc.property(record, record, (a, b) => {
        const once = merge(a, b)
        expect(samePaper(merge(once, b), once)).toBe(true)
        expect(samePaper(merge(a, a), a)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('changes nothing the second time the same files come in the same order', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 6 }), ([first, ...rest]) => {
        if (first === undefined) return
        const once = importAll(first, rest)
        const twice = importAll(once, [first, ...rest])
        expect(twice).toEqual(once)
        expect(samePaper(twice, once)).toBe(true)
      }),
      { numRuns: 5000 },
    )
  })

  it('never erases: what one record knows, the merged paper knows', () => {
    const says = (value: unknown) =>
      value !== undefined && value !== '' && [value].flat().length > 0
    fc.assert(
      fc.property(record, record, (a, b) => {
        const merged = merge(a, b)
        for (const field of [...Object.keys(a), ...Object.keys(b)] as (keyof Paper)[]) {
          expect(says(merged[field])).toBe(says(a[field]) || says(b[field]))
        }
      }),
    )
  })

  it('never lets another source change a reading of Hugging Face', () => {
    const votes = fc.record({ face: record, other: record, count: fc.nat() })
    fc.assert(
      fc.property(votes, ({ face, other, count }) => {
        fc.pre(other.source !== 'hugging-face')
        const read: Paper = { ...face, source: 'hugging-face', votes: count }
        expect(merge(read, other).votes).toBe(count)
        expect(merge(other, read).votes).toBe(count)
      }),
    )
  })
})

describe('samePaper', () => {
  it('ignores the order of keys and keys without a value', () => {
    const a = paper('arxiv', { votes: 1, code: { url: 'u', stars: 2 } })
    const b = Object.fromEntries(Object.entries(a).reverse()) as Paper
    expect(
      samePaper(a, { ...b, code: { stars: 2, url: 'u' }, doi: undefined } as object as Paper),
    ).toBe(true)
  })

  it.each<[string, Partial<Paper>]>([
    ['a count', { votes: 2 }],
    ['zero where nothing is known', { comments: 0 }],
    ['stars', { code: { url: 'u', stars: 3 } }],
    ['the order of authors', { authors: ['C', 'B'] }],
    ['one author more', { authors: ['B', 'C', 'D'] }],
  ])('sees a difference in %s', (_, fields) => {
    const a = paper('arxiv', { votes: 1, code: { url: 'u' }, authors: ['B', 'C'] })
    expect(samePaper(a, { ...a, ...fields })).toBe(false)
    expect(samePaper({ ...a, ...fields }, a)).toBe(false)
  })
})
