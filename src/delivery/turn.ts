// Waiting for the moment to leave: for most of it before a message is made ready, for the rest of it when it is.
import type { LastMoment } from '../bot/in-time.ts'
import type { Instant } from '../bot/view.ts'
import type { Breaker } from './breaker.ts'
import type { Elapsed, Pace, Spot } from './pace.ts'

export type TurnParts = {
  readonly pace: Pace
  readonly elapsed: () => Elapsed
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<unknown>
}

/** So long before its turn a message is made ready, or the way to the wire would be what sets the pace (milliseconds). */
const readyMs = 250

/** Waits until a message should be made ready. Gives false when nothing more is to be sent. */
export async function takeTurn(
  {
    pace,
    breaker,
    now,
    elapsed,
    sleep,
  }: TurnParts & { readonly breaker: Pick<Breaker, 'gapMs'>; readonly now: () => Instant },
  spot: Spot,
  signal: AbortSignal,
): Promise<boolean> {
  // Woken by the end of everything, it is not sent.
  const pause = (ms: number) => ms > 0 && sleep(ms, signal).catch(() => undefined)
  await pause(breaker.gapMs(now()))
  await pause(pace.turn(spot, elapsed()) - readyMs - elapsed())
  return !signal.aborted
}

/**
 * How a request leaves: when it may, whatever held up those before it, so that no more do within a second than should; and
 * when it did, should a connection have kept it.
 */
export function departure(
  { pace, elapsed, sleep }: TurnParts,
  spot: Spot,
): Required<Pick<LastMoment, 'leave' | 'left'>> {
  let letGo = 0
  function leave(go: () => void): void {
    const woken = elapsed()
    const at = pace.leave(spot, woken)
    if (at > woken) return void sleep(at - woken).then(() => leave(go))
    letGo = woken
    go()
  }
  return { leave, left: () => pace.left(spot, letGo, elapsed()) }
}
