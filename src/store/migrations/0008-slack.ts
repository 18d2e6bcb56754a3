// What Slack workspaces granted, sealed; and what was heard of already.
import type { Kysely } from 'kysely'
import type { Engine } from '../tables.ts'
import { createTable, typesOf } from './engine-types.ts'

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = typesOf(engine)
  const installation = db.schema
    .createTable('installation')
    .addColumn('platform', text, (c) => c.notNull())
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('organisation', text)
    .addColumn('sealed', text)
    .addColumn('expires_at', integer)
    .addColumn('version', integer, (c) => c.notNull())
    .addColumn('claimed_until', integer, (c) => c.notNull())
    .addColumn('granted_at', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('installation_key', ['platform', 'workspace'])
  await createTable(engine, installation)
  await db.schema
    .createIndex('installation_organisation')
    .on('installation')
    .columns(['platform', 'organisation'])
    .execute()
  const seen = db.schema
    .createTable('seen')
    .addColumn('key', text, (c) => c.notNull())
    .addColumn('until_at', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('seen_key', ['key'])
  await createTable(engine, seen)
  await db.schema.createIndex('seen_until').on('seen').column('until_at').execute()
}
