// The other peer: SQLite's own full-text search, with its Porter stemmer and its BM25, for any word of what is typed.
import Database from 'better-sqlite3'
import type { Paper } from '../src/papers/paper.ts'

/** The ids of the best papers for what is typed, best first. */
export type FullText = (typed: string, limit: number) => readonly string[]

/** An index of titles and abstracts, in memory. */
export function createFullText(papers: readonly Paper[]): FullText {
  const database = new Database(':memory:')
  database.exec(
    "CREATE VIRTUAL TABLE papers USING fts5(id UNINDEXED, title, abstract, tokenize = 'porter')",
  )
  const insert = database.prepare('INSERT INTO papers VALUES (?, ?, ?)')
  database.transaction(() => {
    for (const { id, title, abstract } of papers) insert.run(id, title, abstract)
  })()
  const select = database
    .prepare('SELECT id FROM papers WHERE papers MATCH ? ORDER BY rank LIMIT ?')
    .pluck()
  return (typed, limit) => {
    const words = typed.match(/[\p{L}\p{N}]+/gu) ?? []
    if (words.length === 0) return []
    return select.all(words.map((word) => `"${word}"`).join(' OR '), limit) as string[]
  }
}
