// The tables as TypeScript sees them; migrations/ makes them. The same on both engines:
// ids are text, times epoch milliseconds, switches 0 or 1, lists JSON as text (json.ts).
import type { Selectable } from 'kysely'
import type { Day, PaperId, SourceName } from '../papers/paper.ts'
import type {
  DeliveryTable,
  RefusalsTable,
  ShownTable,
  SuspensionTable,
} from './tables-of-deliveries.ts'
import type { FeedbackTable, FollowTable, HitTable, SavedTable } from './tables-of-people.ts'
import type { InstallationTable, SeenTable } from './tables-of-slack.ts'

/** The database engines Paperboy runs on. */
export type Engine = 'sqlite' | 'postgres'

/** One row for each paper; rows.ts translates. `code_stars` is null unless `code_url` is known. */
export type PaperTable = {
  id: PaperId
  title: string
  /** The title as titles are compared (papers/identity.ts), cut to what an index takes. */
  title_key: string
  abstract: string
  /** JSON: a list of names. */
  authors: string
  source: SourceName
  published: Day | null
  feed_day: Day | null
  votes: number | null
  comments: number | null
  ai_summary: string | null
  /** JSON: a list of words. */
  keywords: string | null
  code_url: string | null
  code_stars: number | null
  project_url: string | null
  organization: string | null
  thumbnail_url: string | null
  doi: string | null
  /** JSON: a list of arXiv categories. */
  categories: string | null
  withdrawn: 0 | 1
  /** arXiv's, from 1. */
  version: number | null
  /** The day of that version. */
  updated: Day | null
  comment: string | null
  first_seen_at: number
  updated_at: number
  /** The number of its latest change (changes.ts). */
  revision: number
}

/** A paper's votes when they were seen to have changed. */
export type VoteReadingTable = {
  paper_id: PaperId
  read_at: number
  votes: number
  comments: number | null
}

/** An id a paper had, or was known by elsewhere, before it was merged into another. */
export type PaperAliasTable = {
  alias: PaperId
  paper_id: PaperId
  /** 0 for those from before this was kept. */
  created_at: number
  /** The number of its latest change (changes.ts). */
  revision: number
}

/** An invocation too long for a button, by the hash that stands for it. */
export type ActionTable = {
  id: string
  text: string
  /** When a message last carried it. */
  saved_at: number
}

/** Facts about the database itself: `revision`, the number of its latest change, and `instance`, its own name. */
export type MetaTable = { key: string; value: string }

/** A day of a source's feed, as it was last read. */
export type FeedDayTable = {
  source: SourceName
  day: Day
  /** What upstream gave to ask with whether it has changed. */
  validator: string | null
  papers: number
  read_at: number
  changed_at: number
  /** Whether it is read no more. */
  settled: 0 | 1
}

/** How a source that is asked over the network answers, and when the next request may leave. */
export type UpstreamTable = {
  source: SourceName
  last_ok_at: number | null
  /** When the failures began that have not ended. */
  failing_since: number | null
  reason: string | null
  /** In a row. */
  failures: number
  retry_at: number | null
  next_turn_at: number
}

/** Who does alone what only one process may do. */
export type LeaseTable = { name: string; holder: string; epoch: number; until_at: number }

/** A Slack team or Discord guild the bot is in; `left_at` is null while it is. */
export type WorkspaceTable = {
  platform: string
  workspace: string
  joined_at: number
  left_at: number | null
}

/** A value that a workspace, a channel or a person set (settings.ts); `owner` is '' for the workspace itself, `C1` or `@U1`. */
export type SettingTable = {
  platform: string
  workspace: string
  owner: string
  name: string
  /** JSON. */
  value: string
}

/** A digest somebody set up (subscriptions.ts). `destination` is a channel, or `@` and a person. */
export type SubscriptionTable = {
  id: string
  platform: string
  workspace: string
  destination: string
  /** '' for every paper. */
  query: string
  votes: number
  /** `HH:MM` in `zone`. */
  time: string
  zone: string
  days: string
  count: number
  layout: 'compact' | 'cards'
  thread: 0 | 1
  quiet: 0 | 1
  set_by: string
  version: number
  created_at: number
  /** What it waits for; null while it is paused without an end. */
  next_date: Day | null
  next_at: number | null
  last_date: Day | null
  last_at: number | null
  paused_until: number | null
  /** JSON: the dates on which nothing came because nobody was there to send it. */
  missed: string | null
}

/** An edition as it was first made, for all who ask the same (editions.ts). `content` is JSON. */
export type EditionTable = { key: string; content: string; made_at: number }

export type Tables = {
  paper: PaperTable
  vote_reading: VoteReadingTable
  paper_alias: PaperAliasTable
  action: ActionTable
  meta: MetaTable
  feed_day: FeedDayTable
  upstream: UpstreamTable
  lease: LeaseTable
  workspace: WorkspaceTable
  setting: SettingTable
  delivery: DeliveryTable
  shown: ShownTable
  suspension: SuspensionTable
  refusals: RefusalsTable
  subscription: SubscriptionTable
  edition: EditionTable
  pace: { platform: string; next_at: number }
  follow: FollowTable
  hit: HitTable
  saved: SavedTable
  feedback: FeedbackTable
  installation: InstallationTable
  seen: SeenTable
}

export type PaperRow = Selectable<PaperTable>
