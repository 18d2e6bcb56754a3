// Posting on Discord without being logged in: what is said unasked needs the token alone.
import {
  type APIGuild,
  type APIUser,
  type Client,
  PermissionFlagsBits,
  REST,
  Routes,
} from 'discord.js'
import type { Adapter, Outcome } from '../../bot/adapter.ts'
import { remembering } from '../../bot/remember.ts'
import type { Instant } from '../../bot/view.ts'
import { restOptions } from './connect.ts'
import { createOpening } from './direct.ts'
import { nonceKeptMs } from './limits.ts'
import { isNoMember } from './outcome.ts'
import { directMessages } from './parse.ts'
import { find, post } from './post.ts'

/** How to reach Discord. */
export type PosterOptions = {
  readonly token: string
  /** Where Discord's API is, without the version. */
  readonly api: string
  readonly now: () => Instant
  /** Told of every request that counts towards being shut out. */
  readonly onRefused?: (() => void) | undefined
}

/** Whoever is a member is not asked about again for so long (milliseconds), of so many people. */
const membersKept = { ms: 300_000, most: 5000 }

/** Posts, finds what was posted, and knows as whom. `end` gives up what is under way. */
export type DiscordPoster = Required<
  Pick<Adapter, 'platform' | 'post' | 'find' | 'keepsKeysMs' | 'identity' | 'hasLeft' | 'keepers'>
> & {
  end(): void
}

/** A poster with this token; how much a second is for the caller to say. `client` gives the client that knows the channels, where one is logged in. */
export function createPoster(
  { token, api, now, onRefused }: PosterOptions,
  client: () => Client<true> | undefined = () => undefined,
): DiscordPoster {
  const over = new AbortController()
  const rest = new REST(restOptions(api, over.signal, onRefused)).setToken(token)
  const way = { rest, open: createOpening(rest, now), now }
  /** The last word on everything that would be posted with this token. */
  let refused: Outcome | undefined
  let self: string | undefined

  async function identity(): Promise<string> {
    self ??= client()?.user.id ?? ((await rest.get(Routes.user('@me'))) as APIUser).id
    return self
  }

  /** Whether the history of a channel may be read, as far as that is known. */
  function isReadable(id: string): boolean {
    const logged = client()
    const channel = logged?.channels.cache.get(id)
    if (logged === undefined || channel === undefined || channel.isDMBased()) return false
    return channel.permissionsFor(logged.user)?.has(PermissionFlagsBits.ReadMessageHistory) ?? false
  }

  const meet = remembering<void>({ ...membersKept, now }, async (key) => {
    const [guild = '', user = ''] = key.split('/')
    await rest.get(Routes.guildMember(guild, user))
  })

  return {
    platform: 'discord',
    keepsKeysMs: nonceKeptMs,
    identity,
    async post(to, view, how) {
      if (refused !== undefined) return refused
      const outcome = await post(way, to, view, how)
      if (outcome.status === 'rejected' && outcome.scope === 'platform') refused = outcome
      return outcome
    },
    async find(to, key, thread) {
      return find({ ...way, self: await identity(), isReadable }, to, key, thread)
    },
    async hasLeft({ workspace, user }) {
      if (workspace === directMessages || refused !== undefined) return false
      try {
        await meet(`${workspace}/${user}`)
        return false
      } catch (error) {
        return isNoMember(error)
      }
    },
    async keepers(workspace) {
      if (workspace === directMessages || refused !== undefined) return []
      const guild = (await rest.get(Routes.guild(workspace))) as APIGuild
      const { owner_id: user, system_channel_id: channel } = guild
      const place = { platform: 'discord', workspace }
      return [{ ...place, user }, ...(channel === null ? [] : [{ ...place, channel }])]
    },
    end() {
      over.abort(new Error('stopping'))
      rest.clearHandlerSweeper()
      rest.clearHashSweeper()
    },
  }
}
