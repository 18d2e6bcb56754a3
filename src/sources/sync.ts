// Keeps the corpus fresh: asks Hugging Face for the feed days that are due, arXiv for what it alone knows, and stores what
// they say. Nothing an upstream does or fails to do takes anything away from what is stored.
import type { Day, Paper, PaperId } from '../papers/paper.ts'
import type { FeedDays } from '../store/feed-days.ts'
import type { Leases } from '../store/leases.ts'
import type { Upstreams } from '../store/upstreams.ts'
import type { ArxivSource } from './arxiv-api.ts'
import { arxivDue, days, daysDue } from './feed-calendar.ts'
import type { Clock } from './http.ts'
import type { HuggingFaceSource } from './hugging-face-api.ts'
import { readCategories } from './read-categories.ts'
import { nothingOf, readDay } from './read-day.ts'
import type { Records } from './reading.ts'

/** The upstreams that are synced, in the order they are asked. */
export const syncSources = ['hugging-face', 'arxiv'] as const
export type SyncSource = (typeof syncSources)[number]

export type SyncParts = {
  readonly huggingFace: HuggingFaceSource
  readonly arxiv: ArxivSource
  readonly papers: {
    upsert(
      papers: readonly Paper[],
      at: number,
    ): Promise<{ readonly added: readonly PaperId[]; readonly changed: readonly PaperId[] }>
    /** Those of these papers that are held. */
    list(ids: readonly PaperId[]): Promise<readonly Paper[]>
    /** The papers of a feed day. */
    featuredOn(day: Day): Promise<readonly PaperId[]>
  }
  readonly feedDays: FeedDays
  readonly upstreams: Upstreams
  readonly leases: Leases
  /** arXiv categories whose new papers are taken too. */
  readonly categories: readonly string[]
  /** This process's own name. */
  readonly holder: string
  readonly clock: Clock
  /** Papers stored at a time, few enough for a running bot to go on answering. */
  readonly batch: number
}

/** What one day came to. */
export type DayStep = {
  readonly source: SyncSource
  readonly day: Day
  readonly added: number
  readonly changed: number
  /** Records left out, with their reasons. */
  readonly problems: Records['problems']
  /** Why the day could not be read, in words that go on from the source's name. */
  readonly failure?: string
}

export type Sync = {
  /** Reads what is due now. Undefined while another process is at it. */
  round(signal?: AbortSignal): Promise<readonly DayStep[] | undefined>
  /**
   * Reads the days of a span, the newest first, and yields each as it is done; days that can no longer change are not
   * read again, so that what was interrupted goes on where it stopped. A source that fails for some days running is left alone.
   */
  span(
    since: Day,
    until: Day,
    sources: readonly SyncSource[],
    signal?: AbortSignal,
  ): AsyncGenerator<DayStep & { readonly done: number; readonly of: number }>
}

/** Longer than the slowest day; prolonged with each. Milliseconds. */
const leaseMs = 300_000
/** Categories are read once a day. Milliseconds. */
const categoriesEveryMs = 86_400_000

/** Puts syncing together. */
export function createSync(parts: SyncParts): Sync {
  const { leases, holder, clock } = parts
  const isHolding = async () =>
    (await leases.take('sync', holder, clock.now(), leaseMs)) !== undefined

  let categoriesReadAt = Number.NEGATIVE_INFINITY

  async function* dueSteps(signal?: AbortSignal): AsyncGenerator<DayStep> {
    const failed = new Set<SyncSource>()
    for (const source of syncSources) {
      for await (const step of readDays(parts, source, await dueDays(parts, source), signal)) {
        if (step.failure !== undefined) failed.add(source)
        yield step
      }
    }
    if (parts.categories.length === 0 || clock.now() - categoriesReadAt < categoriesEveryMs) return
    if (failed.has('arxiv') || (await restUntil(parts, 'arxiv')) !== undefined) return
    const step = await readCategories(parts, signal)
    if (step.failure === undefined) categoriesReadAt = clock.now()
    yield step
  }

  return {
    async round(signal) {
      if (!(await isHolding())) return undefined
      try {
        const steps: DayStep[] = []
        for await (const step of dueSteps(signal)) {
          steps.push(step)
          if (!(await isHolding())) break
        }
        return steps
      } finally {
        await leases.release('sync', holder)
      }
    },

    async *span(since, until, sources, signal) {
      for (const source of sources) {
        const open = await openDays(parts, source, days(since, until))
        const resting = await restUntil(parts, source)
        if (resting !== undefined && open[0] !== undefined) {
          const failure = `asked us to wait until ${utc(resting)}`
          yield { ...nothingOf(source, open[0]), failure, done: 1, of: open.length }
          continue
        }
        let done = 0
        for await (const step of readDays(parts, source, open, signal))
          yield { ...step, done: ++done, of: open.length }
      }
    },
  }
}

/** A source that failed for so many days running is left alone; one bad day must not keep the others from being read. */
const failuresInRow = 3

/** Reads days one after another until they are done, the source fails again and again, or asks to be left alone. */
async function* readDays(
  parts: SyncParts,
  source: SyncSource,
  wanted: readonly Day[],
  signal?: AbortSignal,
): AsyncGenerator<DayStep> {
  let failures = 0
  for (const day of wanted) {
    if (failures === failuresInRow || (await restUntil(parts, source)) !== undefined) return
    const step = await readDay(parts, source, day, signal)
    failures = step.failure === undefined ? 0 : failures + 1
    yield step
  }
}

/** Until when a source asked to be left alone; undefined when it may be asked. */
async function restUntil(
  { upstreams, clock }: SyncParts,
  source: SyncSource,
): Promise<number | undefined> {
  const { retryAt = 0 } = await upstreams.state(source)
  return retryAt > clock.now() ? retryAt : undefined
}

/** `2025-01-02 10:30 UTC` */
function utc(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

async function dueDays(
  { feedDays, clock }: SyncParts,
  source: SyncSource,
): Promise<readonly Day[]> {
  const featured = await feedDays.list('hugging-face')
  if (source === 'hugging-face') return daysDue(clock.now(), featured)
  return arxivDue(featured, await feedDays.list('arxiv'))
}

/** The days of a span worth reading. */
async function openDays(
  { feedDays }: SyncParts,
  source: SyncSource,
  span: readonly Day[],
): Promise<readonly Day[]> {
  const featured = await feedDays.list('hugging-face')
  if (source === 'arxiv') {
    const due = new Set(arxivDue(featured, await feedDays.list('arxiv')))
    return span.filter((day) => due.has(day))
  }
  const settled = new Set(featured.filter((read) => read.settled).map(({ day }) => day))
  return span.filter((day) => !settled.has(day))
}
