// The digests of a workspace lie together: moving all that is due on, place after place, changes few pages of the file.
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Engine } from '../tables.ts'
import { typesOf } from './engine-types.ts'

const key = ['platform', 'workspace', 'destination', 'id'] as const

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await (engine === 'sqlite' ? rebuild(db) : keyByPlace(db))
  await db.schema.createIndex('subscription_id').unique().on('subscription').column('id').execute()
}

/** PostgreSQL keeps rows where there is room, whatever their key; only the key is as SQLite has it. */
async function keyByPlace(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('subscription').dropConstraint('subscription_key').execute()
  await db.schema
    .alterTable('subscription')
    .addPrimaryKeyConstraint('subscription_key', [...key])
    .execute()
}

/** SQLite keeps rows in the order of their key only in a table that is made so. */
async function rebuild(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('subscription').renameTo('subscription_before').execute()
  await createByPlace(db)
  await sql`insert into subscription select * from subscription_before`.execute(db)
  // Its indexes go with it.
  await db.schema.dropTable('subscription_before').execute()
  await db.schema
    .createIndex('subscription_query')
    .unique()
    .on('subscription')
    .columns(['platform', 'workspace', 'destination', 'query'])
    .execute()
  await db.schema
    .createIndex('subscription_due')
    .on('subscription')
    .columns(['next_at', 'platform', 'workspace'])
    .where(sql`next_at`, 'is not', null)
    .execute()
}

/** The columns as they were, in their order. */
async function createByPlace(db: Kysely<unknown>): Promise<void> {
  const { text, integer } = typesOf('sqlite')
  await db.schema
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
    .addPrimaryKeyConstraint('subscription_key', [...key])
    .modifyEnd(sql`strict, without rowid`)
    .execute()
}
