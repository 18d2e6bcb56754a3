// The port to what is remembered of the workspaces the bot is in.
import type { Instant } from './view.ts'

/** A Slack team or a Discord guild, by platform and the platform's id. */
export type WorkspaceKey = { readonly platform: string; readonly workspace: string }

/** Who the bot lives with. */
export type Workspaces = {
  /** The bot is in it, for the first time or again. `first` once for each time it came: whoever gets it says welcome. */
  joined(key: WorkspaceKey, now: Instant): Promise<'first' | 'known'>
  /** The bot was taken out; what is kept of the workspace is deleted after a grace. Saying it twice changes nothing. */
  left(key: WorkspaceKey, now: Instant): Promise<void>
  /** Those of a platform the bot is in, as far as it was told. */
  present(platform: string): Promise<readonly string[]>
}

/** What a platform keeps between starts: small texts by name, such as the hash of what it declared. */
export type Notes = {
  read(name: string): Promise<string | undefined>
  write(name: string, text: string): Promise<void>
}
