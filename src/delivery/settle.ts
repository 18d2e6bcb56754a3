// Writing down what came of an attempt, with all that follows from it.
import type { Claimed } from '../store/ledger-claim.ts'
import type { Poster, Result } from './attempt.ts'
import type { NewDelivery } from './delivery.ts'
import { noticeOf, whomToTell, wordOf } from './notice.ts'
import type { DeliveriesParts } from './run.ts'

/** Writes a result down; what is closed is closed for everything that waits for it, and somebody is told. */
export async function write(
  parts: DeliveriesParts,
  poster: Pick<Poster, 'keepers'>,
  claimed: Claimed,
  result: Exclude<Result, 'lost'>,
): Promise<'settled' | 'lost'> {
  const { ledger, destinations, now } = parts
  if (result.state === 'pending' && result.patienceMs !== undefined)
    return destinations.wait(claimed, result, result.patienceMs, now())
  if (result.state !== 'closed') return ledger.settle(claimed, result, now())
  const { scope, reason, gone = false } = result.outcome
  if (scope === 'message') throw new Error('a message closes nothing')
  const state = claimed.inDoubt ? 'unconfirmed' : 'dead'
  const refusal = { scope, reason, gone, state } as const
  const notice = scope === 'destination' ? await noticeAfter(parts, poster, claimed) : undefined
  return destinations.suspend(claimed, refusal, now(), notice)
}

/** How the notice is made of a place that was closed now; of one that cannot be told, its notice goes to the next. */
async function noticeAfter(
  { destinations, sayable, now, log }: DeliveriesParts,
  { keepers }: Pick<Poster, 'keepers'>,
  claimed: Claimed,
): Promise<((since: number, was: 'open' | 'closed') => NewDelivery | undefined) | undefined> {
  const { kind, to } = claimed
  const told = kind === 'notice' ? wordOf(claimed) : undefined
  const owner = told === undefined ? await sayable[kind]?.ownerOf?.(claimed) : undefined
  const place = told?.place ?? to
  const next = await whomToTell({ place }, told && to, {
    owner,
    async keepers() {
      try {
        // What is one person's own is nobody else's business.
        return 'user' in place ? [] : ((await keepers?.(place.workspace)) ?? [])
      } catch (error) {
        const { platform, workspace } = place
        log.warn({ platform, workspace, err: error }, 'nobody knows who looks after a workspace')
        return []
      }
    },
    isClosed: async (each) => isClosed(await destinations.read(each), now()),
  })
  if (next === undefined) return undefined
  if (told !== undefined) return () => noticeOf(told, next, now())
  return (since, was) => (was === 'open' ? noticeOf({ place, since }, next, now()) : undefined)
}

function isClosed(suspension: { readonly probeAt?: number } | undefined, now: number): boolean {
  return suspension !== undefined && (suspension.probeAt ?? Number.POSITIVE_INFINITY) > now
}
