// A person's reading list, and the port to where it is kept.
import type { PaperId } from '../papers/paper.ts'
import type { Person } from './person.ts'

/** As many papers as one reading list holds; more would be an archive, for which there are better programs. */
export const mostSaved = 1000

/** A paper on the list, and since when (epoch milliseconds). */
export type Saved = { readonly paper: PaperId; readonly at: number }

/** Reading lists, each for its owner's eyes alone. */
export type Saves = {
  save(person: Person, paper: PaperId, now: number): Promise<'saved' | 'already' | 'full'>
  /** Whether it was there. */
  unsave(person: Person, paper: PaperId): Promise<boolean>
  /** The latest first. */
  list(person: Person): Promise<readonly Saved[]>
  /** How many of a workspace's people have saved each of these papers, never who; papers that nobody saved are left out. */
  countsIn(
    workspace: Pick<Person, 'platform' | 'workspace'>,
    papers: readonly PaperId[],
  ): Promise<ReadonlyMap<PaperId, number>>
}
