// Posting on Slack without a connection to it: what is said unasked needs the tokens alone.
import type { SlackConfig } from '../../../config/slack.ts'
import type { Adapter } from '../../bot/adapter.ts'
import { remembering } from '../../bot/remember.ts'
import type { Instant } from '../../bot/view.ts'
import type { Installations, Workspaces } from '../../bot/workspaces.ts'
import { type Access, createAccess } from './access.ts'
import type { SlackLog } from './log.ts'
import { describeError, outcomeOf } from './outcome.ts'
import { find, post } from './post.ts'
import { NotInstalled } from './slack.ts'

/** How to reach Slack. */
export type PosterOptions = SlackConfig & {
  readonly installations: Installations
  readonly workspaces: Workspaces
  readonly fetch: typeof globalThis.fetch
  readonly now: () => Instant
  /** Bytes nobody can foretell. */
  readonly secretBytes: (bytes: number) => Buffer
  readonly log: SlackLog
}

/** Whether somebody is a member is not asked again for so long (milliseconds), of so many people. */
const membersKept = { ms: 300_000, most: 5000 }

/** Posts, finds what was posted, and knows as whom. */
export type SlackPoster = Required<
  Pick<Adapter, 'platform' | 'post' | 'find' | 'identity' | 'hasLeft' | 'keepers'>
>

/** What could not be said is tried again after this (milliseconds). */
const againMs = 5000

/** A poster with the tokens of these settings, or with an access that is there already. */
export function createSlackPoster(
  options: PosterOptions,
  access: Access = createAccess(options),
): SlackPoster {
  const { now, log } = options
  const { clientOf } = access
  let self: string | undefined

  const isDeactivated = remembering({ ...membersKept, now }, async (key) => {
    const [workspace = '', user = ''] = key.split('/')
    const { users } = await clientOf(workspace)
    return (await users.info({ user })).user?.deleted === true
  })

  /** Whether a token that is over was renewed; not where Slack refuses that too. */
  async function isRenewed(workspace: string): Promise<boolean> {
    try {
      return await access.renewed(workspace)
    } catch (error) {
      if (outcomeOf(error, now()).status !== 'rejected') throw error
      log.error({ ...describeError(error), team: workspace }, 'Slack: a token cannot be renewed')
      return false
    }
  }

  return {
    platform: 'slack',

    // An app for many workspaces has a bot user in each, and one name of its own.
    async identity() {
      if (options.by === 'http') return options.clientId
      if (self === undefined) {
        const { user_id: user } = await (await clientOf('')).auth.test()
        self = user
      }
      return self
    },

    async post(to, view, posting) {
      const { workspace } = to
      try {
        const outcome = await post(await clientOf(workspace), to, view, posting, now)
        const isStale = outcome.status === 'rejected' && outcome.reason === 'Slack token_expired'
        if (!isStale || !(await isRenewed(workspace))) return outcome
        return await post(await clientOf(workspace), to, view, posting, now)
      } catch (error) {
        // Whatever it was, nothing was said.
        const { reason } = describeError(error)
        if (error instanceof NotInstalled)
          return { status: 'rejected', reason: error.message, scope: 'workspace' }
        return { status: 'failed', reason, retryAt: now() + againMs }
      }
    },

    async hasLeft({ workspace, user }) {
      try {
        return await isDeactivated(`${workspace}/${user}`)
      } catch (error) {
        // Without the scope, or an answer, nothing is known: what is posted tells.
        log.warn(describeError(error), 'Slack: cannot tell whether somebody is still there')
        return false
      }
    },

    async keepers(workspace) {
      const { installer } =
        (await options.installations.find({ platform: 'slack', workspace })) ?? {}
      return installer === undefined ? [] : [{ platform: 'slack', workspace, user: installer }]
    },

    find: async (to, key) => find(await clientOf(to.workspace), to, key, now),
  }
}
