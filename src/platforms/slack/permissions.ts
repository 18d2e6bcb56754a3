// What may be done where somebody asks, and what Slack tells of them: their name, time zone and language.
import { setTimeout } from 'node:timers/promises'
import type { webApi } from '@slack/bolt'
import type { Origin } from '../../bot/invocation.ts'
import type { Permissions, Standing } from '../../bot/permission.ts'
import { remembering } from '../../bot/remember.ts'
import type { Settings } from '../../bot/settings.ts'
import { isTimeZone } from '../../bot/time-zone.ts'
import type { Instant, View } from '../../bot/view.ts'
import type { SlackLog } from './log.ts'
import { codeOf, describeError } from './outcome.ts'
import type { Asker } from './slack.ts'

/** What this is made of. */
export type PermissionParts = {
  readonly clientOf: (workspace: string) => Promise<webApi.WebClient>
  readonly settings: Settings
  readonly now: () => Instant
  readonly log: SlackLog
}

/** Said where the bot cannot write. */
export const howToInvite: View = {
  title: 'I am not in this channel.',
  blocks: [
    { kind: 'text', text: ['Type ', { code: '/invite @Paperboy' }, ' here, then try again.'] },
  ],
  tone: 'mistake',
}

const granted: Standing = { granted: true }
const refused = (needs: string): Standing => ({ granted: false, needs })

/** A person and a channel change rarely; who asks twice in so long is not looked up again (milliseconds). */
const personMs = 300_000
const channelMs = 60_000
const mostKept = 5000
/** Longer than this nobody waits to be known (milliseconds). */
const patienceMs = 1500

type Person = NonNullable<webApi.UsersInfoResponse['user']>
type Channel = NonNullable<webApi.ConversationsInfoResponse['channel']> | 'unseen'

/** What makes an asker an origin. Never throws: what cannot be known is not allowed. */
export function createOrigins({ clientOf, settings, now, log }: PermissionParts) {
  const person = remembering<Person | undefined>(
    { ms: personMs, most: mostKept, now },
    async (key) => {
      const [workspace = '', user = ''] = key.split('/')
      const { users } = await clientOf(workspace)
      return (await users.info({ user, include_locale: true })).user
    },
  )
  const channel = remembering<Channel | undefined>(
    { ms: channelMs, most: mostKept, now },
    async (key) => {
      const [workspace = '', id = ''] = key.split('/')
      try {
        const { conversations } = await clientOf(workspace)
        return (await conversations.info({ channel: id })).channel
      } catch (error) {
        // A private channel is told of only to those in it.
        if (codeOf(error) === 'channel_not_found') return 'unseen'
        throw error
      }
    },
  )
  const ownMessages = remembering<string | undefined>(
    { ms: personMs, most: mostKept, now },
    async (key) => {
      const [workspace = '', user = ''] = key.split('/')
      const { conversations } = await clientOf(workspace)
      return (await conversations.open({ users: user })).channel?.id
    },
  )

  async function known<T>(what: string, asking: Promise<T>): Promise<T | undefined> {
    try {
      return await Promise.race([asking, setTimeout(patienceMs, undefined, { ref: false })])
    } catch (error) {
      log.warn(describeError(error), `Slack: cannot tell ${what}`)
      return undefined
    }
  }

  async function mayPost({ workspace, channel: id, user }: Asker): Promise<Standing> {
    if (id.startsWith('@')) return granted
    if (id.startsWith('D')) {
      const own = await known('whose messages these are', ownMessages(`${workspace}/${user}`))
      return own === id ? granted : refused('a part in this conversation: write to me directly')
    }
    const found = await known('a channel', channel(`${workspace}/${id}`))
    if (found === undefined) return refused('the right to see this channel')
    if (found === 'unseen' || found.is_member !== true)
      return refused('an invitation to this channel: type /invite @Paperboy here')
    return found.is_archived === true ? refused('a channel that is not archived') : granted
  }

  async function permissionsOf(asker: Asker, who: Person | undefined): Promise<Permissions> {
    const { workspace } = asker
    const [post, set] = await Promise.all([
      mayPost(asker),
      known('who may change digests', settings.read('workspace', { platform: 'slack', workspace })),
    ])
    const isAdmin = who?.is_admin === true || who?.is_owner === true
    const role = membership(asker, who)
    const admins = isAdmin ? granted : refused('the role of an admin or owner of this workspace')
    return {
      post,
      'manage-channel': role.granted && set?.digests !== 'members' ? admins : role,
      'manage-workspace': role.granted ? admins : role,
    }
  }

  return async (asker: Asker): Promise<Origin> => {
    const { workspace, user } = asker
    const who = await known('who somebody is', person(`${workspace}/${user}`))
    const permissions = await permissionsOf(asker, who)
    const { tz, locale } = who ?? {}
    const name = who?.profile?.display_name || who?.real_name
    const isOwn = asker.channel.startsWith('D') && permissions.post?.granted === true
    return {
      platform: 'slack',
      workspace,
      channel: asker.channel,
      user,
      permissions,
      ...(isOwn || asker.channel.startsWith('@') ? { direct: true as const } : {}),
      ...(tz !== undefined && isTimeZone(tz) ? { timeZone: tz } : {}),
      ...(locale === undefined ? {} : { locale }),
      ...(name ? { name } : {}),
    }
  }
}

/** Whether somebody is a full member of the workspace they ask in. */
function membership({ workspace, organisation, team }: Asker, who: Person | undefined): Standing {
  const isElsewhere = team !== undefined && team !== workspace && team !== organisation
  if (who === undefined)
    return refused(
      isElsewhere
        ? 'membership of this workspace'
        : 'that I can tell members from guests, which is the scope users:read',
    )
  if (who.is_stranger === true || !isAtHome(who, workspace, organisation))
    return refused('membership of this workspace')
  if (who.is_restricted === true || who.is_ultra_restricted === true)
    return refused('full membership of this workspace, which guests do not have')
  return granted
}

function isAtHome(
  { team_id: team, enterprise_user: enterprise }: Person,
  workspace: string,
  organisation: string | undefined,
): boolean {
  if (team === undefined || team === workspace) return true
  return organisation !== undefined && enterprise?.enterprise_id === organisation
}
