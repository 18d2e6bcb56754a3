// The log: JSON lines, or readable ones on a terminal, always on standard error and never with a secret in it.
import { type Logger, pino } from 'pino'
import pretty from 'pino-pretty'

/** Secrets by the name of the field they stand in. */
const secretFields = [
  'token',
  'password',
  'secret',
  'authorization',
  'requestData',
  'connectionString',
  'access_token',
  'refresh_token',
  'client_secret',
  'response_url',
]

/** Secrets by their shape: Slack and Discord tokens, authorization headers, passwords in addresses. */
const secretShapes: readonly RegExp[] = [
  /xox[a-z][-.][\w.-]+|xapp-[\w-]+/g,
  // Whoever has such an address can write where it came from.
  /(?<=hooks\.slack(?:-gov)?\.com\/)[\w./-]+/g,
  /[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/g,
  // "Bot" and "bearer" are words too: what follows is a token when it is as long as one, or in a header that says so.
  /(?<=\b(?:bearer|bot) +)[\w.~+/-]{20,}=*/gi,
  /(?<=\bauthorization(?:\\*["'])?\s*[:=]\s*(?:\\*["'])?(?:(?:bearer|bot|basic|token) +)?)[\w.~+/-]{20,}=*/gi,
  /(?<=\bauthorization(?:\\*["'])?\s*[:=]\s*(?:\\*["'])?(?:bearer|bot|basic|token) +)[\w.~+/-]+=*/gi,
  // A password may hold an @ of its own; the last one before the host's end is the host's.
  /(?<=:\/\/[^\s:/"]*:)[^\s/"]+(?=@)/g,
  /\bhf_[A-Za-z0-9]{20,}/g,
]

/** Where lines go, and whether a person reads them there. */
export type LogOutput = {
  readonly stream: NodeJS.WritableStream
  readonly reader: 'person' | 'program'
}

/** A logger at this level. */
export function createLog(level: string, { stream, reader }: LogOutput): Logger {
  const options = {
    level,
    base: null,
    redact: {
      paths: secretFields.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: '[secret]',
    },
    hooks: { streamWrite: hideSecrets },
  }
  if (reader === 'program') return pino(options, stream)
  return pino(
    options,
    pretty({ destination: stream, sync: true, colorize: true, translateTime: 'HH:MM:ss' }),
  )
}

/** A line with everything that has the shape of a secret blotted out. */
export function hideSecrets(line: string): string {
  return secretShapes.reduce((text, shape) => text.replace(shape, '[secret]'), line)
}
