// The tables of what is said unasked, as TypeScript sees them: the ledger, what it has shown, and what is closed to it.
import type { DeliveryKind } from '../delivery/delivery.ts'
import type { PaperId } from '../papers/paper.ts'

/** Where a delivery stands. The last five are final. */
export type DeliveryState =
  | 'pending'
  | 'sending'
  | 'unknown'
  | 'sent'
  | 'unconfirmed'
  | 'expired'
  | 'cancelled'
  | 'dead'

/** One posting of something said unasked (ledger.ts). `destination` is a channel, or `@` and a person. */
export type DeliveryTable = {
  /** Made of what tells it from every other; what it is posted under. */
  key: string
  platform: string
  workspace: string
  destination: string
  kind: DeliveryKind
  subject: string
  edition: string
  part: number
  /** How many messages stand in its thread; known once it is composed. */
  parts: number
  version: number
  state: DeliveryState
  due_at: number
  expires_at: number
  /** Whether it became a row long after it was due: those on time go first. */
  late: 0 | 1
  /** Its place in the queue: when it was due, or after what was already waiting in its workspace. */
  turn_at: number
  /** The order among equals, another every day. */
  turn: number
  /** Not to be tried before. */
  run_at: number
  attempt: number
  fence: number
  lease_until: number | null
  first_wire_at: number | null
  last_wire_at: number | null
  /** Since when it is looked for, while that fails. */
  looked_at: number | null
  /** Where it was posted, once it was. */
  channel: string | null
  message: string | null
  under_channel: string | null
  under_message: string | null
  /** Why it is as it is, where that is not plain. */
  reason: string | null
  settled_at: number | null
}

/** A paper that a place was shown, or is about to be, and the delivery that showed it. */
export type ShownTable = {
  platform: string
  workspace: string
  destination: string
  paper: PaperId
  delivery: string
}

/** A place where nothing may be posted; `destination` is '' for a whole workspace, `workspace` too for a platform. */
export type SuspensionTable = {
  platform: string
  workspace: string
  destination: string
  reason: string
  since: number
  probes: number
  /** When one delivery may try again; null: never by itself. */
  probe_at: number | null
}

/** How many requests a platform refused in a minute since the epoch, over all processes. */
export type RefusalsTable = { platform: string; minute: number; count: number }
