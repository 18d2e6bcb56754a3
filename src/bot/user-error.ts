// The one error a command throws on purpose: something the asker can mend.
import type { Button, Text } from './view.ts'

/** What was wrong, in words for the asker. The bot shows it as a private answer with the command's usage. */
export class UserError extends Error {
  override readonly name = 'UserError'
  /** What to do instead. */
  readonly hint: Text | undefined
  /** One press that does it. */
  readonly buttons: readonly Button[]
  /** The option that is wrong, where it is one. */
  readonly option: string | undefined

  constructor(
    message: string,
    remedy: {
      readonly hint?: Text
      readonly buttons?: readonly Button[]
      readonly option?: string
    } = {},
  ) {
    super(message)
    this.hint = remedy.hint
    this.buttons = remedy.buttons ?? []
    this.option = remedy.option
  }
}
