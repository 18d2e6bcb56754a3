// The ledger of what is said unasked, the papers it has shown, and the places it cannot be said in.
import { type Kysely, sql } from 'kysely'
import type { Engine } from '../tables.ts'
import { createTable, typesOf } from './engine-types.ts'

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await createDelivery(db, engine)
  await indexDelivery(db)
  await createShown(db, engine)
  await createSuspension(db, engine)
  await createRefusals(db, engine)
  await createPace(db, engine)
}

async function createDelivery(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = typesOf(engine)
  const table = db.schema
    .createTable('delivery')
    .addColumn('key', text, (c) => c.notNull())
    .addColumn('platform', text, (c) => c.notNull())
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('destination', text, (c) => c.notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('subject', text, (c) => c.notNull())
    .addColumn('edition', text, (c) => c.notNull())
    .addColumn('part', integer, (c) => c.notNull())
    .addColumn('parts', integer, (c) => c.notNull())
    .addColumn('version', integer, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('due_at', integer, (c) => c.notNull())
    .addColumn('expires_at', integer, (c) => c.notNull())
    .addColumn('late', integer, (c) => c.notNull())
    .addColumn('turn_at', integer, (c) => c.notNull())
    .addColumn('turn', integer, (c) => c.notNull())
    .addColumn('run_at', integer, (c) => c.notNull())
    .addColumn('attempt', integer, (c) => c.notNull())
    .addColumn('fence', integer, (c) => c.notNull())
    .addColumn('lease_until', integer)
    .addColumn('first_wire_at', integer)
    .addColumn('last_wire_at', integer)
    .addColumn('channel', text)
    .addColumn('message', text)
    .addColumn('under_channel', text)
    .addColumn('under_message', text)
    .addColumn('reason', text)
    .addColumn('settled_at', integer)
    .addPrimaryKeyConstraint('delivery_key', ['key'])
    .addCheckConstraint(
      'delivery_state',
      sql`state in ('pending', 'sending', 'unknown', 'sent', 'unconfirmed', 'expired', 'cancelled', 'dead')`,
    )
  await createTable(engine, table)
}

async function indexDelivery(db: Kysely<unknown>): Promise<void> {
  const index = (name: string) => db.schema.createIndex(name).on('delivery')
  // Only what is not settled yet is looked for by time: a small part of the table.
  await index('delivery_pending')
    .columns(['platform', 'late', 'turn_at', 'turn'])
    .where(sql`state`, '=', sql.lit('pending'))
    .execute()
  await index('delivery_waiting')
    .columns(['platform', 'workspace', 'turn_at'])
    .where(sql`state`, '=', sql.lit('pending'))
    .execute()
  await index('delivery_sending')
    .columns(['lease_until'])
    .where(sql`state`, '=', sql.lit('sending'))
    .execute()
  await index('delivery_unknown')
    .columns(['run_at'])
    .where(sql`state`, '=', sql.lit('unknown'))
    .execute()
  await index('delivery_place')
    .columns(['platform', 'workspace', 'destination', 'due_at'])
    .execute()
  await index('delivery_settled')
    .columns(['settled_at'])
    .where(sql`settled_at`, 'is not', null)
    .execute()
}

async function createShown(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text } = typesOf(engine)
  const table = db.schema
    .createTable('shown')
    .addColumn('platform', text, (c) => c.notNull())
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('destination', text, (c) => c.notNull())
    .addColumn('paper', text, (c) => c.notNull())
    .addColumn('delivery', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('shown_key', ['platform', 'workspace', 'destination', 'paper'])
  await createTable(engine, table)
  await db.schema.createIndex('shown_delivery').on('shown').column('delivery').execute()
}

async function createSuspension(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = typesOf(engine)
  const table = db.schema
    .createTable('suspension')
    .addColumn('platform', text, (c) => c.notNull())
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('destination', text, (c) => c.notNull())
    .addColumn('reason', text, (c) => c.notNull())
    .addColumn('since', integer, (c) => c.notNull())
    .addColumn('probes', integer, (c) => c.notNull())
    .addColumn('probe_at', integer)
    .addPrimaryKeyConstraint('suspension_key', ['platform', 'workspace', 'destination'])
  await createTable(engine, table)
}

async function createRefusals(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = typesOf(engine)
  const table = db.schema
    .createTable('refusals')
    .addColumn('platform', text, (c) => c.notNull())
    .addColumn('minute', integer, (c) => c.notNull())
    .addColumn('count', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('refusals_key', ['platform', 'minute'])
  await createTable(engine, table)
}

async function createPace(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = typesOf(engine)
  const table = db.schema
    .createTable('pace')
    .addColumn('platform', text, (c) => c.notNull())
    .addColumn('next_at', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('pace_key', ['platform'])
  await createTable(engine, table)
}
