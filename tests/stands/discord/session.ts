// A gateway session: what one shard was told, so that a connection that broke can be told again.

import type { WebSocket } from 'ws'

/** A shard's number, and of how many. */
export type Shard = readonly [id: number, count: number]

export type Event = {
  readonly op: number
  readonly t: string
  readonly s: number
  readonly d: object
}

/** One WebSocket; a muted one is open and dead. */
export type Connection = { readonly socket: WebSocket; session?: Session; muted: boolean }

export type Session = {
  readonly id: string
  readonly shard: Shard
  sequence: number
  readonly log: Event[]
  /** Absent while nobody is connected to it. */
  connection: Connection | undefined
}

/** Which of so many shards hears of a guild; direct messages go to the first. */
export function shardOf(guildId: string | undefined, count: number): number {
  return guildId === undefined ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(count))
}
