// Daily Papers answers of the Hugging Face papers API. The entries here are made up.
import { describe, expect, it } from 'vitest'
import { readDailyPapers, readEntry } from '../../src/sources/hugging-face.ts'

const paper = {
  id: '2501.00001',
  title: 'Learning to\n  Fold Paper',
  summary: 'We fold\npaper.\n',
  authors: [
    { _id: '1', name: ' Ada Lovelace ', hidden: false },
    { _id: '2', name: 'Shy Person', hidden: true },
    { _id: '3', name: 'Emmy Noether', hidden: false, user: { user: 'emmy' } },
  ],
  publishedAt: '2025-01-01T00:00:00.000Z',
  submittedOnDailyAt: '2025-01-02T03:04:05.000Z',
  upvotes: 12,
  ai_summary: 'Folds.',
  ai_keywords: ['folding', ' paper '],
  githubRepo: 'https://github.com/example/fold',
  githubStars: 7,
  projectPage: 'https://fold.example/',
  organization: { name: 'foldlab', fullname: 'The Folding Lab' },
}
const entry = {
  paper,
  publishedAt: '2024-12-31T19:00:00.000Z',
  title: 'The outer title',
  summary: 'The outer summary',
  thumbnail: 'https://cdn.example/2501.00001.png',
  numComments: 3,
  submittedBy: { name: 'someone' },
  isAuthorParticipating: false,
  someFieldOfTheFuture: { deep: [1] },
}
const whole = {
  id: '2501.00001',
  title: 'Learning to Fold Paper',
  abstract: 'We fold paper.',
  authors: ['Ada Lovelace', 'Emmy Noether'],
  source: 'hugging-face',
  published: '2025-01-01',
  feedDay: '2025-01-02',
  votes: 12,
  comments: 3,
  aiSummary: 'Folds.',
  keywords: ['folding', 'paper'],
  code: { url: 'https://github.com/example/fold', stars: 7 },
  projectUrl: 'https://fold.example/',
  organization: 'The Folding Lab',
  thumbnailUrl: 'https://cdn.example/2501.00001.png',
}
const bare = { id: '2501.00001', title: 'T', abstract: '', authors: [], source: 'hugging-face' }

/** The paper of an entry whose inner and outer fields are as given, over an id and a title. */
function read(inner: object, outer: object = {}) {
  return readEntry({ paper: { id: '2501.00001', title: 'T', ...inner }, ...outer })
}

describe('an entry', () => {
  it('is read with every field it has, the inner date and words before the outer ones', () => {
    expect(readEntry(entry)).toEqual({ paper: whole })
  })

  it('needs an id and a title alone, and invents nothing', () => {
    const { paper: found } = read({}) as { paper: object }
    expect(found).toStrictEqual(bare)
  })

  it('takes nulls for absence', () => {
    const names = Object.keys({ ...entry, ...paper }).filter(
      (name) => !['id', 'title'].includes(name),
    )
    const nulls = Object.fromEntries(names.map((name) => [name, null]))
    const { paper: found } = read(
      { ...nulls },
      { ...nulls, paper: { ...nulls, id: '2501.00001', title: 'T' } },
    ) as { paper: object }
    expect(found).toStrictEqual(bare)
  })

  it('falls back on the outer title and summary', () => {
    const read = readEntry({ ...entry, paper: { id: '2501.00001' } })
    expect(read).toMatchObject({
      paper: { title: 'The outer title', abstract: 'The outer summary' },
    })
  })

  it.each([-1, 1.5, '12', null, Number.NaN, 1e300])(
    'has no votes, stars or comments when upstream counts %s',
    (count) => {
      const found = read(
        { upvotes: count, githubStars: count, githubRepo: 'https://code.example/x' },
        { numComments: count },
      )
      expect(found).toStrictEqual({ paper: { ...bare, code: { url: 'https://code.example/x' } } })
    },
  )

  it('has a count of zero when upstream counts zero', () => {
    expect(read({ upvotes: 0 }, { numComments: 0 })).toMatchObject({
      paper: { votes: 0, comments: 0 },
    })
  })

  it('looks for votes inside the paper and for comments outside it', () => {
    expect(read({ numComments: 9 }, { upvotes: 9, githubStars: 9, ai_summary: 'x' })).toStrictEqual(
      { paper: bare },
    )
  })

  it.each([
    'javascript:alert(1)',
    'ftp://files.example/x',
    'github.com/x',
    'https://hf.co@evil.example/',
    7,
  ])('does not keep %s as an address', (url) => {
    expect(read({ githubRepo: url, projectPage: url }, { thumbnail: url })).toStrictEqual({
      paper: bare,
    })
  })

  it('keeps a picture by https alone', () => {
    expect(read({}, { thumbnail: 'http://cdn.example/x.png' })).toStrictEqual({ paper: bare })
  })

  it.each([
    [{ name: 'lab' }, 'lab'],
    [{ name: 'lab', fullname: ' ' }, 'lab'],
    [{ fullname: 'The Lab' }, 'The Lab'],
  ])('calls the organization %j %s, given inside or outside', (organization, called) => {
    expect(read({ organization })).toMatchObject({ paper: { organization: called } })
    expect(read({}, { organization })).toMatchObject({ paper: { organization: called } })
  })

  it('keeps the authors it can read', () => {
    const authors = [{ name: 'A' }, { name: ' ' }, null, { name: 5 }, 'B', { hidden: false }]
    expect(read({ authors })).toMatchObject({ paper: { authors: ['A', 'B'] } })
  })

  it('clips what is too long instead of refusing it', () => {
    const long = 'a'.repeat(30_000)
    const authors = Array.from({ length: 5_001 }, () => ({ name: 'N' }))
    const { paper: found } = read({
      title: long,
      summary: long,
      authors,
      ai_keywords: Array(101).fill('k'),
    }) as { paper: typeof whole }
    expect(found.title).toHaveLength(1_000)
    expect(found.abstract).toHaveLength(20_000)
    expect(found.authors).toHaveLength(5_000)
    expect(found.keywords).toHaveLength(100)
  })

  it.each<[unknown, object]>([
    ['2025-03-01T10:00:00.000Z', { withdrawn: true }],
    [null, {}],
    [undefined, {}],
    ['', {}],
  ])('whose withdrawnAt is %j has %j', (withdrawnAt, known) => {
    expect(read({ withdrawnAt })).toStrictEqual({ paper: { ...bare, ...known } })
  })

  it('drops the version of an id', () => {
    expect(read({ id: '2501.00001v3' })).toStrictEqual({ paper: bare })
  })

  it.each<[unknown, string]>([
    [{ paper: { ...paper, title: ' \n' }, numComments: 1 }, 'has no title'],
    [{ paper: { ...paper, id: undefined } }, 'has no id'],
    [{ paper: { ...paper, id: 2501.00001 } }, 'has no id'],
    [{ paper: { ...paper, id: 'foo' } }, 'id “foo” is not an arXiv id'],
    [
      { paper: { ...paper, id: `x\u202e\n${'y'.repeat(100)}` } },
      `id “x ${'y'.repeat(58)}…” is not an arXiv id`,
    ],
    [null, 'is not an entry with a paper in it'],
    [[entry], 'is not an entry with a paper in it'],
    [12, 'is not an entry with a paper in it'],
    [
      "{'paper': {'id': ",
      'is a text that cannot be read as an entry: expected a value at character 18',
    ],
    ["'just words'", 'is not an entry with a paper in it'],
  ])('that is %j is left out with a reason', (odd, reason) => {
    expect(readEntry(odd)).toEqual({ reason })
  })
})

