// The tables as TypeScript sees them; migrations/ makes them. The same on both engines:
// ids are text, times epoch milliseconds, switches 0 or 1, lists JSON as text (json.ts).
import type { Selectable } from 'kysely'
import type { Day, PaperId, SourceName } from '../papers/paper.ts'

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
  first_seen_at: number
  updated_at: number
}

/** A paper's votes when they were seen to have changed. */
export type VoteReadingTable = {
  paper_id: PaperId
  read_at: number
  votes: number
  comments: number | null
}

/** An id a paper had, or was known by elsewhere, before it was merged into another. */
export type PaperAliasTable = { alias: PaperId; paper_id: PaperId }

/** An invocation too long for a button, by the hash that stands for it. */
export type ActionTable = {
  id: string
  text: string
  /** When a message last carried it. */
  saved_at: number
}

/** Facts about the database itself. */
export type MetaTable = { key: string; value: string }

export type Tables = {
  paper: PaperTable
  vote_reading: VoteReadingTable
  paper_alias: PaperAliasTable
  action: ActionTable
  meta: MetaTable
}

export type PaperRow = Selectable<PaperTable>
