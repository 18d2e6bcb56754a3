// The digests that channels and people get, and their editions as they were made.
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Engine } from '../tables.ts'
import { createTable, typesOf } from './engine-types.ts'

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await createSubscription(db, engine)
  await createEdition(db, engine)
}

async function createSubscription(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = typesOf(engine)
  const table = db.schema
    .createTable('subscription')
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('platform', text, (c) => c.notNull())
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('destination', text, (c) => c.notNull())
    .addColumn('query', text, (c) => c.notNull())
    .addColumn('votes', integer, (c) => c.notNull())
    .addColumn('time', text, (c) => c.notNull())
    .addColumn('zone', text, (c) => c.notNull())
    .addColumn('days', text, (c) => c.notNull())
    .addColumn('count', integer, (c) => c.notNull())
    .addColumn('layout', text, (c) => c.notNull())
    .addColumn('thread', integer, (c) => c.notNull())
    .addColumn('quiet', integer, (c) => c.notNull())
    .addColumn('set_by', text, (c) => c.notNull())
    .addColumn('version', integer, (c) => c.notNull())
    .addColumn('created_at', integer, (c) => c.notNull())
    .addColumn('next_date', text)
    .addColumn('next_at', integer)
    .addColumn('last_date', text)
    .addColumn('last_at', integer)
    .addColumn('paused_until', integer)
    .addColumn('missed', text)
    .addPrimaryKeyConstraint('subscription_key', ['id'])
  await createTable(engine, table)
  await db.schema
    .createIndex('subscription_query')
    .unique()
    .on('subscription')
    .columns(['platform', 'workspace', 'destination', 'query'])
    .execute()
  await db.schema
    .createIndex('subscription_due')
    .on('subscription')
    .column('next_at')
    .where(sql`next_at`, 'is not', null)
    .execute()
}

async function createEdition(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = typesOf(engine)
  const table = db.schema
    .createTable('edition')
    .addColumn('key', text, (c) => c.notNull())
    .addColumn('content', text, (c) => c.notNull())
    .addColumn('made_at', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('edition_key', ['key'])
  await createTable(engine, table)
  await db.schema.createIndex('edition_made').on('edition').column('made_at').execute()
}
