// What Slack sends → who asks, and for what. Pure: nothing is fetched, nothing is answered.
import type { CommandDescription } from '../../bot/describe.ts'
import type { Invocation } from '../../bot/invocation.ts'
import { nearest } from '../../bot/nearest.ts'
import { looseWords, parseWords } from '../../bot/words.ts'
import type { Asker } from './slack.ts'

/** The parts of a body that say who did something, and where: of slash commands, interactions and events alike. */
export type Body = {
  readonly team_id?: string
  readonly enterprise_id?: string
  readonly user_id?: string
  readonly channel_id?: string
  readonly team?: { readonly id?: string; readonly enterprise_id?: string } | null
  readonly enterprise?: { readonly id?: string } | null
  readonly user?: { readonly id?: string; readonly team_id?: string }
  readonly channel?: { readonly id?: string }
  readonly container?: { readonly channel_id?: string }
  readonly view?: { readonly app_installed_team_id?: string | null } | undefined
  readonly authorizations?: readonly {
    readonly team_id?: string | null
    readonly enterprise_id?: string | null
  }[]
}

/** Who did it. An event says who in its own way: `user` and `channel` are given then. */
export function askerOf(
  body: Body,
  event?: { user?: string | undefined; channel?: string | undefined },
): Asker {
  const [authorization] = body.authorizations ?? []
  const user = event?.user ?? body.user?.id ?? body.user_id ?? ''
  const workspace =
    body.view?.app_installed_team_id ??
    authorization?.team_id ??
    body.team?.id ??
    body.team_id ??
    body.user?.team_id ??
    ''
  const organisation =
    authorization?.enterprise_id ??
    body.enterprise?.id ??
    body.team?.enterprise_id ??
    body.enterprise_id
  const channel =
    event?.channel ?? body.channel?.id ?? body.channel_id ?? body.container?.channel_id
  return {
    workspace,
    organisation: organisation ?? undefined,
    user,
    team: body.user?.team_id,
    channel: channel ?? `@${user}`,
  }
}

/**
 * What a line behind `/paper` asks for. Words that begin with no command are a search; with what is nearly a command, and could
 * go on as they do, they are asked about.
 */
export function invocationOf(text: string, commands: readonly CommandDescription[]): Invocation {
  const line = unescaped(text)
  const asked = parseWords(line, commands)
  const names = commands.map(({ name }) => name)
  const [first = ''] = asked.command.split(' ')
  if (names.some((name) => name === asked.command || name.split(' ')[0] === first)) return asked
  const near = commands.find(({ name }) => name === nearest(asked.command, names))
  const isAlone = asked.options[looseWords] === undefined
  if (near !== undefined && (isAlone || near.text !== undefined)) return asked
  // With the command in front, its options are told from its words.
  return parseWords(`search ${line}`, commands)
}

/** The characters somebody typed: Slack writes addresses, people and channels its own way, and escapes three characters. */
export function unescaped(text: string): string {
  return text
    .replace(/<(https?:[^|>]*)(?:\|[^>]*)?>/g, '$1')
    .replace(/<mailto:[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<([@#!])([^|>]*)(?:\|([^>]*))?>/g, (_, kind: string, id: string, name?: string) => {
      const words = name ?? id
      return kind === '!' || words.startsWith(kind) ? words : `${kind}${words}`
    })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
