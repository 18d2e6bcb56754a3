// The app itself: whose token it is, connections, installation, and the end of both.
import { refused, wrong } from './refusal.ts'
import type { Method } from './rest.ts'
import { type State, type Team, teamOf } from './state.ts'
import { exchange, revokeAll } from './tokens.ts'

/** The methods about tokens and installs; `connect` gives a socket's address. */
export function appMethods(
  state: State,
  given: { readonly connect: () => string; readonly uninstalled: (team: Team) => void },
): Method[] {
  return [
    {
      name: 'auth.test',
      answer({ token, team }) {
        const organisation = token.team === undefined ? { is_enterprise_install: true } : {}
        return {
          url: `https://${team.domain}.slack.test/`,
          team: team.name,
          user: 'paperboy',
          team_id: team.id,
          user_id: team.botUser,
          bot_id: team.botId,
          ...(team.enterprise === undefined ? {} : { enterprise_id: team.enterprise }),
          is_enterprise_install: false,
          ...organisation,
        }
      },
    },
    {
      name: 'apps.connections.open',
      as: 'app',
      scopes: ['connections:write'],
      answer: () => ({ url: given.connect() }),
    },
    { name: 'oauth.v2.access', as: 'none', answer: ({ body }) => exchange(state, body) },
    {
      name: 'auth.revoke',
      answer({ token, flag }) {
        if (flag('test')) return { revoked: false }
        state.tokens.set(token.token, { ...token, revoked: 'token_revoked' })
        return { revoked: true }
      },
    },
    {
      name: 'apps.uninstall',
      answer({ text, team }) {
        if (text('client_id') !== state.clientId) throw wrong('invalid_client_id')
        if (text('client_secret') !== state.clientSecret) throw wrong('bad_client_secret')
        if (!teamOf(state, team.id).installed) throw refused('account_inactive')
        given.uninstalled(team)
        revokeAll(state, team, 'account_inactive')
        state.teams.set(team.id, { ...team, installed: false })
        return {}
      },
    },
  ]
}
