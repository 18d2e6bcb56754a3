// Which record belongs to which paper. The rules in full are in tests/contracts/papers.test.ts; here, that
// batches are only a faster way of storing one record after the other.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Paper, PaperId } from '../../src/papers/paper.ts'
import { reconcile, type Stored } from '../../src/store/reconcile.ts'
import { paper } from '../contracts/batches.ts'

// Few ids and titles, so that most records meet.
const record = fc
  .record({
    id: fc.constantFrom('2501.00001', '2501.00002', 'pb-00000000000a', 'pb-00000000000b'),
    title: fc.constantFrom('A', 'a!', 'B', '?'),
    source: fc.constantFrom('page' as const, 'hugging-face' as const, 'arxiv' as const),
    votes: fc.nat(2),
  })
  .map(({ id, ...given }) => paper(id, given))

function store(held: Stored, batch: readonly Paper[]): Stored {
  const { added, changed, merged, aliases } = reconcile(held, batch)
  const papers = new Map(held.papers.map((each) => [each.id, each]))
  for (const id of merged.keys()) expect(papers.delete(id)).toBe(true)
  for (const each of added) expect(papers.has(each.id)).toBe(false)
  for (const each of [...added, ...changed]) papers.set(each.id, each)
  const known = [...held.aliases, ...aliases].map(([alias, id]): [PaperId, PaperId] => [
    alias,
    merged.get(id) ?? id,
  ])
  return {
    papers: [...papers.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    aliases: new Map(known.sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

const empty: Stored = { papers: [], aliases: new Map() }

test('a batch comes to the same as its records one by one', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 12 }), (batch) => {
      const apart = batch.reduce((held, one) => store(held, [one]), empty)
      expect(store(empty, batch)).toEqual(apart)
    }),
    { numRuns: 2_000 },
  )
})

test('every record is found afterwards, by its own id, in exactly one paper', () => {
  fc.assert(
    fc.property(fc.array(record), fc.array(record), (before, batch) => {
      const { papers, aliases } = store(store(empty, before), batch)
      const ids = new Set(papers.map((each) => each.id))
      expect(ids.size).toBe(papers.length)
      for (const { id } of [...before, ...batch])
        expect(ids.has(id) !== ids.has(aliases.get(id) ?? '')).toBe(true)
    }),
    { numRuns: 1_000 },
  )
})

test('no paper of our own stands beside another of the same title', () => {
  fc.assert(
    fc.property(fc.array(record), (batch) => {
      const { papers } = store(empty, batch)
      const own = papers.filter((each) => each.id.startsWith('pb-') && each.title !== '?')
      for (const { id, title } of own)
        expect(
          papers.some(
            (other) =>
              other.id !== id &&
              other.title.slice(0, 1).toUpperCase() === title.slice(0, 1).toUpperCase(),
          ),
        ).toBe(false)
    }),
    { numRuns: 1_000 },
  )
})
