// Waiting for the moment to leave: for most of it before a message is made ready, for the rest of it when it is.
import type { Instant } from '../bot/view.ts'
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
  { pace, now, sleep }: TurnParts,
  spot: Spot,
  signal: AbortSignal,
): Promise<boolean> {
  const wait = pace.turn(spot, now()) - readyMs - now()
  // Woken by the end of everything, it is not sent.
  if (wait > 0) await sleep(wait, signal).catch(() => undefined)
  return !signal.aborted
}

/** Lets a request go when it may leave: no more do within a second than should, whatever held up those before it. */
export function leave(parts: TurnParts, spot: Spot, go: () => void): void {
  const woken = parts.now()
  const at = parts.pace.leave(spot, woken)
  if (at <= woken) go()
  else void parts.sleep(at - woken).then(() => leave(parts, spot, go))
}
