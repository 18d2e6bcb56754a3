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

/** What a workspace or an organisation granted the bot, sealed so that only its platform can read it. */
export type Installation = WorkspaceKey & {
  readonly sealed: string
  /** When it has to be renewed; absent for one that lasts. */
  readonly expiresAt?: Instant
  /** Who brought the bot there, by the platform's id. */
  readonly installer?: string
  /** Grows with every change. */
  readonly version: number
}

/** What is granted: sealed, for how long, and by whom. */
export type Grant = Pick<Installation, 'sealed' | 'expiresAt' | 'installer'>

/** What workspaces granted the bot. */
export type Installations = {
  /** A workspace's own, else that of the organisation it has the bot by. */
  find(key: WorkspaceKey): Promise<Installation | undefined>
  /** Granted now, for the first time or again. */
  keep(key: WorkspaceKey, grant: Grant, now: Instant): Promise<void>
  /** A workspace has the bot by way of its organisation. */
  belongs(key: WorkspaceKey, organisation: string, now: Instant): Promise<void>
  /** Whether the caller alone may renew it until then. */
  claim(installation: Installation, until: Instant, now: Instant): Promise<boolean>
  /** Replaces exactly this version, whoever brought it; false when another was quicker. */
  renew(installation: Installation, grant: Omit<Grant, 'installer'>): Promise<boolean>
  /** Forgets what was granted until then; gives all workspaces that have lost the bot by it. Saying it twice changes nothing. */
  forget(key: WorkspaceKey, grantedUntil: Instant): Promise<readonly string[]>
}
