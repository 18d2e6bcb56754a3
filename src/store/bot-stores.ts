// What the bot keeps in the database between one question and the next, as the parts it is made of.
import type { Parts } from '../bot/bot.ts'
import { createActions } from './actions.ts'
import type { Database } from './database.ts'
import { createDigestStores } from './digest-stores.ts'
import { createSaves } from './saves.ts'
import { createSettings } from './settings.ts'

/** The ports of the bot that are tables of ours, and nothing else. */
export function createBotStores(
  database: Database,
): Pick<Parts, 'actions' | 'settings' | 'saves' | 'digests'> {
  return {
    actions: createActions(database),
    settings: createSettings(database),
    saves: createSaves(database),
    digests: createDigestStores(database),
  }
}
