// Digests and follows from command to message: the real bot, store, engine and deliveries, on a clock that the test moves, and
// a platform that only notes what it is given.
import { commands } from '../../commands/index.ts'
import type { Outcome, Posting } from '../../src/bot/adapter.ts'
import type { Address } from '../../src/bot/address.ts'
import { type Bot, createBot } from '../../src/bot/bot.ts'
import type { Invocation, Origin } from '../../src/bot/invocation.ts'
import type { Instant, View } from '../../src/bot/view.ts'
import { parseWords } from '../../src/bot/words.ts'
import { createAlerts } from '../../src/delivery/alerts.ts'
import type { Poster } from '../../src/delivery/attempt.ts'
import { usualTimings } from '../../src/delivery/attempt.ts'
import { createBreaker } from '../../src/delivery/breaker.ts'
import { createNotices } from '../../src/delivery/notice.ts'
import { createPace } from '../../src/delivery/pace.ts'
import { createDeliveries, usualSlots } from '../../src/delivery/run.ts'
import { createDigests } from '../../src/digests/compose.ts'
import type { DigestStores } from '../../src/digests/stores.ts'
import type { Day, Paper } from '../../src/papers/paper.ts'
import { createCompactEngine } from '../../src/search/compact.ts'
import type { SearchEngine } from '../../src/search/engine.ts'
import { createBotStores } from '../../src/store/bot-stores.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { createDestinations } from '../../src/store/destinations.ts'
import { createDigestSchedule } from '../../src/store/digest-schedule.ts'
import { createFeedDays } from '../../src/store/feed-days.ts'
import { createFollowEditions } from '../../src/store/follow-editions.ts'
import { createFollowHits } from '../../src/store/follow-hits.ts'
import { createLedger } from '../../src/store/ledger.ts'
import { createPapers } from '../../src/store/papers.ts'
import { createTraffic } from '../../src/store/traffic.ts'
import { createUpstreams } from '../../src/store/upstreams.ts'

export const hour = 3_600_000
export const grace = { daily: 4 * hour, weekly: 24 * hour }

/** Somebody in a channel who may do everything there. */
export const member: Origin = {
  platform: 'test',
  workspace: 'W1',
  channel: 'C1',
  user: 'U1',
  timeZone: 'Europe/Berlin',
  permissions: { 'manage-channel': { granted: true }, post: { granted: true } },
}

export type Posted = { readonly to: Address; readonly view: View; readonly posting: Posting }

export type DigestStand = {
  readonly bot: Bot
  readonly database: Database
  readonly search: SearchEngine
  readonly digests: DigestStores
  readonly posted: readonly Posted[]
  readonly logged: readonly object[]
  now: Instant
  /** What the platform answers; it takes everything unless told. */
  outcome: (posted: Posted) => Outcome | undefined
  type(line: string, origin?: Origin): Promise<View>
  invoke(invocation: Invocation, origin?: Origin): Promise<View>
  /** Papers of a feed day, and that it was read at an instant. */
  feature(day: Day, papers: readonly Partial<Paper>[], readAt: Instant): Promise<void>
  /** One beat at an instant. */
  beat(at: Instant): Promise<void>
  close(): Promise<void>
}

/** Opens it at an instant, `text`. */
export async function openDigestStand(
  text: string,
  platform: Partial<Poster> = {},
): Promise<DigestStand> {
  const database = await openDatabase('sqlite::memory:')
  const papers = createPapers(database)
  const search = createCompactEngine()
  const stores = createBotStores(database)
  const posted: Posted[] = []
  const logged: object[] = []
  const log = (details: object) => void logged.push(details)
  const logs = { info: () => undefined, warn: log, error: log }
  const parts = {
    corpus: papers,
    search,
    now: () => stand.now,
    random: randomly(),
    log: logs,
    ...stores,
  }
  const bot = createBot({ commands, ...parts })
  const alerts = createAlerts({
    ...parts,
    hits: createFollowHits(database),
    editions: createFollowEditions(database, stores.settings),
  })
  const poster: Poster = {
    platform: 'test',
    async post(to, view, posting) {
      const one = { to, view, posting }
      const refused = stand.outcome(one)
      if (refused === undefined || refused.status === 'sent') posted.push(one)
      return refused ?? { status: 'sent', receipt: { channel: 'C', message: `M${posted.length}` } }
    },
    ...platform,
  }
  const deliveries = createDeliveries({
    ...parts,
    ledger: createLedger(database),
    destinations: createDestinations(database),
    schedules: [createDigestSchedule(database, { grace, rules: 'test' }), alerts.schedule],
    sayable: {
      digest: createDigests({ ...stores.digests, corpus: papers, search }),
      alert: alerts.sayable,
      notice: createNotices(createDestinations(database)),
    },
    outlets: [
      {
        poster,
        pace: createPace({}),
        breaker: createBreaker('test', createTraffic(database)),
        maySpeak: async () => true,
      },
    ],
    slots: usualSlots,
    timings: usualTimings,
    elapsed: () => stand.now,
    sleep: async () => undefined,
  })
  const stand: DigestStand = {
    ...{ bot, database, search, posted, logged },
    digests: stores.digests,
    now: Date.parse(text),
    outcome: () => undefined,
    invoke: (invocation, origin = member) => bot.prepare(invocation, origin).run(),
    type: (line, origin) => stand.invoke(parseWords(line, bot.commands), origin),
    async feature(day, featured, readAt) {
      const whole = featured.map((paper, i) => paperOf(day, paper, i))
      await papers.upsert(whole, readAt)
      await search.add(await papers.list(whole.map(({ id }) => id)))
      const read = { day, papers: whole.length, readAt, changedAt: readAt, settled: false }
      await createFeedDays(database).put({ source: 'hugging-face', ...read })
      await createUpstreams(database).succeeded('hugging-face', readAt)
    },
    async beat(at) {
      stand.now = at
      await deliveries.beat(new AbortController().signal)
    },
    close: () => database.close(),
  }
  return stand
}

function paperOf(day: Day, paper: Partial<Paper>, i: number): Paper {
  const id =
    paper.id ?? `${day.slice(2, 4)}${day.slice(5, 7)}.${day.slice(8)}${String(i).padStart(3, '0')}`
  return {
    title: `Paper ${i + 1} of ${day}`,
    abstract: `We study what paper ${i + 1} of ${day} is about and report what we found.`,
    authors: ['Ada Lovelace', 'Emmy Noether'],
    published: day,
    votes: 10 - i,
    ...paper,
    source: 'hugging-face',
    feedDay: day,
    id,
  }
}

/** The same numbers every time. */
function randomly(): () => number {
  let state = 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** The titles of a posted message's papers. */
export function titlesIn(view: View | undefined): readonly string[] {
  return (view?.blocks ?? []).flatMap((block) => {
    if (block.kind !== 'item') return []
    const [first] = typeof block.title === 'string' ? [block.title] : block.title
    if (typeof first === 'string') return [first]
    return first !== undefined && 'link' in first ? [first.link] : []
  })
}
