// Platforms on which the bot has stopped saying things by itself, because what it says is not taken: for all processes to know.
import { z } from 'zod'
import type { Instant } from '../bot/view.ts'
import type { Database } from './database.ts'
import { fromJson, toJson } from './json.ts'
import { createNotes } from './notes.ts'

/** Why nothing is said on a platform, since when, and until when; then it is tried, one message at a time. */
export type Halt = { readonly reason: string; readonly since: Instant; readonly until: Instant }

/** The halts, one for a platform at most. */
export type Halts = {
  halted(platform: string): Promise<Halt | undefined>
  halt(platform: string, halt: Halt): Promise<void>
  /** Ends it. */
  lift(platform: string): Promise<void>
}

const halt = z.object({ reason: z.string(), since: z.number(), until: z.number() })

/** The halts kept in this database. */
export function createHalts(database: Database): Halts {
  const notes = createNotes(database)
  const nameOf = (platform: string) => `halt:${platform}`
  return {
    async halted(platform) {
      const text = await notes.read(nameOf(platform))
      return text === undefined || text === '' ? undefined : fromJson(halt, text, 'halt')
    },
    halt: (platform, why) => notes.write(nameOf(platform), toJson(why)),
    lift: (platform) => notes.write(nameOf(platform), ''),
  }
}