describe('readDailyPapers', () => {
  const python = `{'paper': {'id': '2501.00001', 'title': "Noether's\\nTheorem", 'upvotes': 4, 'authors': [{'name': 'Emmy', 'hidden': False}], 'githubRepo': None}, 'isAuthorParticipating': True}`

  it.each<[string, unknown]>([
    ['a bare array', [entry]],
    ['an array under papers', { papers: [entry] }],
    ['an array under data', { status: 'ok', count: 1, data: [entry] }],
    ['one entry', entry],
  ])('reads %s', (_, answer) => {
    expect(readDailyPapers(answer)).toEqual({ papers: [whole], problems: [] })
  })

  it('reads the one unwrapped paper of /api/papers/{id}', () => {
    const { comments, thumbnailUrl, ...unwrapped } = whole
    const found = readDailyPapers({ ...paper, linkedModels: [], numTotalModels: 0 })
    expect(found).toEqual({ papers: [unwrapped], problems: [] })
  })

  it('reads an entry of the search, which has no submitter', () => {
    const { submittedBy, ...result } = entry
    const highlighted = { highlightedTitle: [{ type: 'text', text: 'Learning' }] }
    expect(readDailyPapers([{ ...result, ...highlighted }])?.papers).toEqual([whole])
  })

  it('reads entries that are Python literals', () => {
    const found = {
      ...bare,
      title: "Noether's Theorem",
      votes: 4,
      authors: ['Emmy'],
      feedDay: '2025-03-04',
    }
    expect(readDailyPapers({ date: '2025-03-04', data: [python] })).toEqual({
      papers: [found],
      problems: [],
    })
  })

  it('takes the feed day asked for, else the one of the answer, else the day of submission', () => {
    const day = (answer: object, asked?: string) =>
      readDailyPapers(answer, asked)?.papers[0]?.feedDay
    const dated = { date: '2025-02-03', data: [entry] }
    expect(day(dated, '2025-04-05')).toBe('2025-04-05')
    expect(day(dated)).toBe('2025-02-03')
    expect(day({ ...dated, date: 'soon' })).toBe('2025-01-02')
    expect(day([{ paper: { id: '2501.00001', title: 'T' } }])).toBeUndefined()
  })

  it('loads the good records and says which ones it left out', () => {
    const found = readDailyPapers([entry, { paper: { id: '2501.00002' } }, python, 7])
    expect(found?.papers.map((read) => read.title)).toEqual([whole.title, "Noether's Theorem"])
    expect(found?.problems).toEqual([
      { place: 'record 2', reason: 'has no title' },
      { place: 'record 4', reason: 'is not an entry with a paper in it' },
    ])
  })

  it('finds nothing wrong with a day without papers', () => {
    expect(readDailyPapers([])).toEqual({ papers: [], problems: [] })
  })

  it.each([{ error: 'Invalid date' }, { data: 'x' }, 'text', 5, null])(
    'does not take %j for an answer',
    (other) => {
      expect(readDailyPapers(other)).toBeUndefined()
    },
  )
})
