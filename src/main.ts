// Composition root: what is made, in which order it starts and stops. No logic.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Logger } from 'pino'
import { commands } from '../commands/index.ts'
import { type Config, ConfigError, readConfig } from '../config/config.ts'
import { type Bot, createBot } from './bot/bot.ts'
import { createLog } from './log.ts'
import { type ConsoleHistory, createConsole } from './platforms/console/adapter.ts'
import type { Terminal } from './platforms/console/terminal.ts'
import { createMiniSearchEngine } from './search/minisearch.ts'
import { loadSample } from './sources/sample.ts'
import { createActions } from './store/actions.ts'
import { type Database, openDatabase } from './store/database.ts'
import { StoreError } from './store/errors.ts'
import { createPapers, type PaperStore } from './store/papers.ts'
import { welcomeView } from './views/welcome.ts'

/** Everything that runs, and how to end it. */
export type Paperboy = {
  readonly bot: Bot
  readonly papers: PaperStore
  readonly log: Logger
  close(): Promise<void>
}

/** Opens the store (with the sample corpus if it is empty), fills the index, and puts the bot together. */
export async function openPaperboy(config: Config): Promise<Paperboy> {
  const log = openLog(config)
  const database: Database = await openDatabase(config.database)
  const papers = createPapers(database)
  await loadSample(papers, Date.now())
  const search = createMiniSearchEngine()
  for await (const part of papers.all()) await search.add(part)
  const actions = createActions(database)
  const bot = createBot({
    commands,
    corpus: papers,
    search,
    actions,
    now: Date.now,
    random: Math.random,
    log,
  })
  return { bot, papers, log, close: () => database.close() }
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
  const console_ = createConsole({
    input: process.stdin,
    output: process.stdout,
    terminal: terminalOf(config),
    interactive: process.stdin.isTTY && process.stdout.isTTY ? 'prompt' : 'plain',
    welcome: welcomeView(await paperboy.papers.state()),
    history: historyIn(config.historyFile),
  })
  const stop = () => void console_.stop()
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  try {
    await console_.start(paperboy.bot)
  } finally {
    await paperboy.close()
  }
}

function historyIn(file: string): ConsoleHistory {
  return {
    async load() {
      const text = await readFile(file, 'utf8').catch(() => '')
      return text.split('\n').filter((line) => line !== '')
    },
    async save(lines) {
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600 })
    },
  }
}

/** Runs a program to its end; what an operator can mend is said in a line, without a stack. */
export async function runToEnd(program: () => Promise<void>): Promise<void> {
  try {
    await program()
  } catch (error) {
    if (!(error instanceof StoreError || error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
  // The console's input may still be open; everything else is closed.
  process.stdin.unref?.()
}

if (import.meta.main) await runToEnd(() => runConsole(readConfig()))
