// Writing down what came of an attempt, with all that follows from it.
import type { Claimed } from '../store/ledger-claim.ts'
import type { Result } from './attempt.ts'
import { noticeOf } from './notice.ts'
import type { DeliveriesParts } from './run.ts'

/** Writes a result down; what is closed is closed for everything that waits for it. */
export async function write(
  { ledger, destinations, sayable, now }: DeliveriesParts,
  claimed: Claimed,
  result: Exclude<Result, 'lost'>,
): Promise<'settled' | 'lost'> {
  if (result.state === 'pending' && result.patienceMs !== undefined)
    return destinations.wait(claimed, result, result.patienceMs, now())
  if (result.state !== 'closed') return ledger.settle(claimed, result, now())
  const { scope, reason, gone = false } = result.outcome
  if (scope === 'message') throw new Error('a message closes nothing')
  const owner = await sayable[claimed.kind]?.ownerOf?.(claimed)
  const state = claimed.inDoubt ? 'unconfirmed' : 'dead'
  return destinations.suspend(claimed, { scope, reason, gone, state }, now(), (since) =>
    scope === 'destination' ? noticeOf(claimed.to, owner, since) : undefined,
  )
}
