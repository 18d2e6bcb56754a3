// A paper as a row, and back: null stands for absent, lists are JSON.
import { z } from 'zod'
import { titleKey } from '../papers/identity.ts'
import type { Paper } from '../papers/paper.ts'
import { fromJson, toJson } from './json.ts'
import type { PaperRow } from './tables.ts'

/** A paper's own columns; when it was seen and changed is the writer's to add. */
export type PaperColumns = Omit<PaperRow, 'first_seen_at' | 'updated_at' | 'revision'>

/** A title's key as the row keeps it: cut, since PostgreSQL's indexes take values up to 2,704 bytes. */
export function keptTitleKey(title: string): string {
  return titleKey(title).slice(0, 500).toWellFormed()
}

/** The row that keeps a paper. */
export function paperToRow(paper: Paper): PaperColumns {
  return {
    id: paper.id,
    title: paper.title,
    title_key: keptTitleKey(paper.title),
    abstract: paper.abstract,
    authors: toJson(paper.authors),
    source: paper.source,
    published: paper.published ?? null,
    feed_day: paper.feedDay ?? null,
    votes: paper.votes ?? null,
    comments: paper.comments ?? null,
    ai_summary: paper.aiSummary ?? null,
    keywords: paper.keywords === undefined ? null : toJson(paper.keywords),
    code_url: paper.code?.url ?? null,
    code_stars: paper.code?.stars ?? null,
    project_url: paper.projectUrl ?? null,
    organization: paper.organization ?? null,
    thumbnail_url: paper.thumbnailUrl ?? null,
    doi: paper.doi ?? null,
    categories: paper.categories === undefined ? null : toJson(paper.categories),
    withdrawn: paper.withdrawn === true ? 1 : 0,
    version: paper.version ?? null,
    updated: paper.updated ?? null,
    comment: paper.comment ?? null,
  }
}

const texts = z.array(z.string())

/** The paper a row keeps. Throws StoreError when a list in it is damaged. */
export function rowToPaper(row: PaperColumns): Paper {
  return {
    id: row.id,
    title: row.title,
    abstract: row.abstract,
    authors: fromJson(texts, row.authors, 'paper.authors'),
    source: row.source,
    ...withoutNulls({
      published: row.published,
      feedDay: row.feed_day,
      votes: row.votes,
      comments: row.comments,
      aiSummary: row.ai_summary,
      keywords: textsOf(row.keywords, 'paper.keywords'),
      code: row.code_url === null ? null : code(row.code_url, row.code_stars),
      projectUrl: row.project_url,
      organization: row.organization,
      thumbnailUrl: row.thumbnail_url,
      doi: row.doi,
      categories: textsOf(row.categories, 'paper.categories'),
      withdrawn: row.withdrawn === 1 ? (true as const) : null,
      version: row.version,
      updated: row.updated,
      comment: row.comment,
    }),
  }
}

function textsOf(json: string | null, column: string) {
  return json === null ? null : fromJson(texts, json, column)
}

function code(url: string, stars: number | null) {
  return stars === null ? { url } : { url, stars }
}

function withoutNulls<Fields extends object>(fields: Fields) {
  const present = Object.entries(fields).filter(([, value]) => value !== null)
  return Object.fromEntries(present) as { [Name in keyof Fields]?: NonNullable<Fields[Name]> }
}

/** A paper without what PostgreSQL cannot keep: NUL characters and halves of surrogate pairs. */
export function storable(paper: Paper): Paper {
  return mapTexts(paper, storableText) as Paper
}

/** A text without NUL characters and halves of surrogate pairs. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([name, field]) => [name, mapTexts(field, change)]),
  )
}
