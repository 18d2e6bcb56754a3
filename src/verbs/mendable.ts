// What ends a program and an operator can mend: settings, arguments, a store that does not open, a token that is refused.
import { ConfigError } from '../../config/config.ts'
import { DiscordRefusal } from '../platforms/discord/connect.ts'
import { SlackRefusal } from '../platforms/slack/connect.ts'
import { StoreError } from '../store/errors.ts'
import { ArgumentsError } from './arguments.ts'

const kinds = [StoreError, ConfigError, ArgumentsError, DiscordRefusal, SlackRefusal]

/** Whether an error says all that an operator needs. */
export function isMendable(error: unknown): error is Error {
  return kinds.some((kind) => error instanceof kind)
}
