// What a section that runs a platform is told of: every answer, and every complaint.
import type { Bot } from '../src/bot/bot.ts'

/** The bot, telling of every answer. */
export function noting(bot: Bot, onAnswer: () => void): Bot {
  return {
    ...bot,
    prepare(invocation, origin) {
      const call = bot.prepare(invocation, origin)
      return { ...call, run: (interim) => call.run(interim).finally(onAnswer) }
    },
  }
}

/** A log of what should not happen. */
export function complain(details: object, message: string): void {
  process.stderr.write(`${message} ${JSON.stringify(details)}\n`)
}
