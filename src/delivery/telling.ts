// What whoever runs the bot is told of deliveries, in the log.
import type { Outcome } from '../bot/adapter.ts'
import type { Claimed } from '../store/ledger-claim.ts'
import type { Result } from './attempt.ts'
import type { Rejected } from './mend.ts'

/** The part of a logger that is needed (pino has it). */
export type DeliveriesLog = Readonly<
  Record<'info' | 'warn' | 'error', (details: object, message: string) => void>
>

/** Tells of what needs a look. */
export function tell(log: DeliveriesLog, about: object, result: Exclude<Result, 'lost'>): void {
  if (result.state === 'closed')
    log.warn(
      { ...about, reason: result.outcome.reason, scope: result.outcome.scope },
      'closed to us',
    )
  else if (result.state === 'dead' || result.state === 'unconfirmed')
    log.warn({ ...about, state: result.state, reason: result.reason }, 'a delivery ended')
}

/** A message that was made wrongly, or refused for what nobody knows, is ours to mend; what a place lets through is its own. */
export function tellRefused(
  log: DeliveriesLog,
  { to, kind, key, part }: Claimed,
  { reason, mend }: Rejected,
  outcome: Outcome,
): void {
  const level = mend === 'less' ? 'warn' : 'error'
  const about = { platform: to.platform, workspace: to.workspace, kind, key, part }
  log[level]({ ...about, reason, tried: mend, came: outcome.status }, 'a message was not taken')
}
