// The workspaces the bot is in or was taken out of.
import type { Kysely } from 'kysely'
import type { Engine } from '../tables.ts'
import { createTable, typesOf } from './engine-types.ts'

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = typesOf(engine)
  const table = db.schema
    .createTable('workspace')
    .addColumn('platform', text, (c) => c.notNull())
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('joined_at', integer, (c) => c.notNull())
    .addColumn('left_at', integer)
    .addPrimaryKeyConstraint('workspace_key', ['platform', 'workspace'])
  await createTable(engine, table)
  await db.schema.createIndex('workspace_left').on('workspace').column('left_at').execute()
}
