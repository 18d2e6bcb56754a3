// Composition root: what is made, and in which order it starts and stops.
import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { schedule } from 'node-cron'
import type { Logger } from 'pino'
import { commands } from '../commands/index.ts'
import { type Config, ConfigError, readConfig } from '../config/config.ts'
import { type Bot, createBot } from './bot/bot.ts'
import { createAdapters, startAll } from './chat.ts'
import { createLive, type Live } from './live.ts'
import { createLog } from './log.ts'
import { type ConsoleHistory, createConsole } from './platforms/console/adapter.ts'
import { createHistory } from './platforms/console/history.ts'
import type { Terminal } from './platforms/console/terminal.ts'
import { DiscordRefusal } from './platforms/discord/connect.ts'
import { SlackRefusal } from './platforms/slack/connect.ts'
import { followStore } from './search/follow-store.ts'
import { createMiniSearchEngine } from './search/minisearch.ts'
import { openIndex } from './search/open-index.ts'
import { writeSnapshot } from './search/snapshot.ts'
import { loadSample } from './sources/sample.ts'
import { createBotStores } from './store/bot-stores.ts'
import { type Database, openDatabase } from './store/database.ts'
import { StoreError } from './store/errors.ts'
import { createPapers, type PaperStore } from './store/papers.ts'
import { purge } from './store/purge.ts'
import { welcomeView } from './views/welcome.ts'

/** Everything that runs, and how to end it. */
export type Paperboy = {
  readonly bot: Bot
  readonly database: Database
  readonly papers: PaperStore
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
  const index = await openSearch(config, papers, log)
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
  return { bot, database, papers, log, live, follow: index.follow, close: () => database.close() }
}

/** Changes are applied at every start until the snapshot is written anew, which costs more than a few of them. */
const worthKeeping = 200

/** The index as the store is, from its snapshot where that saves time; one that is far behind is written anew. */
async function openSearch(config: Config, papers: PaperStore, log: Logger) {
  const identity = await papers.identity(randomUUID)
  const revision = await papers.revision()
  const file = config.indexFile
  const opened = await openIndex({
    file,
    identity,
    revision,
    create: createMiniSearchEngine,
    store: papers,
    log,
  })
  const { engine, mark, changes } = opened
  const keep = async (upTo: number) => {
    try {
      await writeSnapshot(file, engine, { identity, revision: upTo })
    } catch (error) {
      log.warn({ err: error, file }, 'the index could not be kept; the next start takes longer')
    }
  }
  if (changes >= worthKeeping || opened.way === 'rebuilt') await keep(mark)
  return {
    engine,
    async follow(signal: AbortSignal) {
      const onError = (err: unknown) => log.error({ err }, 'the index cannot follow the store')
      const following = followStore({
        engine,
        changes: papers.changedSince,
        mark,
        sleep: clock.sleep,
        signal,
        onError,
      })
      await following.done
      if (changes > 0 || following.mark() !== mark) await keep(following.mark())
    },
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
  const interactive = process.stdin.isTTY && process.stdout.isTTY ? 'prompt' : 'plain'
  const platform = createConsole({
    input: process.stdin,
    output: process.stdout,
    terminal: terminalOf(config),
    interactive,
    welcome: welcomeView(await paperboy.papers.state()),
    history: openHistory(config, paperboy.log),
  })
  const stop = () => void platform.stop()
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  // A pipe is answered and gone before an upstream has said anything.
  const background = interactive === 'prompt' ? startBackground(paperboy) : undefined
  try {
    await platform.start(paperboy.bot)
  } finally {
    await background?.stop()
    await paperboy.close()
  }
}

function openHistory({ historyFile: file }: Config, log: Logger): ConsoleHistory {
  const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
  return createHistory(file, (error) =>
    log.warn({ file, reason: reasonOf(error) }, 'what is typed here cannot be remembered'),
  )
}

/** Keeps the corpus and the index fresh until it is stopped. */
function startBackground({ live, follow, log, database }: Paperboy): { stop(): Promise<void> } {
  const ending = new AbortController()
  const { signal } = ending
  const following = follow(signal)
  let beating = Promise.resolve()
  const beat = async () => {
    try {
      await purge(database, Date.now())
      await live?.rounds.beat(signal)
    } catch (error) {
      if (!signal.aborted) log.error({ err: error }, 'a round failed')
    }
  }
  // Cron is only a metronome: what is due, and that it is done once, is for rounds and leases to say.
  const metronome = schedule('* * * * *', () => (beating = beat()), { noOverlap: true })
  beating = beat()
  return {
    async stop() {
      ending.abort()
      await metronome.destroy()
      await Promise.all([beating, following])
    },
  }
}

/** Runs the bot on the platforms that are set up, until it is told to stop. */
export async function runChat(config: Config): Promise<void> {
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
  const background = startBackground(paperboy)
  try {
    await startAll(adapters, bot, stopped.promise, (line) => process.stdout.write(`${line}\n`))
    await stopped.promise
    log.info('stopping')
  } finally {
    await Promise.all(adapters.map((adapter) => adapter.stop()))
    await background.stop()
    await paperboy.close()
  }
}

/** What `npm start` is: the bot where it is set up to be, else at the console. */
export function run(config: Config): Promise<void> {
  const isOnline = config.discord !== undefined || config.slack !== undefined
  return isOnline ? runChat(config) : runConsole(config)
}

/** Runs a program to its end; what an operator can mend is said in a line, without a stack. */
export async function runToEnd(program: () => Promise<void>): Promise<void> {
  try {
    await program()
  } catch (error) {
    const known = [StoreError, ConfigError, DiscordRefusal, SlackRefusal].some(
      (kind) => error instanceof kind,
    )
    if (!(known && error instanceof Error)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
  // The console's input may still be open; everything else is closed.
  process.stdin.unref?.()
}

if (import.meta.main) await runToEnd(() => run(readConfig()))
