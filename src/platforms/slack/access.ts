// Speaking in a workspace: the token it granted, opened, renewed in time by one process, and a client for it.
import { setTimeout } from 'node:timers/promises'
import type { webApi } from '@slack/bolt'
import { z } from 'zod'
import type { SlackConfig } from '../../../config/slack.ts'
import type { Instant } from '../../bot/view.ts'
import type { Installation, Installations, Workspaces } from '../../bot/workspaces.ts'
import { createClient } from './connect.ts'
import { createSeal, type Seal } from './crypto.ts'
import type { SlackLog } from './log.ts'
import { describeError } from './outcome.ts'
import { type Asker, NotInstalled } from './slack.ts'

const platform = 'slack'

const tokens = z.object({ token: z.string(), refresh: z.string().optional() })

/** A bot's token, and what renews it where it does not last. */
export type Tokens = z.output<typeof tokens>

/** How the bot comes to its clients. */
export type Access = {
  /** Throws NotInstalled where the bot is not. */
  clientOf(workspace: string): Promise<webApi.WebClient>
  /** Renews a workspace's token though it should still be good; false where there is nothing to renew it with. */
  renewed(workspace: string): Promise<boolean>
  /** Takes note that somebody asked in a workspace that has the bot by way of its organisation. */
  know(asker: Asker): Promise<void>
}

/** The access the settings give. */
export function createAccess(
  options: SlackConfig &
    Pick<AccessParts, 'installations' | 'workspaces' | 'fetch' | 'now' | 'log'> & {
      readonly secretBytes: (bytes: number) => Buffer
    },
): Access {
  if (options.by === 'http') {
    const seal = createSeal(options.encryptionKeys, options.secretBytes)
    return installedAccess({ ...options, seal })
  }
  const { botToken: token, api, fetch, log } = options
  return settingAccess(createClient({ token, api, fetch }, log))
}

/** One workspace, or an organisation, whose token is a setting. */
function settingAccess(client: webApi.WebClient): Access {
  return { clientOf: async () => client, renewed: async () => false, know: async () => {} }
}

/** What access to many workspaces is made of. */
export type AccessParts = {
  readonly installations: Installations
  readonly workspaces: Workspaces
  readonly seal: Seal
  readonly api: string
  readonly clientId: string
  readonly clientSecret: string
  readonly fetch: typeof globalThis.fetch
  readonly now: () => Instant
  readonly log: SlackLog
}

/** A token that lasts no longer than this is renewed (milliseconds); Slack's last twelve hours. */
const renewBeforeMs = 7_200_000
/** One process alone renews it, and for so long at most (milliseconds). */
const renewingMs = 30_000
/** Whoever cannot do without waits for it, looking so often (milliseconds). */
const lookingMs = 250
/** Clients kept; the oldest goes first. */
const mostClients = 1000

/** The workspaces that installed the bot. */
function installedAccess(parts: AccessParts): Access {
  const { installations, workspaces, seal, api, clientId, clientSecret, fetch, now, log } = parts
  const clients = new Map<string, { readonly version: string; readonly client: webApi.WebClient }>()
  const known = new Set<string>()

  async function found(workspace: string): Promise<Installation> {
    const installation = await installations.find({ platform, workspace })
    if (installation !== undefined) return installation
    known.delete(workspace)
    throw new NotInstalled('the bot is not in that workspace')
  }

  function opened(installation: Installation): Tokens & { isOld: boolean } {
    const { text, isOld } = seal.open(installation.sealed, installation.workspace)
    return { ...tokens.parse(JSON.parse(text)), isOld }
  }

  /** Renews it if nobody else does; gives what is there then. */
  async function renew(installation: Installation, refresh: string): Promise<Installation> {
    const { workspace, expiresAt = 0 } = installation
    const at = now()
    if (await installations.claim(installation, at + renewingMs, at)) {
      const { oauth } = createClient({ api }, log)
      const granted = await oauth.v2.access({
        client_id: clientId,
        client_secret: clientSecret,
        grant_type: 'refresh_token',
        refresh_token: refresh,
      })
      await installations.renew(installation, sealedGrant(seal, workspace, granted, now()))
      log.info({ team: workspace }, 'Slack: a token was renewed')
      return found(workspace)
    }
    // Another process is at it; the old token serves until it ends.
    for (let waited = 0; expiresAt <= now() && waited < renewingMs; waited += lookingMs) {
      await setTimeout(lookingMs)
      const there = await found(workspace)
      if (there.version !== installation.version) return there
    }
    return found(workspace)
  }

  async function current(workspace: string): Promise<Installation> {
    const installation = await found(workspace)
    const { refresh, isOld, ...rest } = opened(installation)
    if (isOld) {
      const sealed = seal.seal(JSON.stringify({ ...rest, refresh }), installation.workspace)
      await installations.renew(installation, { ...installation, sealed })
      return found(workspace)
    }
    const { expiresAt } = installation
    if (expiresAt === undefined || refresh === undefined) return installation
    if (expiresAt > now() + renewBeforeMs) return installation
    try {
      return await renew(installation, refresh)
    } catch (error) {
      log.error({ ...describeError(error), team: workspace }, 'Slack: a token cannot be renewed')
      return installation
    }
  }

  return {
    async clientOf(workspace) {
      const installation = await current(workspace)
      const version = `${installation.workspace}/${installation.version}`
      const kept = clients.get(workspace)
      if (kept?.version === version) return kept.client
      // An organisation's token speaks in all of its workspaces, and has to say in which.
      const team = installation.workspace === workspace ? {} : { team: workspace }
      const { token } = opened(installation)
      const client = createClient({ token, api, fetch, ...team }, log)
      clients.delete(workspace)
      clients.set(workspace, { version, client })
      const [oldest] = clients.keys()
      if (clients.size > mostClients && oldest !== undefined) clients.delete(oldest)
      return client
    },

    async renewed(workspace) {
      const installation = await found(workspace)
      const { refresh } = opened(installation)
      if (refresh === undefined) return false
      const there = await renew({ ...installation, expiresAt: 0 }, refresh)
      return there.version !== installation.version
    },

    async know({ workspace, organisation }) {
      if (organisation === undefined || known.has(workspace)) return
      if ((await installations.find({ platform, workspace })) === undefined) {
        const whole = await installations.find({ platform, workspace: organisation })
        if (whole === undefined) return
        await installations.belongs({ platform, workspace }, organisation, now())
        await workspaces.joined({ platform, workspace }, now())
      }
      known.add(workspace)
    },
  }
}

/** What a workspace granted, as it is kept. */
export function sealedGrant(
  seal: Seal,
  workspace: string,
  granted: { access_token?: string; refresh_token?: string; expires_in?: number },
  now: Instant,
) {
  const { access_token: token, refresh_token: refresh, expires_in: seconds } = granted
  const kept: Tokens = tokens.parse({ token, refresh })
  return {
    sealed: seal.seal(JSON.stringify(kept), workspace),
    ...(seconds === undefined ? {} : { expiresAt: now + seconds * 1000 }),
  }
}
