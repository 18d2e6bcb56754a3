// Whose follows, reading list and feedback they are: a person in one workspace, and nobody else there or anywhere.

/** Why nothing is told to somebody who is no member of the workspace any more. */
export const leftReason = 'no member any more'

/** A person by the platform's id; the same one in another workspace is somebody else. */
export type Person = {
  readonly platform: string
  readonly workspace: string
  readonly user: string
}
