// How somebody brings the app to a workspace in a browser: the app's page, Slack's question, and the app's page again.
import { NotOffered } from './manifest.ts'
import { newId, type State } from './state.ts'
import { scopesOf } from './tokens.ts'

/** Who installs it, and where: in a workspace, or in all of an organisation. */
export type Installing = {
  readonly by: string
  readonly team?: string
  readonly enterprise?: string
  /** Everything the app asks for unless told. */
  readonly scopes?: readonly string[]
  /** What comes back to the app in place of a code: the person said no. */
  readonly refuses?: 'access_denied'
  /** Changes what the app gave to come back. */
  readonly state?: (given: string) => string
}

export type Page = { readonly status: number; readonly html: string }

/** Opens the app's page, allows what Slack asks about, and gives the page that comes then. */
export async function install(state: State, page: string, given: Installing): Promise<Page> {
  const begun = await fetch(page, { redirect: 'manual' })
  const asked = await questionOf(begun)
  const query = asked.searchParams
  if (query.get('client_id') !== state.clientId) throw new NotOffered('no app of that client id')
  const wanted = (query.get('scope') ?? '').split(',')
  const undeclared = wanted.filter((scope) => !scopesOf(state.manifest).includes(scope))
  if (undeclared.length > 0) throw new NotOffered(`scopes of no manifest: ${undeclared.join(', ')}`)
  const back = new URL(query.get('redirect_uri') ?? new URL('/slack/oauth_redirect', page))
  const kept = given.state ?? ((one: string) => one)
  back.searchParams.set('state', kept(query.get('state') ?? ''))
  if (given.refuses !== undefined) back.searchParams.set('error', given.refuses)
  else back.searchParams.set('code', codeFor(state, given, wanted, query.get('redirect_uri') ?? ''))
  const cookie = begun.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const shown = await fetch(back, { headers: { cookie }, redirect: 'manual' })
  return { status: shown.status, html: await shown.text() }
}

/** Where the app's page leads. */
async function questionOf(begun: Response): Promise<URL> {
  const direct = begun.headers.get('location')
  if (direct !== null) return new URL(direct)
  const html = await begun.text()
  const [, link] = /href="([^"]*\/oauth\/v2\/authorize[^"]*)"/.exec(html) ?? []
  if (link === undefined) throw new NotOffered(`no way to Slack on that page: ${html}`)
  return new URL(link.replaceAll('&amp;', '&'))
}

/** What the app is told, to be exchanged for a token. */
export function codeFor(
  state: State,
  { by, team, enterprise, scopes }: Installing,
  wanted: readonly string[] = scopesOf(state.manifest),
  redirectUri = '',
): string {
  const code = newId('code')
  state.codes.set(code, {
    by,
    scopes: scopes ?? wanted,
    redirectUri,
    ...(team === undefined ? {} : { team }),
    ...(enterprise === undefined ? {} : { enterprise }),
  })
  return code
}
