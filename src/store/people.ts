// What keys the rows about a person: nobody's rows are reached without platform, workspace and person.
import type { Person } from '../follows/person.ts'

/** The key of a person's rows. */
export type PersonKey = {
  readonly platform: string
  readonly workspace: string
  readonly person: string
}

/** The columns that say whose a row is. */
export function personKey({ platform, workspace, user }: Person): PersonKey {
  return { platform, workspace, person: user }
}
