// One beat of the metronome in a process of its own, for timers that stand in for a bot that runs.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Config } from '../../config/config.ts'
import type { Instant } from '../bot/view.ts'
import { createPosters } from '../chat.ts'
import type { Poster } from '../delivery/attempt.ts'
import { openPaperboy, openUnasked } from '../main.ts'
import { copyDatabase } from '../store/copy.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { createDestinations } from '../store/destinations.ts'
import { createInstance } from '../store/instance.ts'
import { readArguments } from './arguments.ts'
import { createDryPoster, readTicking, tickLine, tickSummary } from './tick-words.ts'

/** The world outside. */
export type TickWorld = {
  readonly now: () => Instant
  readonly fetch: typeof globalThis.fetch
  /** Bytes nobody can foretell. */
  readonly secretBytes: (bytes: number) => Buffer
  print(line: string): void
}

/** Says what is due, and tells of it. Gives the exit code. @throws ArgumentsError */
export async function tick(
  args: readonly string[],
  config: Config,
  world: TickWorld,
): Promise<number> {
  const ticking = readTicking(args)
  if (!ticking.isDry) return beatOnce(config, ticking, world)
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-'))
  try {
    // What is tried on a copy changes nothing.
    const copy = join(folder, 'copy.db')
    await withDatabase(config, (database) => copyDatabase(database, copy))
    return await beatOnce({ ...config, database: `sqlite:${copy}` }, ticking, world)
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function beatOnce(
  config: Config,
  { at, isDry, isAfterRestore }: ReturnType<typeof readTicking>,
  { now, fetch, print, secretBytes }: TickWorld,
): Promise<number> {
  const startedAt = now()
  const asOf = () => (at ?? startedAt) + now() - startedAt
  const paperboy = await openPaperboy(config)
  const { database, log } = paperboy
  const posters = createPosters(config, { database, log, now: asOf, fetch, secretBytes })
  let lines = 0
  const unasked = openUnasked(
    config,
    paperboy,
    isDry ? posters.map(({ platform }) => createDryPoster(platform)) : posters,
    {
      // As of an instant that is given, no clock is asked.
      ...(at !== undefined && { now: asOf, shared: async () => asOf() }),
      onSettled(delivery, result) {
        lines++
        print(tickLine(delivery, result, isDry))
      },
    },
  )
  try {
    if (!isDry) await letIn(posters, database, log)
    const skipped = isAfterRestore ? await unasked.skipPastDue() : undefined
    const due = await unasked.due()
    await unasked.drain(new AbortController().signal)
    print(tickSummary(due, lines, skipped))
    return 0
  } finally {
    await unasked.end()
    for (const poster of posters) poster.end?.()
    await paperboy.close()
  }
}

/** Speaks again on platforms that stopped the bot, once they let it in: there is no start of a bot here that would. */
async function letIn(
  posters: readonly Pick<Poster, 'platform' | 'identity'>[],
  database: Database,
  log: Logger,
): Promise<void> {
  const destinations = createDestinations(database)
  for (const { platform, identity } of posters) {
    if ((await destinations.stopped(platform)) === undefined) continue
    try {
      await identity?.()
      await destinations.resume({ platform })
    } catch (error) {
      log.error({ platform, err: error }, 'the platform does not let the bot in: nothing is posted')
    }
  }
}

/** Lets the next bot that starts with this database speak from it. Gives the exit code. @throws ArgumentsError */
export async function adopt(
  args: readonly string[],
  config: Config,
  { print }: Pick<TickWorld, 'print'>,
): Promise<number> {
  readArguments(args, { words: 'none' })
  await withDatabase(config, (database) => createInstance(database).release())
  print('The next start makes this database its own.')
  return 0
}

async function withDatabase<T>(
  config: Config,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(config.database)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}
