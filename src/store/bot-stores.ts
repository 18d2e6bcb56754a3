// What the bot keeps in the database between one question and the next, as the parts it is made of.
import type { Parts } from '../bot/bot.ts'
import { createActions } from './actions.ts'
import type { Database } from './database.ts'
import { createDigestStores } from './digest-stores.ts'
import { createFeedback } from './feedback.ts'
import { createFollows } from './follows.ts'
import { createPrivacy } from './privacy.ts'
import { createSaves } from './saves.ts'
import { createSettings } from './settings.ts'

/** The ports of the bot that are tables of ours, and nothing else. */
export function createBotStores(
  database: Database,
): Pick<Parts, 'actions' | 'settings' | 'saves' | 'digests' | 'follows' | 'feedback' | 'privacy'> {
  return {
    actions: createActions(database),
    settings: createSettings(database),
    saves: createSaves(database),
    digests: createDigestStores(database),
    follows: createFollows(database),
    feedback: createFeedback(database),
    privacy: createPrivacy(database),
  }
}
