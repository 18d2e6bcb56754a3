// Waiting for the moment to leave: for most of it before a message is made ready, for the rest of it when it is.
import type { Instant } from '../bot/view.ts'
import type { Breaker } from './breaker.ts'
import type { Pace, Spot } from './pace.ts'

export type TurnParts = {
  readonly pace: Pace
  readonly now: () => Instant
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<unknown>
}

/** So long before its turn a message is made ready, or the way to the wire would be what sets the pace (milliseconds). */
const readyMs = 250

/** Waits until a message should be made ready. Gives false when nothing more is to be sent. */
export async function takeTurn(
  { pace, breaker, now, sleep }: TurnParts & { readonly breaker: Pick<Breaker, 'gapMs'> },
  spot: Spot,
  signal: AbortSignal,
): Promise<boolean> {
  // Woken by the end of everything, it is not sent.
  const pause = (ms: number) => ms > 0 && sleep(ms, signal).catch(() => undefined)
  await pause(breaker.gapMs(now()))
  await pause(pace.turn(spot, now()) - readyMs - now())
  return !signal.aborted
}

/** Lets a request go when it may leave: no more do within a second than should, whatever held up those before it. */
export function leave(parts: TurnParts, spot: Spot, go: () => void): void {
  const woken = parts.now()
  const at = parts.pace.leave(spot, woken)
  if (at <= woken) go()
  else void parts.sleep(at - woken).then(() => leave(parts, spot, go))
}
