// One beat of the metronome, as of an instant: what is due is said, and told of in a line each.
import { formatAddress } from '../bot/address.ts'
import type { Instant } from '../bot/view.ts'
import type { Poster, Result } from '../delivery/attempt.ts'
import type { Delivery } from '../delivery/delivery.ts'
import { plural } from '../views/paper-lines.ts'
import { ArgumentsError, readArguments } from './arguments.ts'

/** What a tick is asked for. */
export type Ticking = {
  /** The instant it is as of; now unless told. */
  readonly at?: Instant
  /** Only tell what would be posted. */
  readonly isDry: boolean
  /** First count as said all that was due by then. */
  readonly isAfterRestore: boolean
}

/** Reads a tick's arguments. @throws ArgumentsError */
export function readTicking(args: readonly string[]): Ticking {
  const options = { at: 'text', 'dry-run': 'flag', 'after-restore': 'flag' } as const
  const { texts, flags } = readArguments(args, { options, words: 'none' })
  const at = texts.at === undefined ? undefined : instantGiven(texts.at)
  return {
    ...(at !== undefined && { at }),
    isDry: flags.has('dry-run'),
    isAfterRestore: flags.has('after-restore'),
  }
}

function instantGiven(text: string): Instant {
  const isWhole = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)
  const at = isWhole ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at))
    throw new ArgumentsError(
      `--at takes an instant with its zone, such as 2025-03-10T09:00:00+01:00; “${text}” is none.`,
    )
  return at
}

/** Says that everything was posted and posts nothing: for a copy of the database, to see what would be. */
export function createDryPoster(platform: string): Poster {
  return {
    platform,
    async post(to) {
      const channel = 'user' in to ? to.user : to.channel
      return { status: 'sent', receipt: { channel, message: 'dry-run' } }
    },
  }
}

/** What became of a delivery, in a line. */
export function tickLine(
  delivery: Delivery,
  result: Exclude<Result, 'lost'>,
  isDry: boolean,
): string {
  const { kind, edition, part, to } = delivery
  const what = part === 0 ? `${kind} ${edition}` : `${kind} ${edition}, ${part} in its thread`
  return `${wordsFor(result, isDry).padEnd(12)} ${formatAddress(to)}  ${what}${reasonOf(result)}`
}

function wordsFor(result: Exclude<Result, 'lost'>, isDry: boolean): string {
  if (isDry && result.state === 'sent') return 'would post'
  return result.state === 'pending' ? 'later' : result.state
}

function reasonOf(result: Exclude<Result, 'lost'>): string {
  if (result.state === 'sent') return ''
  return `: ${result.state === 'closed' ? result.outcome.reason : result.reason}`
}

/** The last line: what it came to. */
export function tickSummary(due: number, lines: number, skipped: number | undefined): string {
  const parts = [
    ...(skipped === undefined ? [] : [`${plural(skipped, 'delivery', 'deliveries')} skipped`]),
    `${due} became due`,
    `${lines} worked on`,
  ]
  return `${parts.join(', ')}.`
}
