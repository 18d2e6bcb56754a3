// Bringing the bot to a workspace in a browser: a page of ours, Slack's question, and what was granted, kept.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { HTTPReceiverOptions, Installation, StateStore } from '@slack/bolt'
import type { Instant } from '../../bot/view.ts'
import type { Installations } from '../../bot/workspaces.ts'
import { sealedGrant } from './access.ts'
import { clientOptions } from './connect.ts'
import type { Seal } from './crypto.ts'
import { scopes } from './declare.ts'
import type { SlackLog } from './log.ts'
import type { Seen } from './seen.ts'
import type { Teams } from './teams.ts'

/** Where people begin, below the address of the server. */
export const installPath = '/slack/install'

/** What installing is made of. */
export type InstallParts = {
  readonly api: string
  readonly clientId: string
  readonly clientSecret: string
  readonly stateSecret: string
  readonly installations: Installations
  readonly teams: Teams
  readonly seal: Seal
  readonly seen: Seen
  readonly random: (bytes: number) => Buffer
  readonly now: () => Instant
  readonly log: SlackLog
}

/** Slack's question may be answered within this (milliseconds). */
const stateMs = 600_000

/** The part of a receiver's options that lets people install the bot. */
export function installOptions(
  parts: InstallParts,
): Omit<HTTPReceiverOptions, 'signingSecret' | 'port'> {
  const { api, clientId, clientSecret, installations, teams, seal, now, log } = parts
  const keep = async (installation: Installation<'v1' | 'v2'>) => {
    const workspace = workspaceOf(installation)
    const { bot } = installation
    if (bot === undefined || workspace === '') throw new Error('Slack granted no bot')
    const { token, refreshToken, expiresAt } = bot
    const granted = {
      access_token: token,
      ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
      ...(expiresAt === undefined ? {} : { expires_in: expiresAt - Math.floor(now() / 1000) }),
    }
    const key = { platform: 'slack', workspace }
    const grant = sealedGrant(seal, workspace, granted, now())
    await installations.keep(key, { ...grant, installer: installation.user.id }, now())
  }
  return {
    clientId,
    clientSecret,
    scopes: Object.keys(scopes),
    installationStore: {
      storeInstallation: keep,
      fetchInstallation: async () => {
        throw new Error('nobody authorises by this')
      },
    },
    installerOptions: {
      stateStore: createStates(parts),
      installPath,
      clientOptions: clientOptions(api, log),
      authorizationUrl: new URL('/oauth/v2/authorize', api).href,
      renderHtmlForInstallPath: (url) =>
        page('Paperboy brings research papers to Slack.', ['Add it to your workspace', url]),
      callbackOptions: {
        successAsync: async (installation, _options, _request, response) => {
          const workspace = workspaceOf(installation)
          const name = installation.team?.name ?? installation.enterprise?.name ?? 'your workspace'
          await teams.joined({ workspace, name, installer: installation.user.id })
          const open = `https://slack.com/app_redirect?${new URLSearchParams({
            app: installation.appId ?? '',
            ...(installation.team?.id && { team: installation.team.id }),
          })}`
          show(
            response,
            200,
            page(`Paperboy is in ${name} now. Type /paper help there.`, ['Open Slack', open]),
          )
        },
        failure: (error, _options, _request, response) => {
          const wasCancelled = error.code === 'slack_oauth_installer_authorization_error'
          log.warn({ code: error.code }, 'Slack: an installation failed')
          const words = wasCancelled
            ? 'Nothing was installed.'
            : 'That did not work: the page may have been open too long, or used before.'
          show(response, wasCancelled ? 200 : 400, page(words, ['Try again', installPath]))
        },
      },
    },
  }
}

function workspaceOf({ isEnterpriseInstall, team, enterprise }: Installation<'v1' | 'v2'>): string {
  return (isEnterpriseInstall === true ? enterprise?.id : team?.id) ?? ''
}

/** What goes to Slack and comes back with the answer: signed, for ten minutes, and good for once. */
export function createStates({
  stateSecret,
  seen,
  random,
  now,
}: Pick<InstallParts, 'stateSecret' | 'seen' | 'random' | 'now'>): StateStore {
  const signed = (text: string) =>
    createHmac('sha256', stateSecret).update(text).digest('base64url')
  return {
    async generateStateParam() {
      const text = `${random(16).toString('base64url')}.${now() + stateMs}`
      return `${text}.${signed(text)}`
    },
    async verifyStateParam(_, state) {
      const [, text = '', until = '', signature = ''] = /^(.*?\.(\d+))\.([\w-]+)$/.exec(state) ?? []
      const [given, ours] = [Buffer.from(signature), Buffer.from(signed(text))]
      const isOurs = given.length === ours.length && timingSafeEqual(given, ours)
      if (!isOurs || Number(until) <= now()) throw new Error('the state is not ours, or too old')
      if (!(await seen.firstTime(`state:${text}`, Number(until), now())))
        throw new Error('the state was used before')
      return { scopes: Object.keys(scopes) }
    },
  }
}

function show(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(html)
}

function page(words: string, [label, href]: readonly [string, string]): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Paperboy</title><body style="font:18px/1.5 system-ui;max-width:32em;margin:15vh auto;padding:0 1em"><h1>Paperboy</h1><p>${escaped(words)}</p><p><a href="${escaped(href)}">${escaped(label)}</a></p></body></html>`
}

function escaped(text: string): string {
  const names: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }
  return text.replace(/[&<>"]/g, (character) => `&${names[character]};`)
}
