// Channels that open and close to the bot, and a word to whoever brought it to one.
import type { PlaceChange } from '../../bot/adapter.ts'
import type { View } from '../../bot/view.ts'
import type { Asker, Slack } from './slack.ts'

/** An event about a channel; `user` is who joined it, where somebody did. */
export type ChannelEvent = {
  readonly type: string
  readonly channel: string
  readonly user?: string | undefined
  readonly inviter?: string | undefined
}

const changes: Readonly<Record<string, PlaceChange['change']>> = {
  channel_archive: 'lost',
  group_archive: 'lost',
  channel_deleted: 'gone',
  group_deleted: 'gone',
  channel_left: 'lost',
  group_left: 'lost',
  channel_unarchive: 'restored',
  group_unarchive: 'restored',
  member_joined_channel: 'restored',
}

/** The events that tell of it. */
export const channelEvents = Object.keys(changes)

/** What is told of, and what is said to whoever invited the bot. */
export type ChannelsParts = {
  /** Told when a channel where the bot may have to post goes, opens to it or closes. It must not throw. */
  readonly onPlace?: ((change: PlaceChange) => void) | undefined
  readonly invited: View
}

/** A channel's inviter is told once in so long what the bot can do there (milliseconds). */
const hintMs = 7 * 86_400_000

/** Passes on what becomes of channels. `botUser` is the bot itself, in that workspace. May throw: it is for the caller to log. */
export function createChannels({ seen, now, say }: Slack, { onPlace, invited }: ChannelsParts) {
  return async (event: ChannelEvent, asker: Asker, botUser: string | undefined): Promise<void> => {
    const { type, channel, user, inviter } = event
    const change = changes[type]
    // People come and go too.
    if (change === undefined || (type === 'member_joined_channel' && user !== botUser)) return
    const { workspace } = asker
    onPlace?.({ address: { platform: 'slack', workspace, channel }, change })
    if (type !== 'member_joined_channel' || inviter === undefined) return
    const at = now()
    if (!(await seen.firstTime(`invited:${workspace}/${channel}`, at + hintMs, at))) return
    await say(invited, { ...asker, user: inviter, channel }, { by: 'ephemeral', channel })
  }
}
