// Papers, how their votes went, the ids they were merged from, long actions, and facts about the database.
import { type Kysely, sql } from 'kysely'
import type { Engine } from '../tables.ts'
import { createTable, typesOf } from './engine-types.ts'

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await createPaper(db, engine)
  await createVoteReading(db, engine)
  await createPaperAlias(db, engine)
  await createActionAndMeta(db, engine)
}

async function createPaper(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = typesOf(engine)
  const table = db.schema
    .createTable('paper')
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('title', text, (c) => c.notNull())
    .addColumn('title_key', text, (c) => c.notNull())
    .addColumn('abstract', text, (c) => c.notNull())
    .addColumn('authors', text, (c) => c.notNull())
    .addColumn('source', text, (c) => c.notNull())
    .addColumn('published', text)
    .addColumn('feed_day', text)
    .addColumn('votes', integer)
    .addColumn('comments', integer)
    .addColumn('ai_summary', text)
    .addColumn('keywords', text)
    .addColumn('code_url', text)
    .addColumn('code_stars', integer)
    .addColumn('project_url', text)
    .addColumn('organization', text)
    .addColumn('thumbnail_url', text)
    .addColumn('doi', text)
    .addColumn('categories', text)
    .addColumn('first_seen_at', integer, (c) => c.notNull())
    .addColumn('updated_at', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('paper_pk', ['id'])
  await createTable(engine, table)
  const index = (name: string) => db.schema.createIndex(name).on('paper')
  await index('paper_title_key').column('title_key').execute()
  await index('paper_feed_day').column('feed_day').execute()
  await index('paper_source').column('source').execute()
  await index('paper_updated_at').column('updated_at').execute()
  // A DOI is the same in either case (ISO 26324).
  await index('paper_doi').expression(sql`lower(doi)`).execute()
}

async function createVoteReading(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = typesOf(engine)
  const table = db.schema
    .createTable('vote_reading')
    .addColumn('paper_id', text, (c) => c.notNull())
    .addColumn('read_at', integer, (c) => c.notNull())
    .addColumn('votes', integer, (c) => c.notNull())
    .addColumn('comments', integer)
    .addPrimaryKeyConstraint('vote_reading_pk', ['paper_id', 'read_at'])
    .addForeignKeyConstraint('vote_reading_paper', ['paper_id'], 'paper', ['id'], (c) =>
      c.onDelete('cascade'),
    )
  await createTable(engine, table)
  await db.schema
    .createIndex('vote_reading_read_at')
    .on('vote_reading')
    .columns(['read_at', 'paper_id'])
    .execute()
}

async function createPaperAlias(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text } = typesOf(engine)
  const table = db.schema
    .createTable('paper_alias')
    .addColumn('alias', text, (c) => c.notNull())
    .addColumn('paper_id', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('paper_alias_pk', ['alias'])
    .addForeignKeyConstraint('paper_alias_paper', ['paper_id'], 'paper', ['id'], (c) =>
      c.onDelete('cascade'),
    )
  await createTable(engine, table)
  await db.schema.createIndex('paper_alias_paper_id').on('paper_alias').column('paper_id').execute()
}

async function createActionAndMeta(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = typesOf(engine)
  const action = db.schema
    .createTable('action')
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('text', text, (c) => c.notNull())
    .addColumn('saved_at', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('action_pk', ['id'])
  await createTable(engine, action)
  await db.schema.createIndex('action_saved_at').on('action').column('saved_at').execute()
  const meta = db.schema
    .createTable('meta')
    .addColumn('key', text, (c) => c.notNull())
    .addColumn('value', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('meta_pk', ['key'])
  await createTable(engine, meta)
}
