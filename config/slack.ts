// How the bot is on Slack, from the settings that say so: one of two ways, and a whole one.

/** How the bot is on Slack: in one workspace over sockets, or in many over HTTP. */
export type SlackConfig = {
  /** Where Slack's API is, with a slash at its end. */
  readonly api: string
} & (
  | { readonly by: 'sockets'; readonly appToken: string; readonly botToken: string }
  | {
      readonly by: 'http'
      readonly signingSecret: string
      readonly clientId: string
      readonly clientSecret: string
      readonly stateSecret: string
      /** 32 bytes each; the first one seals, the others still open. */
      readonly encryptionKeys: readonly Buffer[]
      readonly port: number
    }
)

const socketNames = ['SLACK_APP_TOKEN', 'SLACK_BOT_TOKEN'] as const
const httpNames = [
  'SLACK_SIGNING_SECRET',
  'SLACK_CLIENT_ID',
  'SLACK_CLIENT_SECRET',
  'SLACK_STATE_SECRET',
  'SLACK_ENCRYPTION_KEY',
] as const

/** The settings of Slack, each right in itself. */
export type SlackSettings = {
  readonly [Name in (typeof socketNames)[number] | (typeof httpNames)[number]]?: string | undefined
} & { readonly SLACK_API_URL: string; readonly PORT: string }

/** Undefined where nothing is set; a text that says what is missing where only a part is. */
export function slackConfig(settings: SlackSettings): SlackConfig | string | undefined {
  const missing = (names: readonly (keyof SlackSettings)[]) =>
    names.filter((name) => settings[name] === undefined)
  const [bySockets, byHttp] = [missing(socketNames), missing(httpNames)]
  const isSockets = bySockets.length < socketNames.length
  const isHttp = byHttp.length < httpNames.length
  if (!isSockets && !isHttp) return undefined
  if (isSockets && isHttp)
    return `Slack is set up in two ways at once: keep either ${listed(socketNames)} (one workspace), or ${listed(httpNames)} (many).`
  if (isSockets && bySockets.length > 0) return missingWords('one workspace', bySockets)
  if (isHttp && byHttp.length > 0) return missingWords('many workspaces', byHttp)
  return isSockets ? socketConfig(settings) : httpConfig(settings)
}

function missingWords(what: string, names: readonly string[]): string {
  return `Slack is set up in part: for ${what}, ${listed(names)} ${names.length > 1 ? 'are' : 'is'} missing.`
}

const listed = (names: readonly string[]) => new Intl.ListFormat('en').format(names)

function apiOf({ SLACK_API_URL: url }: SlackSettings): string {
  return url.endsWith('/') ? url : `${url}/`
}

function socketConfig(settings: SlackSettings): SlackConfig {
  const { SLACK_APP_TOKEN: appToken = '', SLACK_BOT_TOKEN: botToken = '' } = settings
  return { by: 'sockets', api: apiOf(settings), appToken, botToken }
}

function httpConfig(settings: SlackSettings): SlackConfig {
  return {
    by: 'http',
    api: apiOf(settings),
    signingSecret: settings.SLACK_SIGNING_SECRET ?? '',
    clientId: settings.SLACK_CLIENT_ID ?? '',
    clientSecret: settings.SLACK_CLIENT_SECRET ?? '',
    stateSecret: settings.SLACK_STATE_SECRET ?? '',
    encryptionKeys: keysIn(settings.SLACK_ENCRYPTION_KEY ?? ''),
    port: Number(settings.PORT),
  }
}

/** Keys of 32 bytes, as base64, with commas between them. */
export function keysIn(text: string): Buffer[] {
  return text.split(',').map((key) => Buffer.from(key.trim(), 'base64'))
}

/** Whether every key is one. */
export function areKeys(text: string): boolean {
  return keysIn(text).every(({ length }) => length === 32)
}
