// Reads what an upstream says of one feed day, stores it, and notes that it was read.
import type { Day, Paper } from '../papers/paper.ts'
import type { FeedDay } from '../store/feed-days.ts'
import { isSettled, isSuspect, isWeekend } from './feed-calendar.ts'
import type { Failed, Fetched } from './http.ts'
import type { Records } from './reading.ts'
import type { DayStep, SyncParts, SyncSource } from './sync.ts'

/** Reads one day and stores it. Throws what the store throws. */
export async function readDay(
  parts: SyncParts,
  source: SyncSource,
  day: Day,
  signal?: AbortSignal,
): Promise<DayStep> {
  const { upstreams, clock } = parts
  const known = await parts.feedDays.get(source, day)
  const answer = await (source === 'arxiv' ? askArxiv : askHuggingFace)(parts, day, known, signal)
  if (answer === undefined) {
    await noteDay(parts, { source, day, known, answer: { status: 'unchanged' }, news: 'no' })
    return nothingOf(source, day)
  }
  if (answer.status === 'failed' || answer.status === 'absent')
    return { ...nothingOf(source, day), failure: await noteFailure(parts, source, answer) }
  const records = answer.status === 'ok' ? answer.value : { papers: [], problems: [] }
  const counts = await storeAll(parts, records.papers)
  const news = counts.added + counts.changed > 0
  await noteDay(parts, { source, day, known, answer, news: news ? 'yes' : 'no' })
  await upstreams.succeeded(source, clock.now())
  return { source, day, ...counts, problems: records.problems }
}

/** Notes that an upstream failed; gives why, in words that go on from its name. */
export async function noteFailure(
  { upstreams, clock }: SyncParts,
  source: SyncSource,
  answer: Failed | { readonly status: 'absent' },
): Promise<string> {
  const failure = answer.status === 'absent' ? 'answered 404' : answer.reason
  const retryAt = answer.status === 'failed' ? answer.retryAt : undefined
  await upstreams.failed(source, clock.now(), failure, retryAt)
  return failure
}

/** A step in which nothing came. */
export function nothingOf(source: SyncSource, day: Day): DayStep {
  return { source, day, added: 0, changed: 0, problems: [] }
}

/** A conditional request is believed for a day; then the whole answer is fetched again. Milliseconds. */
const trustMs = 86_400_000

function askHuggingFace(
  { huggingFace, clock }: SyncParts,
  day: Day,
  known: FeedDay | undefined,
  signal?: AbortSignal,
): Promise<Fetched<Records>> {
  const isTrusted = known !== undefined && clock.now() - known.changedAt < trustMs
  return huggingFace.day(day, isTrusted ? known.validator : undefined, signal)
}

/**
 * Asks arXiv about a feed day's papers: their versions, categories, DOIs and remarks, which Hugging Face does not tell.
 * Undefined when there is none to ask about.
 */
async function askArxiv(
  { arxiv, papers }: SyncParts,
  day: Day,
  _known: FeedDay | undefined,
  signal?: AbortSignal,
): Promise<Fetched<Records> | undefined> {
  const ids = (await papers.featuredOn(day)).filter((id) => !id.startsWith('pb-'))
  return ids.length === 0 ? undefined : arxiv.papers(ids, signal)
}

/** Stores papers in batches; whoever waits for an answer goes first. */
export async function storeAll({ papers, clock, batch }: SyncParts, incoming: readonly Paper[]) {
  const counts = { added: 0, changed: 0 }
  for (let at = 0; at < incoming.length; at += batch) {
    const stored = await papers.upsert(incoming.slice(at, at + batch), clock.now())
    counts.added += stored.added.length
    counts.changed += stored.changed.length
    // Whoever is waiting for an answer goes first.
    await clock.sleep(0)
  }
  return counts
}

/** Notes that a day was read. An answer too small to be believed changes nothing about the day but that it was read. */
async function noteDay(
  { feedDays, clock }: SyncParts,
  read: {
    readonly source: SyncSource
    readonly day: Day
    readonly known: FeedDay | undefined
    readonly answer: Fetched<Records>
    readonly news: 'yes' | 'no'
  },
): Promise<void> {
  const { source, day, known, answer, news } = read
  const readAt = clock.now()
  const before = known?.papers ?? 0
  const papers = await countOf({ feedDays }, source, day, answer, before)
  const suspect = source === 'hugging-face' && isSuspect(papers, before)
  // A weekday without papers may be a holiday, or a fault that passes: it is looked at twice.
  const isOdd = papers === 0 && known === undefined && !isWeekend(day)
  const validator = answer.status === 'ok' ? answer.validator : known?.validator
  await feedDays.put({
    source,
    day,
    papers: suspect ? before : papers,
    readAt,
    changedAt: news === 'yes' || known === undefined ? readAt : known.changedAt,
    settled: !suspect && !isOdd && isSettled(day, readAt),
    ...(suspect || validator === undefined ? {} : { validator }),
  })
}

/** How many papers a day has as Hugging Face lists it; arXiv was asked about all of those, known to it or not. */
async function countOf(
  { feedDays }: Pick<SyncParts, 'feedDays'>,
  source: SyncSource,
  day: Day,
  answer: Fetched<Records>,
  before: number,
): Promise<number> {
  if (source === 'arxiv') return (await feedDays.get('hugging-face', day))?.papers ?? 0
  return answer.status === 'ok' ? answer.value.papers.length : before
}
