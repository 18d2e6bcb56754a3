// The paper, as the whole house knows it, and the port through which commands read the corpus.
import type { VoteReading } from './vote-history.ts'

/** An arXiv id without its version (`2501.00663`, `cs/0112017`), or our own (`pb-3f9a1c2b7d40`) for a paper known by title alone. */
export type PaperId = string

/** A calendar day, `YYYY-MM-DD`. Upstream's times of day are not meaningful, so none is kept. */
export type Day = string

/** Where a record came from, least to most authoritative for a paper's own words (title, abstract, authors, dates). */
export const origins = ['sample', 'page', 'jsonl', 'hugging-face', 'arxiv'] as const
export type SourceName = (typeof origins)[number]

/** A code repository. `stars` is absent when upstream did not say, which is not zero. */
export type Code = { readonly url: string; readonly stars?: number }

/** What we hold about one paper. Absent means nobody told us; a missing count is not zero. */
export type Paper = {
  readonly id: PaperId
  readonly title: string
  /** '' when nobody gave one. */
  readonly abstract: string
  readonly authors: readonly string[]
  /** The source whose title, abstract and authors these are. */
  readonly source: SourceName
  /** First submitted to arXiv. */
  readonly published?: Day
  /** The Daily Papers day it was featured on. */
  readonly feedDay?: Day
  readonly votes?: number
  readonly comments?: number
  readonly aiSummary?: string
  /** Keywords upstream's model gave. */
  readonly keywords?: readonly string[]
  readonly code?: Code
  readonly projectUrl?: string
  readonly organization?: string
  readonly thumbnailUrl?: string
  readonly doi?: string
  /** arXiv categories, the primary one first. */
  readonly categories?: readonly string[]
  /** Present when its authors, or arXiv, took it back. A paper that is not withdrawn has no such field. */
  readonly withdrawn?: true
  /** The newest arXiv version known, from 1. A new version is the same paper. */
  readonly version?: number
  /** When that version was submitted. */
  readonly updated?: Day
  /** The authors' remark at arXiv, as in `12 pages, accepted at ACL`. */
  readonly comment?: string
}

/** How a source that is read over the network has been answering. Times are epoch milliseconds. */
export type UpstreamState = {
  readonly source: SourceName
  readonly lastOkAt?: number
  /** When the failures began that have not ended; absent while it answers. */
  readonly failingSince?: number
  /** Why the latest request failed. */
  readonly reason?: string
}

/** How the corpus stands: for `stats`, and for saying how old an answer is. */
export type CorpusState = {
  readonly papers: number
  /** Papers by the source their words come from. */
  readonly bySource: Readonly<Partial<Record<SourceName, number>>>
  readonly firstDay?: Day
  readonly lastDay?: Day
  /** Distinct feed days held. */
  readonly feedDays: number
  /** When the store last changed (epoch milliseconds). */
  readonly updatedAt?: number
  /** Sources that have been asked over the network, by name; absent when none has. */
  readonly upstream?: readonly UpstreamState[]
}

/** A paper's votes at both ends of a window. `before` is absent when no reading is as old as its start. */
export type VoteGain = {
  readonly id: PaperId
  readonly feedDay: Day
  readonly votes: number
  readonly before?: number
}

/** What commands may ask of the corpus. */
export interface Corpus {
  /** The paper with this id, or with this alias (an id it had before it was merged). */
  find(id: PaperId): Promise<Paper | undefined>
  /** Papers in the order of the ids asked for; unknown ids are left out. */
  list(ids: readonly PaperId[]): Promise<readonly Paper[]>
  findByDoi(doi: string): Promise<Paper | undefined>
  /** The n-th paper by id, 0-based; undefined past the end. */
  nth(n: number): Promise<Paper | undefined>
  state(): Promise<CorpusState>
  /** Papers featured or voted for in the window, both days included. */
  voteGains(from: Day, until: Day): Promise<readonly VoteGain[]>
  /** How a paper's votes went, oldest first: its latest 200 readings at most. An alias will do. */
  votesOf(id: PaperId): Promise<readonly VoteReading[]>
}

const dayFormat = /^\d{4}-\d{2}-\d{2}$/

/** The day of an ISO time or day, or undefined when there is none in it. Reads the date as written; no zone arithmetic. */
export function dayOf(text: string | undefined): Day | undefined {
  const day = text?.slice(0, 10)
  if (day === undefined || !dayFormat.test(day)) return undefined
  const parsed = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(parsed) || !isoDay(parsed).startsWith(day) ? undefined : day
}

/** The UTC day of an instant. */
export function isoDay(instant: number): Day {
  return new Date(instant).toISOString().slice(0, 10)
}

/** `day` moved by whole days. */
export function addDays(day: Day, days: number): Day {
  return isoDay(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000)
}

/** Whole days from `a` to `b`; negative when `b` is earlier. */
export function daysBetween(a: Day, b: Day): number {
  return Math.round((Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / 86_400_000)
}
