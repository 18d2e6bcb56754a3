// What an operator can change. The only reader of the environment.
import { z } from 'zod'
import { areKeys, type SlackConfig, slackConfig } from './slack.ts'

const address = z.url({
  protocol: /^https?$/,
  error: 'must be an address such as https://huggingface.co',
})

const secret = z.string().trim().optional()

const schema = z.object({
  PAPERBOY_DATABASE: z
    .string()
    .regex(
      /^(sqlite:|postgres(ql)?:\/\/)/,
      'must be sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME',
    )
    .default('sqlite:data/paperboy.db'),
  PAPERBOY_HISTORY: z.string().default('data/console-history'),
  PAPERBOY_LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'must be trace, debug, info, warn, error, fatal or silent',
    )
    .optional(),
  PAPERBOY_SYNC: z
    .string()
    .regex(
      /^(off|[1-9]\d{0,2}|1[0-3]\d\d|14[0-3]\d|1440)$/,
      'must be off, or a number of minutes from 1 to 1440',
    )
    .default('30'),
  PAPERBOY_CONTACT: z.string().max(200, 'must be at most 200 characters').default(''),
  PAPERBOY_ENVIRONMENT: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'must be a word such as production or staging')
    .default('production'),
  PAPERBOY_INDEX: z.string().default('data/index'),
  HUGGING_FACE_URL: address.default('https://huggingface.co'),
  HF_TOKEN: z.string().optional(),
  ARXIV_URL: address.default('https://export.arxiv.org'),
  ARXIV_RSS_URL: address.default('https://rss.arxiv.org'),
  ARXIV_CATEGORIES: z
    .string()
    .regex(
      /^[a-z-]+(\.[A-Za-z-]+)?([\s,]+[a-z-]+(\.[A-Za-z-]+)?)*$/,
      'must be arXiv categories with commas between them, such as cs.CL,cs.LG',
    )
    .optional(),
  DISCORD_TOKEN: z.string().trim().optional(),
  DISCORD_API_URL: address.default('https://discord.com/api'),
  DISCORD_SHARDS: z
    .string()
    .regex(
      /^(auto|\d{1,4}(,\d{1,4})*\/\d{1,4})$/,
      'must be auto, or shards of a number such as 0,1/4',
    )
    .refine(areShards, 'names a shard that is not below their number')
    .default('auto'),
  SLACK_APP_TOKEN: secret.refine(
    (token) => token?.startsWith('xapp-') !== false,
    'must be an app-level token, which begins with xapp-',
  ),
  SLACK_BOT_TOKEN: secret.refine(
    (token) => token === undefined || /^xox[be]/.test(token),
    'must be a bot token, which begins with xoxb-',
  ),
  SLACK_SIGNING_SECRET: secret,
  SLACK_CLIENT_ID: secret,
  SLACK_CLIENT_SECRET: secret,
  SLACK_STATE_SECRET: z
    .string()
    .trim()
    .min(16, 'must be at least 16 characters that nobody can guess')
    .optional(),
  SLACK_ENCRYPTION_KEY: secret.refine(
    (keys) => keys === undefined || areKeys(keys),
    'must be 32 random bytes as base64, such as openssl rand -base64 32 prints; several with commas between them, the one to use first',
  ),
  SLACK_API_URL: address.default('https://slack.com/api/'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be the number of a port')
    .default('3000'),
  NO_COLOR: z.string().default(''),
  TERM: z.string().default(''),
})

/** Whether every shard of `0,1/4` is below their number. */
function areShards(text: string): boolean {
  const [ids = '', of] = text.split('/')
  return of === undefined || ids.split(',').every((id) => Number(id) < Number(of))
}

/** The settings, read and checked. */
export type Config = {
  /** `sqlite:PATH` or `postgres://…`. */
  readonly database: string
  /** Where the console keeps the lines that were typed. */
  readonly historyFile: string
  readonly logLevel: string
  /** What this place is called: a copy of its database in another posts nothing. */
  readonly environment: string
  /** Where the index's snapshot is kept between starts. */
  readonly indexFile: string
  /** Minutes between two looks at the upstreams; undefined when they are left alone. */
  readonly syncMinutes: number | undefined
  readonly upstreams: {
    readonly huggingFaceUrl: string
    readonly huggingFaceToken: string | undefined
    readonly arxivUrl: string
    readonly arxivRssUrl: string
    /** Categories whose new papers are taken too; none by default. */
    readonly arxivCategories: readonly string[]
    /** How upstreams can reach whoever runs this; '' when nobody said. */
    readonly contact: string
  }
  /** Absent where the bot is not on Discord. */
  readonly discord: DiscordConfig | undefined
  /** Absent where the bot is not on Slack. */
  readonly slack: SlackConfig | undefined
  /** Whether colours may be used on a terminal (https://no-color.org). */
  readonly colour: boolean
  /** Whether the terminal, if there is one, understands more than characters. */
  readonly capable: boolean
}

/** How the bot is on Discord. */
export type DiscordConfig = {
  readonly token: string
  /** Where Discord's API is, without the version. */
  readonly api: string
  /** The shards of this process, and how many there are over all processes; `auto`: all of them, as Discord recommends. */
  readonly shards: 'auto' | { readonly ids: readonly number[]; readonly of: number }
}

/** A setting that cannot be used. The message names it and never quotes its value, which may be a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** Reads the settings. Empty variables count as not set. Throws ConfigError naming every bad one. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  const given = Object.entries(environment).filter(
    ([, value]) => value !== undefined && value !== '',
  )
  const parsed = schema.safeParse(Object.fromEntries(given))
  if (!parsed.success)
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}.`).join('\n'),
    )
  const { data } = parsed
  const slack = slackConfig(data)
  if (typeof slack === 'string') throw new ConfigError(slack)
  const isOnline = slack !== undefined || data.DISCORD_TOKEN !== undefined
  return {
    database: data.PAPERBOY_DATABASE,
    historyFile: data.PAPERBOY_HISTORY,
    // At a prompt, people read; of a service, its log is all there is to see.
    logLevel: data.PAPERBOY_LOG_LEVEL ?? (isOnline ? 'info' : 'warn'),
    environment: data.PAPERBOY_ENVIRONMENT,
    indexFile: data.PAPERBOY_INDEX,
    syncMinutes: data.PAPERBOY_SYNC === 'off' ? undefined : Number(data.PAPERBOY_SYNC),
    upstreams: {
      huggingFaceUrl: data.HUGGING_FACE_URL,
      huggingFaceToken: data.HF_TOKEN,
      arxivUrl: data.ARXIV_URL,
      arxivRssUrl: data.ARXIV_RSS_URL,
      arxivCategories: data.ARXIV_CATEGORIES?.split(/[\s,]+/) ?? [],
      contact: data.PAPERBOY_CONTACT,
    },
    discord:
      data.DISCORD_TOKEN === undefined
        ? undefined
        : {
            token: data.DISCORD_TOKEN,
            api: data.DISCORD_API_URL.replace(/\/$/, ''),
            shards: shardsIn(data.DISCORD_SHARDS),
          },
    slack,
    colour: data.NO_COLOR === '' && data.TERM !== 'dumb',
    capable: data.TERM !== 'dumb' && data.TERM !== 'linux',
  }
}

function shardsIn(text: string): DiscordConfig['shards'] {
  const [ids = '', of] = text.split('/')
  return of === undefined ? 'auto' : { ids: ids.split(',').map(Number), of: Number(of) }
}
