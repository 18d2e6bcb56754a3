// Talking to the bot: by its name in a channel, or in its direct messages. Answers stand where the question stands.
import { readTalk } from '../../bot/talk.ts'
import { unescaped } from './parse.ts'
import type { Asker, Place, Slack } from './slack.ts'

/** A message as events tell of it: `app_mention`, or `message` in direct messages. */
export type Said = {
  readonly type: string
  readonly subtype?: string | undefined
  readonly channel: string
  readonly channel_type?: string | undefined
  readonly ts: string
  readonly thread_ts?: string | undefined
  readonly text?: string | undefined
  readonly user?: string | undefined
  readonly bot_id?: string | undefined
  readonly edited?: unknown
}

/** Kinds of messages that are somebody's words; all others tell of something else, such as a change. */
const spoken: readonly (string | undefined)[] = [undefined, 'file_share', 'thread_broadcast']

/**
 * Whether a person says something to the bot, and for the first time: no bot does, this one included, nothing was changed or
 * deleted, and it is not Slack that says it.
 */
export function isSaid({ type, channel_type, subtype, user, bot_id, edited }: Said): boolean {
  const isMeant = type === 'app_mention' || channel_type === 'im'
  const isNew = edited === undefined && spoken.includes(subtype)
  return isMeant && isNew && user !== undefined && bot_id === undefined
}

/** The words of a message, without the names of people in it. */
export function wordsOf({ text = '' }: Said): string {
  return unescaped(text.replace(/<[@!][^>]*>/g, ' ')).trim()
}

/** Answers what is said to the bot. Never throws. */
export function createTalk({ bot, answer }: Slack) {
  return async (said: Said, asker: Asker): Promise<void> => {
    if (isSaid(said)) await answer(readTalk(wordsOf(said), bot.commands), asker, placeOf(said))
  }
}

/** In the thread where it was said. In a channel, an answer begins a thread; in direct messages nobody else is disturbed. */
function placeOf({ type, channel, ts, thread_ts: thread }: Said): Place {
  if (thread !== undefined || type === 'message') return { by: 'message', channel, thread }
  return { by: 'message', channel, thread: ts, begins: true }
}
