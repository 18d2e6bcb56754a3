// What people follow, what came of it, what they saved, and what they wanted more or less of.
import { type Kysely, sql } from 'kysely'
import type { Engine } from '../tables.ts'
import { createTable, typesOf } from './engine-types.ts'

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await createFollow(db, engine)
  await createHit(db, engine)
  await createSaved(db, engine)
  await createFeedback(db, engine)
}

async function createFollow(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = typesOf(engine)
  const table = db.schema
    .createTable('follow')
    .addColumn('platform', text, (c) => c.notNull())
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('person', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('query', text, (c) => c.notNull())
    .addColumn('likeness', text)
    .addColumn('often', text, (c) => c.notNull())
    .addColumn('channel', text)
    .addColumn('zone', text)
    .addColumn('created_at', integer, (c) => c.notNull())
    .addColumn('muted_until', integer)
    .addColumn('paused_at', integer)
    .addColumn('last_match_at', integer)
    .addColumn('revision', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('follow_key', ['platform', 'workspace', 'person', 'id'])
  await createTable(engine, table)
  await db.schema.createIndex('follow_revision').on('follow').column('revision').execute()
}

async function createHit(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = typesOf(engine)
  const table = db.schema
    .createTable('hit')
    .addColumn('platform', text, (c) => c.notNull())
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('person', text, (c) => c.notNull())
    .addColumn('paper', text, (c) => c.notNull())
    .addColumn('follow', text, (c) => c.notNull())
    .addColumn('found_at', integer, (c) => c.notNull())
    .addColumn('due_at', integer)
    .addColumn('edition', text)
    .addPrimaryKeyConstraint('hit_key', ['platform', 'workspace', 'person', 'paper', 'follow'])
  await createTable(engine, table)
  // Only what waits is looked for by time.
  await db.schema
    .createIndex('hit_due')
    .on('hit')
    .column('due_at')
    .where(sql`due_at`, 'is not', null)
    .execute()
  await db.schema.createIndex('hit_found').on('hit').column('found_at').execute()
}

async function createSaved(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = typesOf(engine)
  const table = db.schema
    .createTable('saved')
    .addColumn('platform', text, (c) => c.notNull())
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('person', text, (c) => c.notNull())
    .addColumn('paper', text, (c) => c.notNull())
    .addColumn('saved_at', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('saved_key', ['platform', 'workspace', 'person', 'paper'])
  await createTable(engine, table)
  await db.schema
    .createIndex('saved_paper')
    .on('saved')
    .columns(['platform', 'workspace', 'paper'])
    .execute()
}

async function createFeedback(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = typesOf(engine)
  const table = db.schema
    .createTable('feedback')
    .addColumn('platform', text, (c) => c.notNull())
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('person', text, (c) => c.notNull())
    .addColumn('paper', text, (c) => c.notNull())
    .addColumn('wants', text, (c) => c.notNull())
    .addColumn('given_at', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('feedback_key', ['platform', 'workspace', 'person', 'paper'])
  await createTable(engine, table)
}
