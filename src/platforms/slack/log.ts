// The part of a logger this platform needs (pino has it), and Bolt's own lines led into it.
import { type Logger, LogLevel } from '@slack/bolt'

/** Details first, then what happened. Nothing given to it holds a token or what people said. */
export type SlackLog = Readonly<
  Record<'info' | 'warn' | 'error', (details: object, message: string) => void>
>

/** What Bolt and its clients have to say, from warnings on. Their debugging lines would hold what people typed. */
export function boltLog(log: SlackLog): Logger {
  const say =
    (level: 'warn' | 'error') =>
    (...parts: unknown[]) =>
      log[level]({ words: parts.map(wordsOf).join(' ') }, 'Slack: the client has something to say')
  return {
    debug() {},
    info() {},
    warn: say('warn'),
    error: say('error'),
    setLevel() {},
    getLevel: () => LogLevel.WARN,
    setName() {},
  }
}

// An error's other fields hold the request, and with it a token.
function wordsOf(part: unknown): string {
  return part instanceof Error ? `${part.name}: ${part.message}` : String(part)
}
