// The arithmetic behind `npm run bench:search`, against examples worked out by hand, and what it says of files that are not a collection.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRandom } from '../../bench/random.ts'
import { pairedDifference } from '../../bench/search/bootstrap.ts'
import { readCollection } from '../../bench/search/collection.ts'
import { ndcg, recall, reciprocalRank } from '../../bench/search/metrics.ts'
import { createRankers } from '../../bench/search/rankers.ts'
import { samplePapers } from '../search/fixtures.ts'

describe('metrics', () => {
  const judged = new Map([
    ['a', 3],
    ['b', 2],
    ['c', 1],
  ])

  test('nDCG discounts each gain by its place and compares with the best order', () => {
    // Gains 2, 0, 3: 2 + 3 / 2 = 3.5; the best order: 3 + 2 / log₂ 3 + 1 / 2 = 4.761859…
    expect(ndcg(['b', 'x', 'a'], judged, 10)).toBeCloseTo(3.5 / 4.761859507, 8)
    expect(ndcg(['a', 'b', 'c'], judged, 10)).toBe(1)
    expect(ndcg(['x', 'y'], judged, 10)).toBe(0)
  })

  test('nDCG looks no deeper than asked, in the best order too', () => {
    // At depth 2: 1 / log₂ 3 of 3 + 2 / log₂ 3.
    expect(ndcg(['x', 'c', 'a'], judged, 2)).toBeCloseTo(0.6309297536 / 4.2618595071, 8)
  })

  test('recall is the share found within the depth', () => {
    expect(recall(['x', 'a', 'b', 'c'], judged, 3)).toBeCloseTo(2 / 3)
    expect(recall([], judged, 3)).toBe(0)
  })

  test('the reciprocal rank goes by the first relevant paper', () => {
    expect(reciprocalRank(['x', 'y', 'c', 'a'], judged)).toBeCloseTo(1 / 3)
    expect(reciprocalRank(['x'], judged)).toBe(0)
  })
})

describe('paired bootstrap', () => {
  test('a difference that is always the same has no doubt about it', () => {
    const { mean, low, high } = pairedDifference([0.5, 0.75, 1], [0.25, 0.5, 0.75], createRandom(1))
    expect([mean, low, high]).toEqual([0.25, 0.25, 0.25])
  })

  test('of differences 0 and 1, half each, the mean of 100 draws is within 0.4 and 0.6 for 95 of 100', () => {
    // The mean's standard deviation is √(0.25 / 100) = 0.05, so that the interval is about 0.5 ± 0.098.
    const ours = Array.from({ length: 100 }, (_, i) => i % 2)
    const { mean, low, high } = pairedDifference(
      ours,
      ours.map(() => 0),
      createRandom(2),
    )
    expect(mean).toBe(0.5)
    expect(low).toBeCloseTo(0.402, 1)
    expect(high).toBeCloseTo(0.598, 1)
    expect(high - low).toBeGreaterThan(0.15)
  })

  test('the same seed gives the same interval', () => {
    const [ours, theirs] = [
      [0.1, 0.9, 0.4, 0],
      [0.2, 0.1, 0.4, 0.3],
    ]
    const once = () => pairedDifference(ours ?? [], theirs ?? [], createRandom(3))
    expect(once()).toEqual(once())
    const turned = pairedDifference(theirs ?? [], ours ?? [], createRandom(3))
    expect(turned.mean).toBeCloseTo(-once().mean)
  })

  test('what is no pair is refused', () => {
    expect(() => pairedDifference([1], [], createRandom(1))).toThrow(RangeError)
    expect(() => pairedDifference([], [], createRandom(1))).toThrow(RangeError)
  })
})

describe('reading a collection', () => {
  const good = {
    'corpus.jsonl': '{"_id":"d1","title":"One","text":"first"}\n{"_id":2,"text":"second"}\n',
    'queries.jsonl': '{"_id":"q1","text":"which one"}\n{"_id":"q2","text":"never judged"}\n',
    'qrels.tsv': 'query-id\tcorpus-id\tscore\r\nq1\td1\t2\r\nq1\t2\t0\r\n',
  }
  let folder = ''

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paperboy-collection-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  async function read(changed: Partial<Record<keyof typeof good, string>> = {}) {
    for (const [file, text] of Object.entries({ ...good, ...changed }))
      await writeFile(join(folder, file), text)
    return readCollection(folder)
  }

  test('papers, the questions that were judged, and what is relevant to them', async () => {
    const { papers, questions } = await read()
    expect(papers.map(({ id, title, abstract }) => [id, title, abstract])).toEqual([
      ['d1', 'One', 'first'],
      ['2', '', 'second'],
    ])
    expect(questions).toEqual([{ id: 'q1', text: 'which one', judged: new Map([['d1', 2]]) }])
  })

  test.each([
    ['corpus.jsonl', '{"_id":"d1"', /corpus\.jsonl, line 1: expected a line like \{"_id"/],
    ['corpus.jsonl', '', /corpus\.jsonl is empty/],
    ['corpus.jsonl', '{"_id":"d1"}\n{"_id":"d1"}', /two lines with the id d1/],
    ['queries.jsonl', '{"_id":"q1"}', /queries\.jsonl, line 1/],
    ['queries.jsonl', '\n{"_id":"q1","text":"  "}', /queries\.jsonl, line 2/],
    ['qrels.tsv', 'query-id\tcorpus-id\tscore\nq1 d1 1', /line 2: .*a tab between/],
    ['qrels.tsv', 'query-id\tcorpus-id\tscore\nq1\td1\tmuch', /line 2/],
    ['qrels.tsv', 'query-id\tcorpus-id\tscore\nq9\td1\t1', /no query q9/],
    ['qrels.tsv', 'query-id\tcorpus-id\tscore\nq1\td9\t1', /no document d9/],
    ['qrels.tsv', 'query-id\tcorpus-id\tscore\nq1\td1\t0', /judges no paper relevant/],
  ] as const)('%s with %j is refused', async (file, text, message) => {
    await expect(read({ [file]: text })).rejects.toThrow(message)
  })

  test('a folder without the files says which one is missing', async () => {
    await expect(readCollection(join(folder, 'nowhere'))).rejects.toThrow(/no corpus\.jsonl in/)
  })
})

test('every engine finds a paper by its title, and none trips over signs', async () => {
  for (const { name, rank } of await createRankers(samplePapers)) {
    const [first] = await rank('Deep Residual Learning for Image Recognition')
    expect([name, first]).toEqual([name, '1512.03385'])
    for (const text of ['"*()', "NOT AND 'x", '-', '{a} ^b: c"']) await rank(text)
  }
})
