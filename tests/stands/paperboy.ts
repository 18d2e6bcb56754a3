// The real bot on the sample corpus: a real database in memory, the real engine, the real commands. Only time and chance are fixed.
import { readFile } from 'node:fs/promises'
import { commands } from '../../commands/index.ts'
import type { Beyond } from '../../src/bot/beyond.ts'
import { type Bot, createBot, type Log } from '../../src/bot/bot.ts'
import type { Command } from '../../src/bot/command.ts'
import type { Invocation, Origin } from '../../src/bot/invocation.ts'
import type { View } from '../../src/bot/view.ts'
import { parseWords } from '../../src/bot/words.ts'
import type { Paper } from '../../src/papers/paper.ts'
import { createCompactEngine } from '../../src/search/compact.ts'
import type { SearchEngine } from '../../src/search/engine.ts'
import { readJsonl } from '../../src/sources/jsonl.ts'
import { createBotStores } from '../../src/store/bot-stores.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { createPapers, type PaperStore } from '../../src/store/papers.ts'

/** Noon of the day after the sample's newest. */
export const now = Date.UTC(2025, 6, 1, 12)

/** Somebody who may do everything. */
export const origin: Origin = {
  platform: 'test',
  workspace: 'W1',
  channel: 'C1',
  user: 'U1',
  permissions: {
    'manage-channel': { granted: true },
    'manage-workspace': { granted: true },
    post: { granted: true },
  },
}

export type Stand = {
  readonly bot: Bot
  readonly database: Database
  readonly store: PaperStore
  readonly search: SearchEngine
  /** What went to the log. */
  readonly logged: readonly { readonly details: object; readonly message: string }[]
  /** Types a line. */
  type(line: string): Promise<View>
  invoke(invocation: Invocation): Promise<View>
  close(): Promise<void>
}

/** Few of them miss these, where a test's own commands would be more than Discord's 25 with them. */
const spared = ['unsave', 'why', 'mute', 'unfollow', 'forget-me', 'privacy']

function makingRoom(extra: number): readonly Command[] {
  const left = spared.slice(0, Math.max(extra - 3, 0))
  return commands.filter(({ name }) => !left.includes(name))
}

/** The papers of the sample corpus. */
export async function samplePapers(): Promise<readonly Paper[]> {
  const file = new URL('../../config/sample-corpus.jsonl', import.meta.url)
  return readJsonl(await readFile(file, 'utf8'), 'sample').papers
}

/**
 * Opens the bot with these papers, with commands of a test's own beside the real ones, and, where a test has upstreams,
 * with what asks them.
 */
export async function openStand(
  papers?: readonly Paper[],
  extra: readonly Command[] = [],
  beyond?: (database: Database) => Promise<Beyond>,
): Promise<Stand> {
  const database = await openDatabase('sqlite::memory:')
  const store = createPapers(database)
  const search = createCompactEngine()
  await store.upsert(papers ?? (await samplePapers()), now)
  for await (const part of store.all()) await search.add(part)
  const logged: { details: object; message: string }[] = []
  const log: Log = { error: (details, message) => logged.push({ details, message }) }
  const bot = createBot({
    commands: [...makingRoom(extra.length), ...extra],
    corpus: store,
    search,
    beyond: await beyond?.(database),
    ...createBotStores(database),
    now: () => now,
    random: () => 0.5,
    log,
  })
  const invoke = (invocation: Invocation) => bot.prepare(invocation, origin).run()
  return {
    bot,
    database,
    store,
    search,
    logged,
    invoke,
    type: (line) => invoke(parseWords(line, bot.commands)),
    close: () => database.close(),
  }
}
