// Composition root: what is made, and in which order it starts and stops.
import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { schedule } from 'node-cron'
import type { Logger } from 'pino'
import { commands } from '../commands/index.ts'
import { type Config, readConfig } from '../config/config.ts'
import { startBackground } from './background.ts'
import { type Bot, createBot } from './bot/bot.ts'
import { createAdapters, startAll } from './chat.ts'
import type { Poster } from './delivery/attempt.ts'
import { openKeptIndex } from './kept-index.ts'
import { createLive, type Live } from './live.ts'
import { createLog } from './log.ts'
import { createConsole } from './platforms/console/adapter.ts'
import { createHistory } from './platforms/console/history.ts'
import type { Terminal } from './platforms/console/terminal.ts'
import type { SearchEngine } from './search/engine.ts'
import { loadSample } from './sources/sample.ts'
import { createBotStores } from './store/bot-stores.ts'
import { type Database, openDatabase } from './store/database.ts'
import { createDestinations } from './store/destinations.ts'
import { createLeases } from './store/leases.ts'
import { createPapers, type PaperStore } from './store/papers.ts'
import { purge } from './store/purge.ts'
import { unaskedParts } from './subjects.ts'
import { createUnasked, type Unasked, type UnaskedParts } from './unasked.ts'
import { readArguments } from './verbs/arguments.ts'
import { isMendable } from './verbs/mendable.ts'
import { welcomeView } from './views/welcome.ts'

