// Coming to a workspace and going from it: remembered, welcomed once, never in a channel.
import type { App } from '@slack/bolt'
import type { Instant, View } from '../../bot/view.ts'
import type { Installations, Workspaces } from '../../bot/workspaces.ts'
import type { SlackLog } from './log.ts'
import { describeError } from './outcome.ts'
import { askerOf, type Body } from './parse.ts'
import { manners } from './post.ts'
import { renderView } from './render.ts'
import type { Slack } from './slack.ts'

/** What this is made of. */
export type TeamsParts = {
  readonly clientOf: Slack['clientOf']
  readonly installations: Installations
  readonly workspaces: Workspaces
  /** Said to whoever brought the bot to a workspace. */
  readonly welcome: (workspace: string) => View
  readonly now: () => Instant
  readonly log: SlackLog
}

/** A workspace, or an organisation, and who brought the bot there. */
export type Arrival = {
  readonly workspace: string
  readonly name: string
  readonly installer?: string
}

/** Keeps count of the workspaces. None of it throws. */
export type Teams = {
  joined(arrival: Arrival): Promise<void>
  /** The bot was taken out at that time; what was granted since stays. */
  left(workspace: string, at: Instant): Promise<void>
}

const platform = 'slack'

/** The record of workspaces. */
export function createTeams(parts: TeamsParts): Teams {
  const { clientOf, installations, workspaces, welcome, now, log } = parts

  async function noted(what: string, team: string, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      log.error({ ...describeError(error), team }, `Slack: could not ${what}`)
    }
  }

  async function greet({ workspace, name, installer }: Arrival): Promise<void> {
    if (installer === undefined) return
    try {
      const { chat, conversations } = await clientOf(workspace)
      const { channel } = await conversations.open({ users: installer })
      const message = renderView(welcome(name), { share: 'none' })
      await chat.postMessage({ channel: channel?.id ?? installer, ...message, ...manners })
    } catch (error) {
      // Closed to us, as is their right; there is no other place to say it.
      log.info({ ...describeError(error), team: workspace }, 'Slack: nobody could be welcomed')
    }
  }

  return {
    joined: (arrival) =>
      noted('take note of a new workspace', arrival.workspace, async () => {
        const { workspace } = arrival
        if ((await workspaces.joined({ platform, workspace }, now())) === 'known') return
        log.info({ team: workspace }, 'Slack: came to a workspace')
        await greet(arrival)
      }),
    left: (workspace, at) =>
      noted('take note of leaving a workspace', workspace, async () => {
        const known = await installations.find({ platform, workspace })
        const gone = await installations.forget({ platform, workspace }, at)
        // Back already: what is told of late is not of now.
        if (known !== undefined && gone.length === 0) return
        for (const each of new Set([workspace, ...gone]))
          await workspaces.left({ platform, workspace: each }, now())
        log.info({ team: workspace }, 'Slack: left a workspace')
      }),
  }
}

/** Hears of removals. Either of two events comes first, or alone. */
export function registerTeams(app: App, teams: Teams, begin: Slack['begin']): void {
  const hear = (body: Body & { readonly event_time?: number }) => {
    const { workspace, organisation } = askerOf(body)
    const isWhole = body.authorizations?.[0]?.team_id === null
    // Seconds: of that one, nothing is known.
    const at = ((body.event_time ?? 0) + 1) * 1000
    begin(() => teams.left(isWhole ? (organisation ?? workspace) : workspace, at))
  }
  app.event('app_uninstalled', async ({ body }) => hear(body as Body))
  app.event('tokens_revoked', async ({ body, event }) => {
    if ((event.tokens.bot ?? []).length > 0) hear(body as Body)
  })
}
