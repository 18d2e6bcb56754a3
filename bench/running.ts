// The bot as it runs: the real store, engine and commands over a filled database, with the engine in reach.
import { commands } from '../commands/index.ts'
import { type Bot, createBot } from '../src/bot/bot.ts'
import type { Origin } from '../src/bot/invocation.ts'
import { createLog } from '../src/log.ts'
import type { Paper } from '../src/papers/paper.ts'
import { createCompactEngine } from '../src/search/compact.ts'
import type { SearchEngine } from '../src/search/engine.ts'
import { createBotStores } from '../src/store/bot-stores.ts'
import { openDatabase } from '../src/store/database.ts'
import { createPapers } from '../src/store/papers.ts'

export type Running = {
  readonly bot: Bot
  readonly engine: SearchEngine
  readonly papers: readonly Paper[]
  close(): Promise<void>
}

/** Where the bench asks from. */
export const origin: Origin = { platform: 'bench', workspace: 'w', channel: 'c', user: 'u' }

/** Opens a filled SQLite file and builds the index from it. Keeps the papers, for drawing queries from. */
export async function openRunning(file: string): Promise<Running> {
  const database = await openDatabase(`sqlite:${file}`)
  const corpus = createPapers(database)
  const engine = createCompactEngine()
  const papers: Paper[] = []
  for await (const part of corpus.all()) {
    papers.push(...part)
    await engine.add(part)
  }
  const bot = createBot({
    commands,
    corpus,
    search: engine,
    ...createBotStores(database),
    now: Date.now,
    random: Math.random,
    log: createLog('error', { stream: process.stderr, reader: 'program' }),
  })
  return { bot, engine, papers, close: () => database.close() }
}

/**
 * An answer through the whole path, and whether it was one: a refusal is quick and says nothing about searching.
 * Throws when the bot met a fault, since a figure about it would be no figure.
 */
export async function answer(
  bot: Bot,
  command: string,
  options: Record<string, string>,
): Promise<'answered' | 'refused'> {
  const view = await bot.prepare({ command, options }, origin).run()
  if (view.tone === 'fault') throw new Error(`${command}: ${view.title}`)
  return view.tone === 'mistake' ? 'refused' : 'answered'
}