/** Everything that runs, and how to end it. */
export type Paperboy = {
  readonly bot: Bot
  readonly database: Database
  readonly papers: PaperStore
  readonly search: SearchEngine
  readonly log: Logger
  /** Absent where the upstreams are left alone. */
  readonly live: Live | undefined
  /** Takes what other processes change into the index too, until the signal is aborted. */
  follow(signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

const clock = {
  now: Date.now,
  random: Math.random,
  sleep: (ms: number, signal?: AbortSignal) => setTimeout(ms, undefined, signal && { signal }),
}

/** Opens the store (with the sample corpus if it is empty), makes the index ready, and puts the bot together. */
export async function openPaperboy(config: Config): Promise<Paperboy> {
  const database = await openDatabase(config.database)
  try {
    return await compose(config, database, openLog(config))
  } catch (error) {
    await database.close()
    throw error
  }
}

async function compose(config: Config, database: Database, log: Logger): Promise<Paperboy> {
  const papers = createPapers(database)
  await loadSample(papers, Date.now())
  const index = await openKeptIndex({
    file: config.indexFile,
    papers,
    log,
    name: randomUUID,
    sleep: clock.sleep,
  })
  const live = openLive(config, database, papers, log)
  const bot = createBot({
    commands,
    corpus: papers,
    search: index.engine,
    beyond: live?.beyond,
    ...createBotStores(database),
    now: Date.now,
    random: Math.random,
    log,
  })
  return {
    ...{ bot, database, papers, log, live },
    search: index.engine,
    follow: index.follow,
    close: () => database.close(),
  }
}

/** What asks the upstreams; undefined where they are left alone. */
export function openLive(
  config: Config,
  database: Database,
  papers: PaperStore,
  log: Logger,
): Live | undefined {
  if (config.syncMinutes === undefined) return undefined
  const settings = { ...config.upstreams, everyMs: config.syncMinutes * 60_000 }
  return createLive({ database, papers, log, fetch, clock, holder: randomUUID(), settings })
}

/** The log on standard error. */
export function openLog(config: Config): Logger {
  const reader = process.stderr.isTTY ? 'person' : 'program'
  return createLog(config.logLevel, { stream: process.stderr, reader })
}

/** Standard output as the console's terminal: a pipe has no width, colours or links. */
export function terminalOf(config: Config): () => Terminal {
  const { stdout } = process
  return () => ({
    width: stdout.isTTY ? stdout.columns : undefined,
    colour: stdout.isTTY && config.colour,
    links: stdout.isTTY && config.capable,
    now: Date.now(),
  })
}

/** Runs the console until its input ends or somebody stops it. */
export async function runConsole(config: Config): Promise<void> {
  const paperboy = await openPaperboy(config)
  const { historyFile: file } = config
  const interactive = process.stdin.isTTY && process.stdout.isTTY ? 'prompt' : 'plain'
  const platform = createConsole({
    input: process.stdin,
    output: process.stdout,
    terminal: terminalOf(config),
    interactive,
    welcome: welcomeView(await paperboy.papers.state()),
    history: createHistory(file, (reason) =>
      paperboy.log.warn({ file, reason }, 'what is typed here cannot be remembered'),
    ),
  })
  const stop = () => void platform.stop()
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  // A pipe is answered and gone before an upstream has said anything.
  const background =
    interactive === 'prompt'
      ? startMetronome(paperboy, openUnasked(config, paperboy, [platform]))
      : undefined
  try {
    await platform.start(paperboy.bot)
  } finally {
    await background?.stop()
    await paperboy.close()
  }
}

/** Keeps the corpus fresh, and says what is due, until it is stopped. */
function startMetronome(
  { live, follow, log, database }: Paperboy,
  unasked?: Unasked,
): { stop(): Promise<void> } {
  const background = startBackground({
    live,
    follow,
    unasked,
    purge: (now) => purge(database, now),
    leases: createLeases(database),
    clock,
    holder: randomUUID(),
    log,
  })
  const metronome = schedule('* * * * *', () => background.minute(), {
    noOverlap: true,
    missedExecutionTolerance: 60_000,
  })
  background.minute()
  return {
    async stop() {
      const stopped = background.stop()
      await metronome.destroy()
      await stopped
    },
  }
}

/** What is said unasked, on these platforms. */
export function openUnasked(
  config: Config,
  paperboy: Paperboy,
  posters: readonly Poster[],
  given: Partial<Pick<UnaskedParts, 'now' | 'shared' | 'onSettled'>> = {},
): Unasked {
  const own = {
    rules: process.versions.tz ?? '',
    elapsed: () => performance.now(),
    holder: randomUUID(),
  }
  return createUnasked(unaskedParts({ ...paperboy, ...clock, ...given, ...own, config, posters }))
}

/** Runs the bot on the platforms that are set up, until it is told to stop. */
export async function runChat(config: Config, restored?: 'after-restore'): Promise<void> {
  const paperboy = await openPaperboy(config)
  const { bot, database, log } = paperboy
  const adapters = createAdapters(config, {
    database,
    log,
    now: Date.now,
    fetch,
    secretBytes: randomBytes,
  })
  const stopped = Promise.withResolvers<void>()
  const stop = () => stopped.resolve()
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  const unasked = openUnasked(config, paperboy, adapters)
  const destinations = createDestinations(database)
  if (restored === 'after-restore') log.warn({ skipped: await unasked.skipPastDue() }, 'skipped')
  const background = startMetronome(paperboy, unasked)
  try {
    await startAll(adapters, bot, stopped.promise, async (adapter) => {
      // Whatever stopped it, the operator has been here since, and the platform has let it in.
      await destinations.resume({ platform: adapter.platform })
      process.stdout.write(`${adapter.greeting()}\n`)
    })
    await stopped.promise
    log.info('stopping')
  } finally {
    await Promise.all([background.stop(), ...adapters.map((adapter) => adapter.stop())])
    await paperboy.close()
  }
}

/** What `npm start` is: the bot where it is set up to be, else at the console. */
export function run(config: Config, args: readonly string[]): Promise<void> {
  const { flags } = readArguments(args, { options: { 'after-restore': 'flag' }, words: 'none' })
  const restored = flags.has('after-restore') ? 'after-restore' : undefined
  const isOnline = config.discord !== undefined || config.slack !== undefined
  return isOnline ? runChat(config, restored) : runConsole(config)
}

/** Runs a program to its end; what an operator can mend is said in a line, without a stack. */
export async function runToEnd(program: () => Promise<void>): Promise<void> {
  try {
    await program()
  } catch (error) {
    if (!isMendable(error)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
  // The console's input may still be open; everything else is closed.
  process.stdin.unref?.()
}

if (import.meta.main) await runToEnd(() => run(readConfig(), process.argv.slice(2)))
