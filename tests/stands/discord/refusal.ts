// How Discord says no: an HTTP status, a code, words, and for a malformed body what is wrong in which field.
import type { Fields } from './wire.ts'

/** One field that is not as it must be; `at` is its path, such as `components.0.label`. */
export type Flaw = { readonly at: string; readonly code: string; readonly message: string }

export class Refusal extends Error {
  readonly status: number
  readonly code: number
  readonly flaws: readonly Flaw[]
  /** Whether a correct bot would never have got this answer. */
  readonly avoidable: boolean

  constructor(
    status: number,
    code: number,
    message: string,
    given: { readonly flaws?: readonly Flaw[]; readonly avoidable?: boolean } = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.flaws = given.flaws ?? []
    this.avoidable = given.avoidable ?? false
  }

  get body(): Fields {
    const said = { message: this.message, code: this.code }
    return this.flaws.length === 0 ? said : { ...said, errors: nested(this.flaws) }
  }

  /** What a violation says of it. */
  get words(): string {
    const head = `${this.status} ${this.code} ${this.message}`
    const flaws = this.flaws.map(({ at, code, message }) => `${at || 'body'}: ${message} (${code})`)
    return [head, ...flaws].join('; ')
  }
}

const avoidable = { avoidable: true }

/** What Discord answers, by what went wrong. */
export const refusals = {
  notFound: () => new Refusal(404, 0, '404: Not Found', avoidable),
  unauthorized: () => new Refusal(401, 0, '401: Unauthorized'),
  unknownChannel: () => new Refusal(404, 10003, 'Unknown Channel'),
  unknownGuild: () => new Refusal(404, 10004, 'Unknown Guild'),
  unknownMember: () => new Refusal(404, 10007, 'Unknown Member'),
  unknownMessage: () => new Refusal(404, 10008, 'Unknown Message'),
  unknownUser: () => new Refusal(404, 10013, 'Unknown User'),
  unknownWebhook: () => new Refusal(404, 10015, 'Unknown Webhook'),
  unknownInteraction: () => new Refusal(404, 10062, 'Unknown interaction'),
  unknownCommand: () => new Refusal(404, 10063, 'Unknown application command'),
  alreadyAcknowledged: (given = avoidable) =>
    new Refusal(400, 40060, 'Interaction has already been acknowledged.', given),
  tooManyFollowUps: () =>
    new Refusal(400, 40094, 'This interaction has reached its follow-up limit.', avoidable),
  missingAccess: () => new Refusal(403, 50001, 'Missing Access'),
  notYours: () =>
    new Refusal(403, 50005, 'Cannot edit a message authored by another user', avoidable),
  emptyMessage: () => new Refusal(400, 50006, 'Cannot send an empty message', avoidable),
  cannotDm: () => new Refusal(403, 50007, 'Cannot send messages to this user'),
  missingPermissions: () => new Refusal(403, 50013, 'Missing Permissions'),
  wrongChannelType: () => new Refusal(403, 50024, 'Cannot execute action on this channel type'),
  invalidWebhookToken: () => new Refusal(401, 50027, 'Invalid Webhook Token'),
  invalidRecipients: () => new Refusal(400, 50033, 'Invalid Recipient(s)', avoidable),
  invalidForm: (flaws: readonly Flaw[]) =>
    new Refusal(400, 50035, 'Invalid Form Body', { flaws, avoidable: true }),
  invalidJson: () => new Refusal(400, 50109, 'The request body contains invalid JSON.', avoidable),
  threadExists: () =>
    new Refusal(400, 160004, 'A thread has already been created for this message'),
} as const

/** Refuses a body that has flaws. */
export function demandForm(flaws: readonly Flaw[]): void {
  if (flaws.length > 0) throw refusals.invalidForm(flaws)
}

type Errors = { [key: string]: Errors | readonly { code: string; message: string }[] }

function nested(flaws: readonly Flaw[]): Errors {
  const root: Errors = {}
  for (const { at, code, message } of flaws) {
    let node = root
    for (const step of at.split('.').filter((part) => part !== '')) {
      node[step] ??= {}
      node = node[step] as Errors
    }
    node._errors = [...((node._errors as []) ?? []), { code, message }]
  }
  return root
}
