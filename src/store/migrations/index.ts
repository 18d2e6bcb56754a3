// Every step the schema has taken, in order. A step that has landed is never edited: add another.
import type { Kysely } from 'kysely'
import type { Engine } from '../tables.ts'
import { up as papers } from './0001-papers.ts'
import { up as live } from './0002-live.ts'
import { up as workspaces } from './0003-workspaces.ts'
import { up as settings } from './0004-settings.ts'
import { up as delivery } from './0005-delivery.ts'
import { up as digests } from './0006-digests.ts'
import { up as follows } from './0007-follows.ts'
import { up as slack } from './0008-slack.ts'
import { up as looked } from './0009-looked.ts'
import { up as installer } from './0010-installer.ts'
import { up as longQueues } from './0011-long-queues.ts'
import { up as digestsByPlace } from './0012-digests-by-place.ts'

/** One step forward, inside a transaction. There is no way back but a backup. */
export type Step = (db: Kysely<unknown>, engine: Engine) => Promise<void>

/** The steps by name; names sort in the order they are taken. */
export const steps: Readonly<Record<string, Step>> = {
  '0001-papers': papers,
  '0002-live': live,
  '0003-workspaces': workspaces,
  '0004-settings': settings,
  '0005-delivery': delivery,
  '0006-digests': digests,
  '0007-follows': follows,
  '0008-slack': slack,
  '0009-looked': looked,
  '0010-installer': installer,
  '0011-long-queues': longQueues,
  '0012-digests-by-place': digestsByPlace,
}
