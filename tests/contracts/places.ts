// Empty databases for tests: a file, or a schema of a server.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

/** An empty database of one test's own: its url, and what removes it again. */
export type Place = { readonly url: string; remove(): Promise<void> }

/** The PostgreSQL server, where there is one. */
export const server = process.env.PAPERBOY_TEST_POSTGRES

/** A SQLite file in a temporary folder. */
export async function placeFile(within = tmpdir()): Promise<Place> {
  const folder = mkdtempSync(join(within, 'paperboy-store-'))
  return {
    url: `sqlite:${join(folder, 'paperboy.db')}`,
    remove: async () => rmSync(folder, { recursive: true }),
  }
}

/** A schema on the PostgreSQL server that PAPERBOY_TEST_POSTGRES names. */
export async function placeSchema(): Promise<Place> {
  const schema = `test_${randomUUID().replaceAll('-', '')}`
  await onServer(`create schema ${schema}`)
  const url = new URL(server ?? '')
  url.searchParams.set('options', `-c search_path=${schema}`)
  return { url: url.href, remove: () => onServer(`drop schema ${schema} cascade`) }
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(statement)
  await client.end()
}
