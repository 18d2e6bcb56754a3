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

  it('keeps the highest version and the day of that version, in either order', () => {
    const first = paper('arxiv', { title: 'v1', version: 1, updated: '2024-12-31' })
    const second = paper('arxiv', { title: 'v2', version: 2, updated: '2025-02-01' })
    for (const merged of [merge(first, second), merge(second, first)]) {
      expect(merged).toMatchObject({ title: 'v2', version: 2, updated: '2025-02-01' })
    }
    expect(merge(second, paper('hugging-face'))).toEqual(second)
    expect(merge(paper('hugging-face'), second)).toEqual(second)
  })

  it('does not date a version with the day of another', () => {
    const dated = paper('arxiv', { version: 1, updated: '2024-12-31' })
    for (const merged of [
      merge(dated, paper('jsonl', { version: 2 })),
      merge(paper('jsonl', { version: 2 }), dated),
    ]) {
      expect(merged.version).toBe(2)
      expect(merged).not.toHaveProperty('updated')
    }
  })

  it('takes the later of two days told for one version', () => {
    const [early, late] = ['2025-02-01', '2025-02-02'].map((updated) =>
      paper('arxiv', { version: 2, updated }),
    ) as [Paper, Paper]
    expect(merge(early, late).updated).toBe('2025-02-02')
    expect(merge(late, early).updated).toBe('2025-02-02')
  })

  it('does not let an old version of arXiv’s, read late, change a word', () => {
    const now = paper('arxiv', { version: 2, comment: 'Accepted', doi: '10.1/b' })
    const old = paper('arxiv', { version: 1, title: 'Old', comment: 'Draft', doi: '10.1/a' })
    expect(merge(now, old)).toEqual(now)
    expect(merge(now, paper('arxiv', { title: 'No version', comment: 'Draft' }))).toEqual(now)
    expect(merge(old, now)).toEqual(now)
  })

  it('is told of new words by a new version, and stays the same paper', () => {
    const first = paper('arxiv', { title: 'Old name', version: 1, feedDay: '2025-01-02', votes: 9 })
    const second = paper('arxiv', { title: 'New name', abstract: 'New', version: 2 })
    expect(merge(first, second)).toEqual({ ...second, feedDay: '2025-01-02', votes: 9 })
    expect(merge(first, second).id).toBe(first.id)
  })

  it('takes a title edited upstream, and keeps the id', () => {
    const before = paper('hugging-face', { title: 'Old name' })
    const edited = merge(before, paper('hugging-face', { title: 'New name' }))
    expect(edited).toMatchObject({ id: before.id, title: 'New name' })
    const named = merge(edited, paper('arxiv', { title: 'arXiv’s name' }))
    expect(merge(named, paper('hugging-face', { title: 'Old name' }))).toEqual(named)
  })

  it('takes arXiv’s latest comment, and another’s only while arXiv has none', () => {
    const [first, later] = [
      paper('arxiv', { comment: '9 pages' }),
      paper('arxiv', { comment: 'v2' }),
    ]
    expect(merge(first, later).comment).toBe('v2')
    const other = paper('jsonl', { comment: 'from a file' })
    expect(merge(first, other).comment).toBe('9 pages')
    expect(merge(other, first).comment).toBe('9 pages')
    expect(merge(other, paper('arxiv')).comment).toBe('from a file')
  })

  describe('a withdrawn paper', () => {
    const withdrawn = paper('arxiv', { version: 2, withdrawn: true })

    it('stays withdrawn whatever others say, or arXiv of the same or a lower version', () => {
      const others = [
        paper('arxiv', { version: 2 }),
        paper('arxiv', { version: 1 }),
        paper('arxiv'),
        paper('hugging-face'),
        paper('jsonl', { version: 3 }),
      ]
      for (const other of others) expect(merge(withdrawn, other).withdrawn).toBe(true)
    })

    it('is revived by a higher version at arXiv that is not withdrawn, for good', () => {
      const revived = merge(withdrawn, paper('arxiv', { version: 3 }))
      expect(revived).not.toHaveProperty('withdrawn')
      expect(revived.version).toBe(3)
      expect(merge(revived, withdrawn)).toEqual(revived)
      expect(merge(revived, paper('arxiv', { version: 4, withdrawn: true })).withdrawn).toBe(true)
    })

    it('is one that arXiv says was withdrawn in the version we hold or a higher one', () => {
      const held = paper('arxiv', { version: 2 })
      expect(merge(held, withdrawn).withdrawn).toBe(true)
      expect(merge(paper('arxiv', { version: 1 }), withdrawn).withdrawn).toBe(true)
    })

    it('is one that Hugging Face says was withdrawn, until arXiv has told its version', () => {
      const face = paper('hugging-face', { withdrawn: true })
      const arxiv = paper('arxiv', { version: 1 })
      expect(merge(paper('hugging-face'), face).withdrawn).toBe(true)
      expect(merge(face, arxiv)).not.toHaveProperty('withdrawn')
      expect(merge(arxiv, face)).not.toHaveProperty('withdrawn')
    })
  })

  it('comes to the same from Hugging Face and arXiv in either order', () => {
    const face = paper('hugging-face', {
      title: 'face',
      feedDay: '2025-01-02',
      votes: 12,
      comments: 1,
      aiSummary: 's',
      organization: 'o',
    })
    const arxiv = paper('arxiv', {
      published: '2024-12-31',
      version: 2,
      updated: '2025-02-01',
      comment: '12 pages',
      doi: '10.1/x',
      categories: ['cs.LG'],
    })
    const whole = { ...face, ...arxiv }
    expect(merge(face, arxiv)).toEqual(whole)
    expect(merge(arxiv, face)).toEqual(whole)
  })

  it('gives a page record the id, version and words of the paper it turns out to be', () => {
    const page = paper('page', { id: 'pb-3f9a1c2b7d40', feedDay: '2025-01-02' })
    const arxiv = paper('arxiv', { title: 'T', version: 1, updated: '2024-12-31' })
    const whole = { ...arxiv, feedDay: '2025-01-02' }
    expect(merge(page, arxiv)).toEqual(whole)
    expect(merge(arxiv, page)).toEqual(whole)
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
    withdrawn: fc.constant(true as const),
    version: fc.integer({ min: 1, max: 3 }),
    updated: fc.constantFrom('2025-01-05', '2025-01-06'),
    comment: fc.constantFrom('', 'c', 'd'),
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

  it('never erases: what one record knows, the merged paper knows, but for what a version outdates', () => {
    const outdated = new Set<keyof Paper>(['withdrawn', 'updated'])
    const says = (value: unknown) =>
      value !== undefined && value !== '' && [value].flat().length > 0
    fc.assert(
      fc.property(record, record, (a, b) => {
        const merged = merge(a, b)
        for (const field of [...Object.keys(a), ...Object.keys(b)] as (keyof Paper)[]) {
          if (outdated.has(field) && a.version !== b.version) continue
          expect(says(merged[field])).toBe(says(a[field]) || says(b[field]))
        }
      }),
    )
  })

  it('says of version, its day and a withdrawal the same, whatever the order of arXiv’s records', () => {
    // arXiv always tells the version.
    const told = fc.record({
      version: fc.integer({ min: 1, max: 4 }),
      updated: fc.constantFrom('2025-01-05', '2025-01-06', '2025-01-07'),
      withdrawn: fc.constantFrom(true as const, undefined),
    })
    const records = fc
      .array(told, { minLength: 1, maxLength: 6 })
      .chain((all) =>
        fc.tuple(
          fc.constant(all),
          fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
        ),
      )
    fc.assert(
      fc.property(records, (orders) => {
        const [one, other] = orders.map((order) => {
          const [first, ...rest] = order.map(({ withdrawn, ...fields }) =>
            paper('arxiv', { ...fields, ...(withdrawn && { withdrawn }) }),
          )
          return importAll(first ?? paper('arxiv'), rest)
        })
        expect(one).toEqual(other)
        const top = Math.max(...orders[0].map(({ version }) => version))
        const newest = orders[0].filter(({ version }) => version === top)
        expect(one?.version).toBe(top)
        expect(one?.withdrawn).toBe(newest.some(({ withdrawn }) => withdrawn) || undefined)
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
