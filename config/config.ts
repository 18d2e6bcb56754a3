// What an operator can change. The only reader of the environment.
import { z } from 'zod'

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
    .default('warn'),
  NO_COLOR: z.string().default(''),
  TERM: z.string().default(''),
})

export type Config = {
  /** `sqlite:PATH` or `postgres://…`. */
  readonly database: string
  /** Where the console keeps the lines that were typed. */
  readonly historyFile: string
  readonly logLevel: string
  /** Whether colours may be used on a terminal (https://no-color.org). */
  readonly colour: boolean
  /** Whether the terminal, if there is one, understands more than characters. */
  readonly capable: boolean
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
  const { PAPERBOY_DATABASE, PAPERBOY_HISTORY, PAPERBOY_LOG_LEVEL, NO_COLOR, TERM } = parsed.data
  return {
    database: PAPERBOY_DATABASE,
    historyFile: PAPERBOY_HISTORY,
    logLevel: PAPERBOY_LOG_LEVEL,
    colour: NO_COLOR === '' && TERM !== 'dumb',
    capable: TERM !== 'dumb' && TERM !== 'linux',
  }
}
