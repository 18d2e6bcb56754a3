// The link by which somebody brings the bot to a server.
import { OAuth2Scopes } from 'discord.js'
import { invitePermissions } from './permissions.ts'

/** Asks for what the bot needs to answer and to post, and nothing else. */
export function inviteLink(application: string): string {
  const query = new URLSearchParams({
    client_id: application,
    scope: `${OAuth2Scopes.Bot} ${OAuth2Scopes.ApplicationsCommands}`,
    permissions: String(invitePermissions),
  })
  return `https://discord.com/oauth2/authorize?${query}`
}
