// Opening the index: the fastest way that can be trusted, and the same index by every way.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createCompactEngine } from '../../src/search/compact.ts'
import type { StoreChanges } from '../../src/search/follow-store.ts'
import { openIndex } from '../../src/search/open-index.ts'
import { writeSnapshot } from '../../src/search/snapshot.ts'
import { answers, type Change, freshly, history, leftBy } from './histories.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-open-index-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A store to which these changes happened, each as one revision. */
function storeAfter(changes: readonly Change[]) {
  return {
    async *all() {
      yield leftBy(changes)
    },
    changedSince: async (mark: number): Promise<StoreChanges> => {
      const next = changes[mark]
      if (next === undefined) return { papers: [], removed: [], mark }
      const papers = 'add' in next ? next.add : []
      return { papers, removed: 'remove' in next ? next.remove : [], mark: mark + 1 }
    },
  }
}

/** Opens the index of a store to which all this happened. */
function open(file: string, changes: readonly Change[], store = storeAfter(changes)) {
  const info = vi.fn()
  const state = { identity: 'store-a', revision: changes.length }
  return openIndex({ file, create: createCompactEngine, ...state, store, log: { info } })
}

/** Leaves a snapshot of the store after these changes. */
async function keep(name: string, changes: readonly Change[]): Promise<string> {
  const file = join(folder, name)
  const { engine, mark } = await open(join(folder, 'none'), changes)
  await writeSnapshot(file, engine, { identity: 'store-a', revision: mark })
  return file
}

const some: readonly Change[] = [
  {
    add: ['Diffusion models', 'State spaces'].map((title, i) => ({
      id: `2501.0000${i}`,
      title,
      abstract: '',
      authors: [],
      source: 'jsonl',
    })),
  },
  { remove: ['2501.00000'] },
]

test('without a snapshot it is built from the store', async () => {
  const opened = await open(join(folder, 'none'), some)
  expect(opened).toMatchObject({ way: 'rebuilt', mark: 2, changes: 1, reason: 'there is none' })
  expect(opened.engine.size()).toBe(1)
})

test('a snapshot of this very state is taken, and the store is not asked', async () => {
  const file = await keep('same', some)
  const store = storeAfter(some)
  const asked = [vi.spyOn(store, 'all'), vi.spyOn(store, 'changedSince')]
  const opened = await open(file, some, store)
  expect(opened).toMatchObject({ way: 'snapshot', mark: 2, changes: 0 })
  expect(opened.engine.size()).toBe(1)
  for (const ask of asked) expect(ask).not.toHaveBeenCalled()
})

test('by whichever way, it is the same index', async () => {
  await fc.assert(
    fc.asyncProperty(history, history, async (before, after) => {
      const file = await keep('any', before)
      const all = [...before, ...after]
      const opened = await open(file, all)
      expect(opened.way).toBe(after.length === 0 ? 'snapshot' : 'snapshot+changes')
      // A step that removes what is not there is a change of no paper.
      if (opened.way === 'snapshot') expect(opened.changes).toBe(0)
      expect(opened.mark).toBe(all.length)
      expect(await answers(opened.engine)).toEqual(await answers(await freshly(leftBy(all))))
    }),
    { numRuns: 30 },
  )
})

test.each([
  ['cannot tell', () => Promise.reject(new Error('no memory')), /could not tell .*: no memory/],
  ['goes back', async () => ({ papers: [], removed: [], mark: 0 }), /went back to 0/],
  ['ends too early', async (mark: number) => ({ papers: [], removed: [], mark }), /ended at 1/],
])('when the store %s, it is built anew', async (_, changedSince, reason) => {
  const file = await keep('older', some.slice(0, 1))
  const opened = await open(file, some, { ...storeAfter(some), changedSince })
  expect(opened).toMatchObject({ way: 'rebuilt', mark: 2, reason: expect.stringMatching(reason) })
  expect(await answers(opened.engine)).toEqual(await answers(await freshly(leftBy(some))))
})

test('a snapshot that is newer than the store is not used', async () => {
  const file = await keep('newer', some)
  const opened = await open(file, some.slice(0, 1))
  expect(opened).toMatchObject({ way: 'rebuilt', reason: expect.stringContaining('revision (2)') })
  expect(opened.engine.size()).toBe(2)
})

test('a damaged snapshot is not used', async () => {
  const file = join(folder, 'damaged')
  await writeFile(file, 'PAPERBOY INDEX\r\n and something else behind')
  const opened = await open(file, some)
  expect(opened).toMatchObject({ way: 'rebuilt', mark: 2, reason: 'its format is another' })
})

test('a store that fails is the caller’s to know', async () => {
  const store = {
    ...storeAfter(some),
    // biome-ignore lint/correctness/useYield: it fails before it has anything.
    async *all() {
      throw new Error('the disk is gone')
    },
  }
  await expect(open(join(folder, 'none'), some, store as never)).rejects.toThrow('disk is gone')
})

test('the log says which way it went', async () => {
  const info = vi.fn()
  const state = { identity: 'store-a', revision: 2, store: storeAfter(some) }
  const create = createCompactEngine
  await openIndex({ file: join(folder, 'none'), create, ...state, log: { info } })
  expect(info).toHaveBeenCalledExactlyOnceWith(
    { way: 'rebuilt', mark: 2, papers: 1, reason: 'there is none' },
    'the index is ready',
  )
})
