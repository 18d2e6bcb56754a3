// How Slack says no: HTTP 200 and a word for the reason, sometimes with what is wrong at which place.
import type { Fields } from './wire.ts'

export class Refusal extends Error {
  readonly reason: string
  readonly more: Fields
  /** Whether a correct bot would never have got this answer. */
  readonly avoidable: boolean

  constructor(
    reason: string,
    given: { readonly more?: Fields; readonly avoidable?: boolean } = {},
  ) {
    super(reason)
    this.reason = reason
    this.more = given.more ?? {}
    this.avoidable = given.avoidable ?? false
  }

  get body(): Fields {
    return { ok: false, error: this.reason, ...this.more }
  }

  /** What a violation says of it. */
  get words(): string {
    const more = Object.keys(this.more).length === 0 ? '' : `: ${JSON.stringify(this.more)}`
    return `${this.reason}${more}`
  }
}

/** Something that happens to a correct bot. */
export const refused = (reason: string, more: Fields = {}) => new Refusal(reason, { more })

/** Something that a correct bot never hears. */
export const wrong = (reason: string, more: Fields = {}) =>
  new Refusal(reason, { more, avoidable: true })

/** One thing that is not as it must be; `at` is a JSON pointer. */
export type Flaw = { readonly at: string; readonly message: string }

/** Refuses what has flaws, and tells them as Slack does. */
export function demandNone(reason: string, flaws: readonly Flaw[]): void {
  if (flaws.length === 0) return
  const errors = flaws.map(({ at, message }) => `${message} [json-pointer:${at}]`)
  const messages = errors.map((error) => `[ERROR] ${error}`)
  throw wrong(reason, { errors, response_metadata: { messages } })
}
