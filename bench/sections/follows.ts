// Every new paper against all follows: the matcher against each query by itself, in the same run, on the corpus's own papers.
import { setImmediate } from 'node:timers/promises'
import { createMatcher, type Matcher } from '../../src/follows/match.ts'
import type { Paper } from '../../src/papers/paper.ts'
import { type AnalysedPaper, analysePaper } from '../../src/search/analysis.ts'
import { matcherOf } from '../../src/search/match.ts'
import { parseQuery } from '../../src/search/query.ts'
import { isCommon, words } from '../../src/search/text.ts'
import { openDatabase } from '../../src/store/database.ts'
import { createPapers } from '../../src/store/papers.ts'
import { answerParent, inChild } from '../child.ts'
import { processorTime, timed } from '../measure.ts'
import { between, createRandom, pick, type Random } from '../random.ts'
import type { Section } from '../section.ts'
import { figure, type Row } from '../table.ts'

const sizes = [
  { follows: 100_000, papers: 200, naive: 20_000 },
  { follows: 1_000_000, papers: 1000, naive: 2000 },
] as const

type Task = { readonly database: string; readonly size: (typeof sizes)[number] }

/** Milliseconds of processor time, and of the clock where it is named so; memory in megabytes. */
type Figures = {
  readonly watches: number
  readonly build: number
  readonly match: number
  readonly matchClock: number
  readonly worst: number
  readonly memory: number
  readonly naive: number
}

export const followsSection: Section = {
  name: 'follows',
  about:
    'New papers against everybody’s follows, in processor time; “clock s” and “worst ms” are by the clock. The naive way tests each follow by itself: a part of them, reckoned up to all. Memory is what heap and array buffers lose when the matcher goes.',
  columns: [
    'corpus',
    'follows',
    'watches',
    'papers',
    'build s',
    'match s',
    'clock s',
    'worst ms',
    'MB',
    'naive s',
    'ratio',
  ],
  async measure({ database, label }) {
    const rows: Row[] = []
    for (const size of sizes) {
      const found = await inChild<Figures>('sections/follows.ts', { database, size })
      const { build, match, matchClock, worst, memory, naive } = found
      rows.push([
        label,
        ...[size.follows, found.watches, size.papers].map((n) => n.toLocaleString('en')),
        ...[build / 1000, match / 1000, matchClock / 1000, worst, memory].map(figure),
        ...[naive / 1000, naive / match].map(figure),
      ])
    }
    return rows
  },
}

/** Milliseconds of processor time that something takes. */
async function usedBy(work: () => Promise<void>): Promise<number> {
  const start = processorTime()
  await work()
  return processorTime() - start
}

/** Megabytes that live objects and array buffers take. */
async function usedMemory(): Promise<number> {
  // What is left of array buffers goes with the second.
  for (let n = 0; n < 2; n++) {
    globalThis.gc?.()
    await setImmediate()
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 1e6
}

async function firstPapers(url: string, count: number): Promise<readonly Paper[]> {
  const database = await openDatabase(url)
  const found: Paper[] = []
  for await (const part of createPapers(database).all()) {
    found.push(...part)
    if (found.length >= count) break
  }
  await database.close()
  return found.slice(0, count)
}

async function measureOne({ database, size }: Task): Promise<Figures> {
  const { follows, papers: count, naive } = size
  const papers = await firstPapers(database, 1000)
  const analysed = papers.map((paper) => analysePaper(paper))
  const frequency = countStems(analysed)
  const random = createRandom(7)
  const texts = Array.from({ length: follows }, () => queryOf(random, papers))
  let matcher: Matcher | undefined = createMatcher((stem) => frequency.get(stem) ?? 0)
  const build = await usedBy(async () => {
    for (const [n, text] of texts.entries()) matcher?.add({ query: parseQuery(text) }, n)
  })
  const fresh = Array.from(
    { length: count },
    (_, n) => analysed[n % analysed.length] as AnalysedPaper,
  )
  const times: number[] = []
  const match = await usedBy(async () => {
    for (const paper of fresh) times.push(await timed(() => matcher?.match(paper)))
  })
  const watches = matcher.size()
  const held = await usedMemory()
  matcher = undefined
  const memory = held - (await usedMemory())
  const alone = texts.slice(0, naive).map((text) => matcherOf(parseQuery(text)))
  const part = await usedBy(async () => {
    for (const paper of fresh) for (const test of alone) test(paper)
  })
  return {
    watches,
    build,
    match,
    matchClock: times.reduce((sum, time) => sum + time, 0),
    worst: Math.max(...times),
    memory,
    naive: (part / naive) * follows,
  }
}

function countStems(papers: readonly AnalysedPaper[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { title, body } of papers)
    for (const stem of new Set([...title, ...body])) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  return counts
}

/** What people follow: mostly a word or two of a title, some a phrase, a choice, or an author. Many follow the same. */
function queryOf(random: Random, papers: readonly Paper[]): string {
  const { title, authors } = pick(random, papers)
  const telling = words(title).filter(({ folded }) => !isCommon(folded))
  const at = between(random, 0, Math.max(telling.length - 2, 0))
  const [first = 'model', second = 'model'] = telling.slice(at).map(({ folded }) => folded)
  const kind = random()
  if (kind < 0.35) return first
  if (kind < 0.65) return `${first} ${second}`
  if (kind < 0.8) return `"${first} ${second}"`
  if (kind < 0.9) return `${first} OR ${second}`
  if (kind < 0.95 && authors[0] !== undefined) return `author:"${authors[0]}"`
  return `${first} -${second}`
}

if (import.meta.main) await answerParent(measureOne)
