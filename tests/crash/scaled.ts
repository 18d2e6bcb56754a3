// The times of the real thing, shrunk together, so that thousands of deaths fit into a test.
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import type { Timings } from '../../src/delivery/attempt.ts'

/** A request is given up after this (10 s). */
export const timeoutMs = 1500
/** A posting that gets no answer happens within this. */
export const lateMs = 600
/** A message is in the history after at most this. */
export const lagMs = 100
/** Discord gives back the first message for a nonce for so long (minutes), of which so much is relied upon (90 s). */
export const nonceMs = { kept: 20_000, reliedOn: 9000 } as const

export const timings: Timings = {
  leaseMs: 4000,
  marginMs: 2000,
  settleMs: 700,
  lookMs: 30_000,
  pauseMs: 50,
}

/** How many messages stand in the thread of a subject's edition, `s12`: none, one or two. */
export const partsOf = (subject: string): number => {
  const n = Number(subject.slice(1))
  return n % 3 === 0 ? 1 + (n % 2) : 0
}

/** Where the database is: in memory where there is such a folder, since it is processes that die here, and not machines. */
export const folder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
