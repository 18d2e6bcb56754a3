// The tables about people, as TypeScript sees them: each row is one person's, by platform, workspace and the platform's id.
import type { PaperId } from '../papers/paper.ts'

/** What somebody follows (follows.ts); `id` is the same for the same query. */
export type FollowTable = {
  platform: string
  workspace: string
  person: string
  id: string
  query: string
  /** JSON: what tells the paper it wants more like, as it was when the follow was made. */
  likeness: string | null
  often: 'instant' | 'daily' | 'weekly'
  /** Where it is told, with a mention; null for direct messages. */
  channel: string | null
  /** The zone of the person's times, unless they set one since. */
  zone: string | null
  created_at: number
  muted_until: number | null
  /** When the person was told that nothing can be sent to them; until they follow anew. */
  paused_at: number | null
  last_match_at: number | null
  /** The number of its latest change. */
  revision: number
}

/** A paper that somebody's follow found. It waits until `due_at`, then belongs to an edition; neither: it is not told. */
export type HitTable = {
  platform: string
  workspace: string
  person: string
  paper: PaperId
  follow: string
  found_at: number
  due_at: number | null
  edition: string | null
}

/** A paper on somebody's reading list. */
export type SavedTable = {
  platform: string
  workspace: string
  person: string
  paper: PaperId
  saved_at: number
}

/** Whether somebody wants more or less like a paper. */
export type FeedbackTable = {
  platform: string
  workspace: string
  person: string
  paper: PaperId
  wants: 'more' | 'less'
  given_at: number
}
