// arXiv's categories, where somebody follows them: the newest papers, and new versions of those we hold.
import { addDays, isoDay } from '../papers/paper.ts'
import { noteFailure, storeAll } from './read-day.ts'
import type { DayStep, SyncParts } from './sync.ts'

/** Papers may have been submitted unseen since so many days ago. */
const reachDays = 3

/** Reads the newest papers of the categories that are followed, then arXiv's announcement of replaced ones. */
export async function readCategories(parts: SyncParts, signal?: AbortSignal): Promise<DayStep> {
  const { upstreams, clock } = parts
  const day = isoDay(clock.now())
  const step: Step = { source: 'arxiv', day, added: 0, changed: 0, problems: [] }
  for (const read of [readNewest, readReplaced]) {
    const failure = await read(parts, step, signal)
    if (failure !== undefined) return { ...step, failure }
  }
  await upstreams.succeeded('arxiv', clock.now())
  return step
}

type Step = { -readonly [Key in keyof DayStep]: DayStep[Key] }

/** Page by page; adds to the step, and gives why it failed. */
async function readNewest(parts: SyncParts, step: Step, signal?: AbortSignal) {
  const { arxiv, categories } = parts
  const from = addDays(step.day, -reachDays)
  for (let start = 0, total = 1; start < total; ) {
    const answer = await arxiv.recent(categories, from, step.day, start, signal)
    if (answer.status === 'unchanged') return undefined
    if (answer.status !== 'ok') return noteFailure(parts, 'arxiv', answer)
    const { papers, problems } = answer.value
    await add(parts, step, papers)
    total = answer.value.total
    start += Math.max(papers.length + problems.length, 1)
  }
  return undefined
}

/** A paper that was replaced has a new version, which may be its withdrawal. Papers we do not hold stay unknown. */
async function readReplaced(parts: SyncParts, step: Step, signal?: AbortSignal) {
  const { arxiv, categories, papers } = parts
  const answer = await arxiv.announced(categories, undefined, signal)
  if (answer.status === 'unchanged') return undefined
  if (answer.status !== 'ok') return noteFailure(parts, 'arxiv', answer)
  const replaced = answer.value.filter(({ kind }) => kind.startsWith('replace'))
  const held = await papers.list(replaced.map(({ id }) => id))
  if (held.length === 0) return undefined
  const fresh = await arxiv.papers(
    held.map(({ id }) => id),
    signal,
  )
  if (fresh.status === 'unchanged') return undefined
  if (fresh.status !== 'ok') return noteFailure(parts, 'arxiv', fresh)
  await add(parts, step, fresh.value.papers)
  return undefined
}

async function add(parts: SyncParts, step: Step, papers: Parameters<typeof storeAll>[1]) {
  const counts = await storeAll(parts, papers)
  step.added += counts.added
  step.changed += counts.changed
}
