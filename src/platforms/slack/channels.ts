// Channels that open and close to the bot, and a word to whoever brought it to one.
import type { Address } from '../../bot/address.ts'
import type { View } from '../../bot/view.ts'
import type { Asker, Slack } from './slack.ts'

/** What became of a channel where the bot may have something to post. */
export type ChannelChange = {
  readonly place: Address
  readonly is: 'open' | 'closed'
  /** In words: "archived". */
  readonly why: string
}

/** An event about a channel; `user` is who joined it, where somebody did. */
export type ChannelEvent = {
  readonly type: string
  readonly channel: string
  readonly user?: string | undefined
  readonly inviter?: string | undefined
}

const changes: Readonly<Record<string, Pick<ChannelChange, 'is' | 'why'>>> = {
  channel_archive: { is: 'closed', why: 'archived' },
  group_archive: { is: 'closed', why: 'archived' },
  channel_deleted: { is: 'closed', why: 'deleted' },
  group_deleted: { is: 'closed', why: 'deleted' },
  channel_left: { is: 'closed', why: 'the bot was taken out' },
  group_left: { is: 'closed', why: 'the bot was taken out' },
  channel_unarchive: { is: 'open', why: 'not archived any more' },
  group_unarchive: { is: 'open', why: 'not archived any more' },
  member_joined_channel: { is: 'open', why: 'the bot was invited' },
}

/** The events that tell of it. */
export const channelEvents = Object.keys(changes)

/** What is told of, and what is said to whoever invited the bot. */
export type ChannelsParts = {
  onChange(change: ChannelChange): Promise<void>
  readonly invited: View
}

/** A channel's inviter is told once in so long what the bot can do there (milliseconds). */
const hintMs = 30 * 86_400_000

/** Passes on what becomes of channels. `botUser` is the bot itself, in that workspace. May throw: it is for the caller to log. */
export function createChannels({ seen, now, say }: Slack, { onChange, invited }: ChannelsParts) {
  return async (event: ChannelEvent, asker: Asker, botUser: string | undefined): Promise<void> => {
    const { type, channel, user, inviter } = event
    const change = changes[type]
    // People come and go too.
    if (change === undefined || (type === 'member_joined_channel' && user !== botUser)) return
    const { workspace } = asker
    await onChange({ place: { platform: 'slack', workspace, channel }, ...change })
    if (type !== 'member_joined_channel' || inviter === undefined) return
    const at = now()
    if (!(await seen.firstTime(`invited:${workspace}/${channel}`, at + hintMs, at))) return
    await say(invited, { ...asker, user: inviter, channel }, { by: 'ephemeral', channel })
  }
}
