// A command somebody asked for, not checked yet, and where it came from.
import type { Permissions } from './permission.ts'

/** A command's name and the options as they were given. */
export type Invocation = {
  readonly command: string
  readonly options: Readonly<Record<string, OptionValue>>
}

export type OptionValue = string | number | boolean

/** Who asked, and where. `workspace` is the Slack team or the Discord guild. */
export type Origin = {
  readonly platform: string
  readonly workspace: string
  readonly channel: string
  readonly user: string
  /** Where the platform gives a person one id for all its workspaces. */
  readonly known?: 'everywhere'
  /** Nobody asked: a page is brought up to date, and whoever it is may not be looking. */
  readonly unasked?: true
  /** Pressed in direct messages, on a message of this workspace; what says so may be forged. */
  readonly pressedOf?: string
  /** Said to the bot alone, in a direct message. */
  readonly direct?: true
  /** Where the bot posts there, in words; `in this channel` goes without saying. */
  readonly here?: string
  /** What they are called there, where naming them by their id would ring for them. */
  readonly name?: string
  readonly locale?: string
  readonly timeZone?: string
  /** What may be done there; what is not said is not allowed. */
  readonly permissions?: Permissions
}
