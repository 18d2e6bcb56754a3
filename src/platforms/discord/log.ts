// The part of a logger this platform needs (pino has it).

/** Details first, then what happened. Nothing given to it holds a token or what people said. */
export type DiscordLog = Readonly<
  Record<'info' | 'warn' | 'error', (details: object, message: string) => void>
>
