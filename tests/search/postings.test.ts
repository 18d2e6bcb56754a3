// Postings: whatever was sealed and made one in between, a word's rows are its papers in their order.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPostings } from '../../src/search/compact/postings.ts'

/** Papers, each with its words and how they stand in it. */
const papers = fc.array(
  fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 255 })), {
    selector: ([word]) => word,
    maxLength: 20,
  }),
  { minLength: 1, maxLength: 120 },
)
const everyFew = fc.integer({ min: 1, max: 9 })

function rowOf(postings: ReturnType<typeof createPostings>, word: number): number[] {
  return postings.rowsOf(word).flatMap((row) => [...row])
}

test('rows are the same however they were sealed and made one, without papers that are gone', async () => {
  await fc.assert(
    fc.asyncProperty(papers, everyFew, fc.infiniteStream(fc.boolean()), async (all, few, coin) => {
      const postings = createPostings()
      const alive = new Uint16Array(all.length).fill(1)
      for (const [paper, words] of all.entries()) {
        for (const [word, standing] of words) postings.add(word, paper, standing)
        if (paper % few !== 0) continue
        postings.seal()
        await postings.tidy(undefined)
      }
      const expected = (word: number) =>
        all.flatMap((words, paper) =>
          words.filter(([one]) => one === word).map(([, standing]) => paper * 256 + standing),
        )
      for (let word = 0; word <= 61; word++) expect(rowOf(postings, word)).toEqual(expected(word))
      for (let paper = 0; paper < all.length; paper++) if (coin.next().value) alive[paper] = 0
      postings.seal()
      // All are made one when what comes last is large beside them.
      for (let i = 0; i < 8000; i++) postings.add(100 + i, all.length, 1)
      postings.seal()
      await postings.tidy(Uint16Array.from([...alive, 1]))
      expect(postings.seal().length).toBe(1)
      for (let word = 0; word <= 61; word++)
        expect(rowOf(postings, word)).toEqual(
          expected(word).filter((posting) => alive[posting >>> 8] === 1),
        )
    }),
    { numRuns: 60 },
  )
})

test('long rows are copied whole', async () => {
  const postings = createPostings()
  const words = 3
  for (let paper = 0; paper < 120_000; paper++) {
    for (let word = 1; word <= words; word++) postings.add(word, paper, 1)
    if (paper % 30_000 === 29_999) postings.seal()
  }
  await postings.tidy(undefined)
  expect(postings.seal().length).toBe(1)
  for (let word = 1; word <= words; word++) {
    const [row] = postings.rowsOf(word)
    expect(row?.length).toBe(120_000)
    expect(row?.every((posting, paper) => posting === paper * 256 + 1)).toBe(true)
  }
})
