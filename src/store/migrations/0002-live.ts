// What a corpus that is kept fresh needs: versions and withdrawals, the order of changes, how upstreams answer, leases.
import { type Kysely, sql } from 'kysely'
import type { Engine } from '../tables.ts'
import { createTable, typesOf } from './engine-types.ts'

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await extendPaper(db, engine)
  await extendPaperAlias(db, engine)
  await numberWhatIsHeld(db)
  await createFeedDay(db, engine)
  await createUpstream(db, engine)
  await createLease(db, engine)
}

async function extendPaper(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = typesOf(engine)
  const paper = () => db.schema.alterTable('paper')
  await paper()
    .addColumn('withdrawn', integer, (c) => c.notNull().defaultTo(0))
    .execute()
  await paper().addColumn('version', integer).execute()
  await paper().addColumn('updated', text).execute()
  await paper().addColumn('comment', text).execute()
  await paper()
    .addColumn('revision', integer, (c) => c.notNull().defaultTo(0))
    .execute()
  await db.schema.createIndex('paper_revision').on('paper').column('revision').execute()
}

async function extendPaperAlias(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { integer } = typesOf(engine)
  for (const name of ['created_at', 'revision'])
    await db.schema
      .alterTable('paper_alias')
      .addColumn(name, integer, (c) => c.notNull().defaultTo(0))
      .execute()
  await db.schema.createIndex('paper_alias_revision').on('paper_alias').column('revision').execute()
}

// What is held so far is numbered as if it had come in one by one: a reader of changes who starts now gets it all.
async function numberWhatIsHeld(db: Kysely<unknown>): Promise<void> {
  await sql`
    update paper set revision = numbered.place
    from (select id, row_number() over (order by id) as place from paper) as numbered
    where numbered.id = paper.id`.execute(db)
  await sql`
    update paper_alias set revision = numbered.place + (select count(*) from paper)
    from (select alias, row_number() over (order by alias) as place from paper_alias) as numbered
    where numbered.alias = paper_alias.alias`.execute(db)
  await sql`
    insert into meta (key, value)
    select 'revision', cast((select count(*) from paper) + (select count(*) from paper_alias) as text)`.execute(
    db,
  )
}

async function createFeedDay(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = typesOf(engine)
  const table = db.schema
    .createTable('feed_day')
    .addColumn('source', text, (c) => c.notNull())
    .addColumn('day', text, (c) => c.notNull())
    .addColumn('validator', text)
    .addColumn('papers', integer, (c) => c.notNull())
    .addColumn('read_at', integer, (c) => c.notNull())
    .addColumn('changed_at', integer, (c) => c.notNull())
    .addColumn('settled', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('feed_day_pk', ['source', 'day'])
  await createTable(engine, table)
}

async function createUpstream(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = typesOf(engine)
  const table = db.schema
    .createTable('upstream')
    .addColumn('source', text, (c) => c.notNull())
    .addColumn('last_ok_at', integer)
    .addColumn('failing_since', integer)
    .addColumn('reason', text)
    .addColumn('failures', integer, (c) => c.notNull())
    .addColumn('retry_at', integer)
    .addColumn('next_turn_at', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('upstream_pk', ['source'])
  await createTable(engine, table)
}

async function createLease(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = typesOf(engine)
  const table = db.schema
    .createTable('lease')
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('holder', text, (c) => c.notNull())
    .addColumn('epoch', integer, (c) => c.notNull())
    .addColumn('until_at', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('lease_pk', ['name'])
  await createTable(engine, table)
}
