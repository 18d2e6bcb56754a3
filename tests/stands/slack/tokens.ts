// Tokens: what they may do, whose they are, how they are exchanged, rotate and end.
import { refused, wrong } from './refusal.ts'
import { newId, type State, type Team, type Token, teamOf } from './state.ts'
import { type Fields, isFields } from './wire.ts'

const kinds = { bot: 'xoxb', user: 'xoxp', app: 'xapp' } as const
const rotationMs = 12 * 3_600_000

/** The scopes a manifest asks for. */
export function scopesOf(manifest: Fields): readonly string[] {
  const oauth = isFields(manifest.oauth_config) ? manifest.oauth_config.scopes : undefined
  const bot = isFields(oauth) ? oauth.bot : undefined
  return Array.isArray(bot) ? bot.map(String) : []
}

/** A new token. */
export function issue(state: State, given: Omit<Token, 'token'>): Token {
  const name = `${kinds[given.kind]}-${given.team ?? given.enterprise ?? 'app'}-${newId('')}`
  const token = { ...given, token: given.expiresAt === undefined ? name : `xoxe.${name}` }
  state.tokens.set(token.token, token)
  return token
}

/** The bot's token in a workspace. */
export function issueForTeam(state: State, team: Team, scopes = scopesOf(state.manifest)): Token {
  return issue(state, { kind: 'bot', team: team.id, user: team.botUser, scopes: new Set(scopes) })
}

/** The token a request came with, if it is good for what is asked. */
export function demandToken(state: State, given: string, needed: readonly string[]): Token {
  if (given === '') throw wrong('not_authed')
  const token = state.tokens.get(given)
  if (token === undefined) throw refused('invalid_auth')
  if (token.revoked !== undefined) throw refused(token.revoked)
  if (token.expiresAt !== undefined && token.expiresAt <= state.now())
    throw refused('token_expired')
  if (needed.length > 0 && !needed.some((scope) => token.scopes.has(scope)))
    throw refused('missing_scope', { needed: needed[0], provided: [...token.scopes].join(',') })
  return token
}

/** The workspace a request is about. */
export function teamFor(state: State, token: Token, asked: unknown): Team {
  const id = token.team ?? (asked === undefined ? undefined : String(asked))
  const inOrganisation = [...state.teams.values()].filter(
    ({ enterprise }) => enterprise !== undefined && enterprise === token.enterprise,
  )
  if (id === undefined) {
    const [only] = inOrganisation
    if (only === undefined) throw refused('team_not_found')
    return only
  }
  if (token.team === undefined && !inOrganisation.some((team) => team.id === id))
    throw refused('team_not_found')
  return teamOf(state, id)
}

/** What a code or a refresh token is exchanged for. */
export function exchange(state: State, body: Fields): Fields {
  if (String(body.client_id) !== state.clientId) throw wrong('invalid_client_id')
  if (String(body.client_secret) !== state.clientSecret) throw wrong('bad_client_secret')
  if (body.grant_type === 'refresh_token') return refreshed(state, String(body.refresh_token))
  const grant = state.codes.get(String(body.code))
  if (grant === undefined) throw refused('invalid_code')
  state.codes.delete(String(body.code))
  if (String(body.redirect_uri ?? '') !== grant.redirectUri) throw wrong('bad_redirect_uri')
  const { team, enterprise, scopes } = grant
  const first = [...state.teams.values()].find(
    (one) => one.id === team || one.enterprise === enterprise,
  )
  if (first === undefined) throw refused('invalid_code')
  if (team !== undefined) state.teams.set(team, { ...teamOf(state, team), installed: true })
  const lasting = { kind: 'bot', user: first.botUser, scopes: new Set(scopes) } as const
  const place = team === undefined ? { enterprise: enterprise ?? '' } : { team }
  const rotation = rotates(state) ? rotationOf(state) : {}
  return granted(state, issue(state, { ...lasting, ...place, ...rotation }), grant.by)
}

const rotates = ({ manifest: { settings } }: State) =>
  isFields(settings) && settings.token_rotation_enabled === true

const rotationOf = (state: State) => ({
  expiresAt: state.now() + rotationMs,
  refresh: `xoxe-1-${newId('')}`,
})

function refreshed(state: State, refresh: string): Fields {
  const old = [...state.tokens.values()].find((token) => token.refresh === refresh)
  if (old === undefined || old.revoked !== undefined) throw refused('invalid_refresh_token')
  const { refresh: _, token: __, ...rest } = old
  // A refresh token is good once; the access token it came with lives on until it expires.
  state.tokens.set(old.token, { ...rest, token: old.token })
  return granted(state, issue(state, { ...rest, ...rotationOf(state) }), undefined)
}

function granted(state: State, token: Token, by: string | undefined): Fields {
  const { team, enterprise, scopes, user, expiresAt, refresh } = token
  const named = team === undefined ? undefined : teamOf(state, team)
  const organisation = enterprise ?? named?.enterprise
  const rotation = { refresh_token: refresh, expires_in: rotationMs / 1000 }
  return {
    ok: true,
    app_id: state.appId,
    ...(by === undefined ? {} : { authed_user: { id: by } }),
    scope: [...scopes].join(','),
    token_type: 'bot',
    access_token: token.token,
    bot_user_id: user,
    team: named === undefined ? null : { id: named.id, name: named.name },
    enterprise: organisation === undefined ? null : { id: organisation, name: 'Organisation' },
    is_enterprise_install: team === undefined,
    ...(expiresAt === undefined ? {} : rotation),
  }
}

/** Ends every token of a workspace, or of an organisation's install. */
export function revokeAll(state: State, team: Team, reason: NonNullable<Token['revoked']>): void {
  for (const token of state.tokens.values())
    if (token.team === team.id) state.tokens.set(token.token, { ...token, revoked: reason })
}
