// Thousands of deliveries, two workers, and death at any moment: what the platforms count in the end is what counts.
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { NewDelivery } from '../../src/delivery/delivery.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { enqueue } from '../../src/store/ledger.ts'
import { chanceOf } from './faults.ts'
import { type Loopback, openDiscord, openSlack } from './loopback.ts'
import { lagMs, lateMs, nonceMs, partsOf, timings } from './scaled.ts'

export type CrashOptions = {
  /** The url of an empty database. */
  readonly database: string
  /** On each platform. */
  readonly deliveries: number
  readonly kills: number
  /** How often a worker is stopped for longer than its lease and then goes on. */
  readonly freezes: number
  readonly seed: number
  /** Whether Slack's history may be read. */
  readonly history: 'readable' | 'closed'
  tell?(line: string): void
}

/** How it went on a platform, as that platform counted. */
export type Count = {
  /** Messages and what stands in their threads. */
  readonly deliveries: number
  /** Settled as sent. */
  readonly sent: number
  readonly unconfirmed: number
  /** Neither shown nor said to be unconfirmed, or missing in the thread of what is there. */
  readonly lost: number
  /** Shown more than once, by all that is too many. */
  readonly duplicates: number
  /** Postings after which nobody could know. */
  readonly ambiguous: number
  /** Settled as sent, and not shown. */
  readonly untrue: number
}

export type CrashReport = {
  readonly discord: Count
  readonly slack: Count
  readonly kills: number
  readonly freezes: number
  readonly seconds: number
}

const workspaces = 60
const batch = 500

/** Runs it to the end. Throws when nothing moves any more. */
export async function crash(options: CrashOptions): Promise<CrashReport> {
  const startedAt = performance.now()
  const chance = chanceOf(options.seed)
  const setting = { chance, nonceMs: nonceMs.kept, lagMs, lateMs }
  const platforms = {
    discord: await openDiscord({ ...setting, history: 'readable' }),
    slack: await openSlack({ ...setting, history: options.history }),
  }
  const database = await openDatabase(options.database)
  try {
    await fill(database, options.deliveries)
    const done = await live(options, platforms, database, chance)
    return {
      discord: await count(database, 'discord', platforms.discord),
      slack: await count(database, 'slack', platforms.slack),
      ...done,
      seconds: (performance.now() - startedAt) / 1000,
    }
  } finally {
    await database.close()
    for (const platform of Object.values(platforms)) await platform.close()
  }
}

async function fill(database: Database, deliveries: number): Promise<void> {
  const now = Date.now()
  for (const platform of ['discord', 'slack'])
    for (let from = 0; from < deliveries; from += batch) {
      const size = Math.min(batch, deliveries - from)
      const rows = Array.from({ length: size }, (_, n) => deliveryOf(platform, from + n, now))
      await database.db.transaction().execute((transaction) => enqueue(transaction, rows, now))
    }
}

function deliveryOf(platform: string, n: number, now: number): NewDelivery {
  const to = { platform, workspace: `W${n % workspaces}`, channel: String(1000 + n) }
  const times = { dueAt: now, expiresAt: now + 86_400_000 }
  return { kind: 'digest', to, subject: `s${n}`, edition: '2025-03-10', version: 1, ...times }
}

type Worker = { readonly child: ChildProcess; readonly begun: Promise<void>; errors(): string }

/** Lets two workers live and die until everything is settled. */
async function live(
  options: CrashOptions,
  { discord, slack }: Readonly<Record<'discord' | 'slack', Loopback>>,
  database: Database,
  chance: () => number,
): Promise<{ kills: number; freezes: number }> {
  const { kills, freezes } = options
  const done = { kills: 0, freezes: 0 }
  let started = 0
  const start = () =>
    startWorker([options.database, discord.url, slack.url, String(options.seed * 1000 + ++started)])
  const workers = [start(), start()]
  let over = false

  /** One of the two: killed and started anew, or frozen, for as long as that is asked for. */
  async function haunt(n: number): Promise<void> {
    while (!over && (done.kills < kills || done.freezes < freezes)) {
      const worker = workers[n] as Worker
      await worker.begun
      await setTimeout(80 + chance() * 350)
      if (over) return
      if (done.freezes < freezes && (done.kills >= kills || chance() < 0.5)) {
        done.freezes++
        worker.child.kill('SIGSTOP')
        await setTimeout(timings.leaseMs * 1.4)
        worker.child.kill('SIGCONT')
      } else {
        done.kills++
        await kill(worker)
        workers[n] = start()
      }
    }
  }

  try {
    const haunting = Promise.all([haunt(0), haunt(1)])
    await settled(database, options.tell)
    over = true
    await haunting
    const errors = workers.map((worker) => worker.errors()).join('')
    if (errors !== '') throw new Error(errors)
    return done
  } finally {
    over = true
    await Promise.all(workers.map(kill))
  }
}

function startWorker(args: readonly string[]): Worker {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'worker.ts'), ...args])
  let errors = ''
  child.stderr.on('data', (text) => {
    errors += text
  })
  const begun = new Promise<void>((resolve) => {
    child.stdout.once('data', () => resolve())
    child.once('close', () => resolve())
  })
  return { child, begun, errors: () => errors }
}

async function kill({ child }: Worker): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGKILL')
  await closed
}

/** For so long something must move (milliseconds). */
const patienceMs = 120_000

async function settled({ db }: Database, tell: CrashOptions['tell']): Promise<void> {
  let least = Number.POSITIVE_INFINITY
  let movedAt = performance.now()
  for (;;) {
    const row = await db
      .selectFrom('delivery')
      .select((eb) => eb.fn.countAll<number | string>().as('count'))
      .where('settled_at', 'is', null)
      .executeTakeFirstOrThrow()
    const open = Number(row.count)
    if (open === 0) return
    if (open < least) movedAt = performance.now()
    least = Math.min(least, open)
    if (performance.now() - movedAt > patienceMs) throw new Error(`${open} deliveries do not move`)
    tell?.(`${open} to go`)
    await setTimeout(250)
  }
}

async function count(
  { db }: Database,
  platform: string,
  { shown, ambiguous }: Loopback,
): Promise<Count> {
  const rows = await db
    .selectFrom('delivery')
    .select(['key', 'state', 'subject', 'part'])
    .where('platform', '=', platform)
    .execute()
  const timesOf = ({ key }: { key: string }) => shown.get(key) ?? 0
  const of = (state: string) => rows.filter((row) => row.state === state)
  const heads = of('sent').filter(({ part }) => part === 0)
  const expected = heads.reduce((all, { subject }) => all + partsOf(subject), 0)
  const parts = rows.filter(({ part }) => part > 0).length
  const hidden = rows.filter((row) => timesOf(row) === 0 && row.state !== 'unconfirmed').length
  return {
    deliveries: rows.length,
    sent: of('sent').length,
    unconfirmed: of('unconfirmed').length,
    lost: hidden + expected - parts,
    duplicates: rows.reduce((all, row) => all + Math.max(0, timesOf(row) - 1), 0),
    ambiguous: ambiguous(),
    untrue: of('sent').filter((row) => timesOf(row) === 0).length,
  }
}
