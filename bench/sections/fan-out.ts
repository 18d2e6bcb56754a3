// How fast what is due at one moment is said in many places, and what that takes: the ledger, the paces and both platforms'
// posting in a process of its own, the platforms on loopback in this one.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { WebClient } from '@slack/web-api'
import { REST } from 'discord.js'
import { type Poster, usualTimings } from '../../src/delivery/attempt.ts'
import { createBreaker } from '../../src/delivery/breaker.ts'
import { createPace, type Rates, ratesOf } from '../../src/delivery/pace.ts'
import { createDeliveries, usualSlots } from '../../src/delivery/run.ts'
import { weeklyGraceMs } from '../../src/digests/due.ts'
import type { Day } from '../../src/papers/paper.ts'
import { restOptions } from '../../src/platforms/discord/connect.ts'
import { createOpening } from '../../src/platforms/discord/direct.ts'
import * as discord from '../../src/platforms/discord/post.ts'
import { clientOptions } from '../../src/platforms/slack/connect.ts'
import * as slack from '../../src/platforms/slack/post.ts'
import { chunks } from '../../src/store/chunks.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { createDestinations } from '../../src/store/destinations.ts'
import { createDigestSchedule } from '../../src/store/digest-schedule.ts'
import { createLedger } from '../../src/store/ledger.ts'
import type { SubscriptionTable } from '../../src/store/tables.ts'
import { createTraffic } from '../../src/store/traffic.ts'
import { answerParent, inChild } from '../child.ts'
import { openQuiet } from '../loopback.ts'
import { residentMemory, timed } from '../measure.ts'
import type { Section } from '../section.ts'
import { figure, grouped } from '../table.ts'

type Task = {
  readonly url: string
  /** How many are due. */
  readonly due: number
  readonly paced: 'paced' | 'unpaced'
  /** Ends after so long, with what was said by then. */
  readonly seconds: number
}

type Figures = {
  /** Until all that is due is written down (milliseconds). */
  readonly enqueue: number
  readonly sent: Readonly<Record<'discord' | 'slack', number>>
  readonly seconds: number
  /** What the ledger does for each delivery, with nothing else going on (milliseconds). */
  readonly ledger: number
  readonly resident: number
}

/** A pace is seen in so many seconds; without one, all that is due is said. */
const pacedSeconds = 20
const unpacedSeconds = 600
/** Deliveries that the ledger is timed with. */
const bookkept = 400

export const fanOutSection: Section = {
  name: 'fan-out',
  about:
    'So many deliveries due at once, half of them on each platform: until they are written down, deliveries a second on ' +
    'each platform, the most in any second, time in the ledger for each, and resident memory.',
  columns: ['due', 'written ms', 'Discord/s', 'most', 'Slack/s', 'ledger ms', 'resident MB'],
  async measure({ kind }, { full }) {
    // Papers play no part: once is enough.
    if (kind === 'generated') return []
    const rows = []
    for (const due of full ? [10_000, 100_000] : [10_000])
      for (const paced of ['unpaced', 'paced'] as const) {
        const platforms = await openQuiet()
        try {
          const seconds = paced === 'paced' ? pacedSeconds : unpacedSeconds
          const task: Task = { url: platforms.url, due, paced, seconds }
          const figures = await inChild<Figures>('sections/fan-out.ts', task)
          rows.push([`${grouped(due)}, ${paced}`, ...cells(figures, await platforms.most())])
        } finally {
          await platforms.close()
        }
      }
    return rows
  },
}

function cells({ enqueue: written, sent, seconds, ledger, resident }: Figures, most: number) {
  const rate = (count: number) => figure(count / seconds)
  return [
    figure(written),
    rate(sent.discord),
    String(most),
    rate(sent.slack),
    figure(ledger),
    figure(resident),
  ]
}

async function say({ url, due, paced, seconds }: Task): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-fan-out-'))
  const database = await openDatabase(`sqlite:${join(folder, 'paperboy.db')}`)
  try {
    const written = await fill(database, due)
    const ledger = await bookkeeping(database)
    return { enqueue: written, ledger, ...(await drain(database, url, paced, seconds)) }
  } finally {
    await database.close()
    await rm(folder, { recursive: true })
  }
}

