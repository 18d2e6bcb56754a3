// The embedded search engine: a compact inverted index of ours, ranked by BM25F. Each room of it is in `compact/`.
import { setImmediate } from 'node:timers/promises'
import { similarTo } from './compact/alike.ts'
import { answer, daysOf } from './compact/answering.ts'
import { complete } from './compact/completing.ts'
import { explained } from './compact/explaining.ts'
import { createIndex } from './compact/index.ts'
import { load, save } from './compact/keeping.ts'
import { rephrasedBy, sayingsIn } from './compact/saying.ts'
import { tallyOf } from './compact/tally.ts'
import type { KeepableEngine } from './engine.ts'
import { correctQuery } from './spelling.ts'

/** Papers added or removed between two pauses for whatever else the process has to do. */
const batchSize = 10
/** So many are added one by one: by code that was hardly ever run, each takes long. */
const firstOnes = 100
/** Looking for what a word may have meant takes a millisecond; nobody mistypes more of them at once. */
const mostMended = 12

/** An empty engine in memory. Give it papers with `add`. */
export function createCompactEngine(): KeepableEngine {
  const index = createIndex()
  const { words, papers, counts, withPauses } = index
  const papersWithStem = (of: string) => counts.text.all[words.find(of)] ?? 0
  /** Papers that have the word in any inflection, or somebody of that name. */
  const papersWith = (word: string) =>
    (counts.text.all[words.findStem(word)] ?? 0) + (counts.names.all[words.find(word)] ?? 0)

  /** A paper that has both comes twice. */
  const rowsOf = (word: string) => [
    ...index.text.rowsOf(words.findStem(word)),
    ...index.names.rowsOf(words.find(word)),
  ]

  const tidy = async () => {
    index.beginnings.read(Number.POSITIVE_INFINITY)
    const alive = papers.size() === papers.count() ? undefined : papers.columns.alive.all
    await index.text.tidy(alive)
    await index.names.tidy(alive)
  }

  /** Works through all, pausing often. */
  async function each<T>(all: readonly T[], work: (one: T) => void): Promise<void> {
    for (const [i, one] of all.entries()) {
      work(one)
      if (papers.count() > firstOnes && i % batchSize !== batchSize - 1) continue
      await tidy()
      await setImmediate()
      await index.ended()
    }
    await tidy()
  }

  return {
    name: 'a compact index, in memory',
    size: papers.size,
    papersWith: papersWithStem,
    search: (query, request) => withPauses(() => answer(query, request, index)),
    tally: async (clauses, days) => tallyOf(index, clauses, daysOf(days, index)),

    explain: (query, id, days = {}) => withPauses(() => explained(id, query, days, index)),
    similar: (id, limit) => withPauses(() => similarTo(id, limit, index)),
    suggest: async (prefix, limit) => complete(prefix, limit, index),

    async correct(query, mending = 'likely') {
      let left = mostMended
      const near = (word: string, edits: number, least: number) => {
        if (left-- <= 0) return []
        const own = words.findStem(word)
        const papersOf = (number: number) => counts.spelt.all[number] ?? 0
        return words
          .near(word, edits, (number) => papersOf(number) >= least)
          .filter(({ number }) => own === 0 || words.stemOf(number) !== own)
          .map(({ number, edits }) => ({
            word: words.text(number),
            edits,
            papers: papersOf(number),
          }))
          .sort((a, b) => (a.word < b.word ? -1 : a.word > b.word ? 1 : 0))
      }
      const known = { papersWith, rowsOf, isHeld: papers.isAlive, papersEnd: papers.count, near }
      return correctQuery(query, known, mending)
    },

    rephrase: (query) => rephrasedBy(query, sayingsIn(query, index)),

    add: (added) => each(added, index.add),
    remove: (ids) => each(ids, index.remove),
    save: () => save(index),
    load: (blocks) => load(index, blocks),
  }
}
