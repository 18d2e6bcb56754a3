// What is looked up all the time is found at once, however long the queue and the memory of what was sent.
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // In the order of their workspaces: what is written for them then lies close together.
  await db.schema.dropIndex('subscription_due').execute()
  await db.schema
    .createIndex('subscription_due')
    .on('subscription')
    .columns(['next_at', 'platform', 'workspace'])
    .where(sql`next_at`, 'is not', null)
    .execute()
  // By platform first: else SQLite goes through everything that was ever sent there, which it expects to be less.
  await db.schema.dropIndex('delivery_unknown').execute()
  await db.schema
    .createIndex('delivery_unknown')
    .on('delivery')
    .columns(['platform', 'run_at'])
    .where(sql`state`, '=', sql.lit('unknown'))
    .execute()
  await db.schema
    .createIndex('delivery_expiring')
    .on('delivery')
    .column('expires_at')
    .where(sql`state`, '=', sql.lit('pending'))
    .execute()
}
