// What a kept index saves: loading the snapshot against building the index anew, and how soon a change can be found.
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { createCompactEngine } from '../../src/search/compact.ts'
import type { KeepableEngine } from '../../src/search/engine.ts'
import { followStore } from '../../src/search/follow-store.ts'
import { parseQuery } from '../../src/search/query.ts'
import { readSnapshot, writeSnapshot } from '../../src/search/snapshot.ts'
import { openDatabase } from '../../src/store/database.ts'
import { createPapers } from '../../src/store/papers.ts'
import { answerParent, inChild } from '../child.ts'
import { residentMemory, timed } from '../measure.ts'
import type { Section } from '../section.ts'
import { figure } from '../table.ts'

type Task = { readonly database: string; readonly file: string; readonly way: 'rebuild' | 'load' }
type Rebuilt = {
  readonly build: number
  readonly write: number
  readonly bytes: number
  readonly seen: number
}
type Loaded = { readonly load: number; readonly memory: number }

export const snapshotSection: Section = {
  name: 'snapshot',
  about:
    'Building the index from the store, writing its snapshot, and loading that in a new process; the ratio is build by load. Memory: what the process grows by, collected. “Found after” is from storing a new paper to finding it in the running engine.',
  columns: ['corpus', 'build s', 'write s', 'MB', 'load s', 'ratio', 'MB memory', 'found after ms'],
  async measure({ database, label }) {
    const folder = await mkdtemp(join(dirname(database), 'snapshot-'))
    const file = join(folder, 'index')
    try {
      const built = await inChild<Rebuilt>('sections/snapshot.ts', {
        database,
        file,
        way: 'rebuild',
      })
      const loaded = await inChild<Loaded>('sections/snapshot.ts', { database, file, way: 'load' })
      const seconds = [built.build, built.write].map((ms) => figure(ms / 1000))
      const ratio = `${figure(built.build / loaded.load)} ×`
      const cells = [...seconds, figure(built.bytes / 1e6), figure(loaded.load / 1000), ratio]
      return [[label, ...cells, figure(loaded.memory), figure(built.seen)]]
    } finally {
      await rm(folder, { recursive: true })
    }
  },
}

const identity = 'bench'

async function rebuild({ database: url, file }: Task): Promise<Rebuilt> {
  const database = await openDatabase(`sqlite:${url}`)
  const papers = createPapers(database)
  const revision = await papers.revision()
  const engine = createCompactEngine()
  const build = await timed(async () => {
    for await (const part of papers.all()) await engine.add(part)
  })
  const write = await timed(() => writeSnapshot(file, engine, { identity, revision }))
  const { size: bytes } = await stat(file)
  const ending = new AbortController()
  const following = followStore({
    engine,
    changes: papers.changedSince,
    mark: revision,
    sleep: (ms, signal) => setTimeout(ms, undefined, { signal }),
    signal: ending.signal,
    onError: (error) => {
      throw error
    },
  })
  const query = parseQuery('zyzzyva')
  const seen = await timed(async () => {
    const paper = { id: '9901.00001', title: 'Zyzzyva', abstract: '', authors: [] }
    await papers.upsert([{ ...paper, source: 'jsonl' }], Date.now())
    while ((await engine.search(query, { offset: 0, limit: 1 })).total === 0) await setTimeout(5)
  })
  ending.abort()
  await following.done
  await database.close()
  return { build, write, bytes, seen }
}

async function load({ file }: Task): Promise<Loaded> {
  const before = residentMemory()
  let engine: KeepableEngine | undefined
  const ms = await timed(async () => {
    const accepts = () => true
    engine = (await readSnapshot(file, createCompactEngine, { identity, accepts })).engine
  })
  const memory = residentMemory() - before
  // Asked afterwards, so that it is still there when it is weighed.
  if (engine === undefined || engine.size() === 0) throw new Error('the snapshot was not used')
  return { load: ms, memory }
}

if (import.meta.main)
  await answerParent<Task>((task) => (task.way === 'rebuild' ? rebuild(task) : load(task)))
