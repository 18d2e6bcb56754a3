// What the files that answer are given, and the words for who asks and where an answer stands.
import type { webApi } from '@slack/bolt'
import type { Bot } from '../../bot/bot.ts'
import type { Invocation, Origin } from '../../bot/invocation.ts'
import type { Instant, View } from '../../bot/view.ts'
import type { SlackLog } from './log.ts'
import type { Seen } from './seen.ts'

/** Who asks, and where. */
export type Asker = {
  /** The team the bot is asked in. */
  readonly workspace: string
  /** The Enterprise Grid organisation it belongs to. */
  readonly organisation?: string | undefined
  readonly user: string
  /** The team the person belongs to, where Slack says so: another one's, in a channel shared with it. */
  readonly team?: string | undefined
  /** `@U1`, the person alone, where there is no channel: on their Home tab. */
  readonly channel: string
}

/** Where an answer stands. */
export type Place =
  /**
   * By the address that came with what somebody did (30 minutes, five times): as a new message, in a thread where there is
   * one, or instead of the message it was done to.
   */
  | {
      readonly by: 'url'
      readonly url: string
      readonly as: 'new' | 'replacement'
      readonly thread?: string | undefined
    }
  /**
   * A message that everybody there sees: in the person's direct messages with the bot, or where it was mentioned. `begins`: the
   * thread is not there yet.
   */
  | {
      readonly by: 'message'
      readonly channel: string
      readonly thread?: string | undefined
      readonly begins?: true
    }
  /** A message in a channel that the asker alone sees. */
  | { readonly by: 'ephemeral'; readonly channel: string; readonly thread?: string | undefined }
  | { readonly by: 'home' }
  | { readonly by: 'modal'; readonly view: string }

/** The bot on Slack, as far as those need it who answer. */
export type Slack = {
  readonly bot: Bot
  readonly log: SlackLog
  readonly now: () => Instant
  readonly seen: Seen
  /** Speaks in a workspace. Throws NotInstalled where the bot is not. */
  clientOf(workspace: string): Promise<webApi.WebClient>
  /** The asker with all that Slack tells of them and the place. Never throws: what cannot be known is not allowed. */
  originOf(asker: Asker): Promise<Origin>
  /** Answers an invocation at a place. Never throws. */
  answer(invocation: Invocation, asker: Asker, place: Place): Promise<void>
  /** Says something that is no answer, to the asker alone. Never throws. */
  say(view: View, asker: Asker, place: Place): Promise<void>
  /** What runs is waited for at the end, and logged when it fails; nothing new is begun then. */
  begin(work: () => Promise<void>): void
}

/** The bot is not in that workspace, or not any more. */
export class NotInstalled extends Error {
  override readonly name = 'NotInstalled'
}
