// Who brought the bot to a workspace: told of what cannot be posted there where whoever set it up cannot be.
import type { Kysely } from 'kysely'
import type { Engine } from '../tables.ts'
import { typesOf } from './engine-types.ts'

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await db.schema.alterTable('installation').addColumn('installer', typesOf(engine).text).execute()
}