/** Digests that are all due at this moment, and until what they bring is written down (milliseconds). */
async function fill(database: Database, due: number): Promise<number> {
  const now = Date.now()
  const today = new Date(now).toISOString().slice(0, 10)
  for (const part of chunks(Array.from({ length: due }, (_, n) => n)))
    await database.db
      .insertInto('subscription')
      .values(part.map((n) => subscriptionOf(n, today, now)))
      .execute()
  const grace = { daily: 4 * 3_600_000, weekly: weeklyGraceMs }
  const schedule = createDigestSchedule(database, { grace, rules: 'the same as ever' })
  return timed(async () => {
    const written = await schedule.enqueueDue(now)
    if (written !== due) throw new Error(`${written} of ${due} became rows`)
  })
}

function subscriptionOf(n: number, date: Day, at: number): SubscriptionTable {
  return {
    id: `s${n}`,
    platform: n % 2 === 0 ? 'discord' : 'slack',
    workspace: `W${n % 5000}`,
    destination: String(1000 + n),
    query: '',
    votes: 0,
    time: '09:00',
    zone: zones[n % zones.length] as string,
    days: '1234567',
    count: 5,
    layout: 'compact',
    thread: 0,
    quiet: 0,
    set_by: 'U1',
    version: 1,
    created_at: at - 86_400_000,
    next_date: date,
    next_at: at - (n % 10) * 60_000,
    last_date: null,
    last_at: null,
    paused_until: null,
    missed: null,
  }
}

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'Asia/Kolkata']

async function drain(
  database: Database,
  url: string,
  paced: Task['paced'],
  seconds: number,
): Promise<Omit<Figures, 'enqueue' | 'ledger'>> {
  const rest = new REST(restOptions(`${url}/api`)).setToken('token')
  const way = { rest, open: createOpening(rest, Date.now), now: Date.now }
  const web = new WebClient('xoxb-1', clientOptions(`${url}/api/`, silent))
  const onDiscord: Poster = {
    platform: 'discord',
    post: (to, view, how) => discord.post(way, to, view, how),
  }
  const onSlack: Poster = {
    platform: 'slack',
    post: (to, view, how) => slack.post(web, to, view, how, Date.now),
  }
  const sent = { discord: 0, slack: 0 }
  const rates = (platform: string): Rates => (paced === 'paced' ? (ratesOf[platform] ?? {}) : {})
  const deliveries = createDeliveries({
    ledger: createLedger(database),
    destinations: createDestinations(database),
    schedules: [],
    sayable: { digest: { compose: async () => ({ is: 'post', view: digest, papers }) } },
    actions: { save: async () => {} },
    outlets: [onDiscord, onSlack].map((poster) => ({
      poster,
      pace: createPace(rates(poster.platform)),
      breaker: createBreaker(poster.platform, createTraffic(database)),
      maySpeak: async () => true,
    })),
    timings: usualTimings,
    slots: usualSlots,
    now: Date.now,
    elapsed: () => performance.now(),
    random: Math.random,
    sleep: setTimeout,
    log: { ...silent, error: (details) => void process.stderr.write(JSON.stringify(details)) },
    onSettled({ to }, { state }) {
      if (state === 'sent') sent[to.platform as keyof typeof sent]++
    },
  })
  const took = await timed(() => deliveries.drain(AbortSignal.timeout(seconds * 1000)))
  return { sent, seconds: took / 1000, resident: residentMemory() }
}

/** Takes some of the deliveries from claim to settlement without saying anything, one after another. */
async function bookkeeping(database: Database): Promise<number> {
  const ledger = createLedger(database)
  const { leaseMs, marginMs } = usualTimings
  let count = 0
  const took = await timed(async () => {
    while (count < bookkept) {
      const now = Date.now()
      const room = { limit: 8, perWorkspace: 4, full: new Set<string>(), busy: new Set<string>() }
      const claimed = await ledger.claim({ platform: 'discord', now, leaseMs, ...room })
      if (claimed.length === 0) throw new Error('nothing is due')
      for (const delivery of claimed) {
        await ledger.freeze(delivery, { papers, parts: 0 }, now, marginMs)
        const receipt = { channel: '1', message: delivery.key }
        await ledger.settle(delivery, { state: 'sent', receipt }, now)
        count++
      }
    }
  })
  return took / count
}

const papers = Array.from({ length: 5 }, (_, n) => `2503.0000${n}`)

const digest = {
  title: 'Papers of the day',
  blocks: Array.from({ length: 5 }, (_, n) => ({
    kind: 'item' as const,
    title: `${n + 1}. A paper about what papers are about`,
    meta: '120 votes · 2503.00001',
  })),
}

const silent = { info() {}, warn() {}, error() {} }

if (import.meta.main) await answerParent(say)
