// The tables Slack needs, as TypeScript sees them: what workspaces granted, and what was heard of already.

/** What a workspace granted (workspaces.ts, Installation); `sealed` is null where it has the bot by way of its `organisation`. */
export type InstallationTable = {
  platform: string
  workspace: string
  organisation: string | null
  sealed: string | null
  expires_at: number | null
  version: number
  /** Until when one process alone may renew it. */
  claimed_until: number
  granted_at: number
  /** Who brought the bot there, where that is known. */
  installer: string | null
}

/** What was heard of already, and until when that matters. */
export type SeenTable = { key: string; until_at: number }
