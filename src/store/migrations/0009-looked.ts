// Since when a delivery is looked for that may have been posted: patience counts from then.
import type { Kysely } from 'kysely'
import type { Engine } from '../tables.ts'
import { typesOf } from './engine-types.ts'

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await db.schema.alterTable('delivery').addColumn('looked_at', typesOf(engine).integer).execute()
}
