// What is kept of a person, told and deleted.
import type { Follow } from './follow.ts'
import type { Person } from './person.ts'
import type { Saved } from './saves.ts'
import type { Wants } from './taste.ts'

/** Everything that is kept of a person in a workspace. */
export type Kept = {
  readonly follows: readonly Follow[]
  readonly saved: readonly Saved[]
  readonly feedback: readonly { readonly paper: string; readonly wants: Wants }[]
  /** What they set, by name. */
  readonly settings: Readonly<Record<string, unknown>>
  /** What their follows found lately. */
  readonly found: readonly {
    readonly paper: string
    readonly follow: string
    readonly at: number
  }[]
  /** Messages sent to them, or about to be. */
  readonly messages: number
  /** Digests that they set up in channels, where their name stands. */
  readonly digests: number
}

/** Where it is kept. */
export type Privacy = {
  /** All that is kept of a person in a workspace. */
  read(person: Person): Promise<Kept>
  /** The workspaces of the platform in which anything is kept of a user of this id, the given one included. */
  workspacesOf(person: Person): Promise<readonly string[]>
  /** Deletes it all, in one transaction. A channel's digest stays, without their name. */
  forget(person: Person): Promise<void>
}
