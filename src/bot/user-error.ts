// The one error a command throws on purpose: something the asker can mend.
import type { Button, Text } from './view.ts'

/** What was wrong, in words for the asker. The bot shows it as a private answer with the command's usage. */
export class UserError extends Error {
  override readonly name = 'UserError'
  /** What to do instead. */
  readonly hint: Text | undefined
  /** One press that does it. */
  readonly buttons: readonly Button[]

  constructor(
    message: string,
    remedy: { readonly hint?: Text; readonly buttons?: readonly Button[] } = {},
  ) {
    super(message)
    this.hint = remedy.hint
    this.buttons = remedy.buttons ?? []
  }
}
