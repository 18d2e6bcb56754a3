// The console as a platform: the bot over any two streams, at a terminal or on a pipe.
import type { Readable, Writable } from 'node:stream'
import type { Adapter } from '../../bot/adapter.ts'
import type { Bot } from '../../bot/bot.ts'
import type { View } from '../../bot/view.ts'
import { complete } from './complete.ts'
import { escapeLine } from './escape.ts'
import { width } from './limits.ts'
import { runPlain } from './plain.ts'
import { runPrompt } from './prompt.ts'
import { consoleOrigin, createSession, type Session } from './session.ts'
import type { Terminal } from './terminal.ts'

/** Keeps typed lines between sessions, the oldest first. What these throw, `start` throws. */
export type ConsoleHistory = {
  load(): Promise<readonly string[]>
  save(lines: readonly string[]): Promise<void>
}

/** What a console is made of; the streams stay the caller’s. */
export type ConsoleOptions = {
  readonly input: Readable
  readonly output: Writable
  /** Asked anew for every answer, since windows change. */
  readonly terminal: () => Terminal
  /** `prompt`: a person at a terminal. `plain`: lines on a pipe, without prompt, echo, welcome or history. */
  readonly interactive: 'prompt' | 'plain'
  readonly welcome?: View
  readonly history?: ConsoleHistory
}

/**
 * The platform, as long as the streams last. `start` answers until the input ends or the person leaves, and throws what the
 * streams throw, except that nobody reads any more. `stop` ends at once; an answer still being made is dropped.
 */
export type Console = Adapter & { readonly platform: 'console' }

/** While nobody is at the prompt, something is posted after this (milliseconds). */
const nobodyMs = 60_000

type Say = (view: View) => Promise<boolean>

// The other end went away: a closed pipe, a closed window.
const gone = new Set(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'])

/** A console that is started once. */
export function createConsole(options: ConsoleOptions): Console {
  const leaving = new AbortController()
  let running: Promise<void> = Promise.resolve()
  let say: Say | undefined
  return {
    platform: 'console',
    start(bot) {
      running = runUntilGone(options, bot, leaving, (opened) => {
        say = opened
      })
      return running
    },
    async post(_to, view, { key }) {
      if (await say?.(view))
        return { status: 'sent', receipt: { channel: consoleOrigin.channel, message: key } }
      const retryAt = options.terminal().now + nobodyMs
      return { status: 'failed', reason: 'nobody is at the console', retryAt }
    },
    async stop() {
      leaving.abort()
      // How it ended is for whoever called start to hear.
      await Promise.allSettled([running])
    },
  }
}

async function runUntilGone(
  options: ConsoleOptions,
  bot: Bot,
  leaving: AbortController,
  opened: (say: Say) => void,
): Promise<void> {
  const { input, output } = options
  if (leaving.signal.aborted || output.destroyed) return
  const broken = Promise.withResolvers<never>()
  const onError = (error: NodeJS.ErrnoException) => {
    if (!gone.has(error.code ?? '')) broken.reject(error)
    leaving.abort()
  }
  // Heard for as long as the streams live: a write may fail after the last answer.
  input.on('error', onError)
  output.on('error', onError)
  output.once('close', () => leaving.abort())
  const session = createSession(bot, options.terminal)
  await Promise.race([run(session, options, bot, leaving, opened), broken.promise])
}

async function run(
  session: Session,
  { input, output, terminal, interactive, welcome, history }: ConsoleOptions,
  bot: Bot,
  leaving: AbortController,
  opened: (say: Say) => void,
): Promise<void> {
  if (interactive === 'plain') return runPlain(session, input, output, leaving.signal)
  const past = (await history?.load()) ?? []
  const screen = {
    input,
    output,
    complete: (line: string) => complete(line, bot, consoleOrigin),
    columns: () => terminal().width || width.default,
    welcome: welcome === undefined ? undefined : session.show(welcome),
    past: past.map(escapeLine),
    opened: (say: (text: () => string) => Promise<boolean>) =>
      opened((view) => say(() => session.show(view))),
  }
  const lines = await runPrompt(session, screen, leaving)
  await history?.save(lines)
}
