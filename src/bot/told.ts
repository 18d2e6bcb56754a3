// What somebody has to be told once, with the next answer that is theirs alone.
import type { DigestStores } from '../digests/stores.ts'
import type { Follows } from '../follows/follow.ts'
import { withWord } from '../views/closed-person.ts'
import { withClosedPlace } from '../views/closed-place.ts'
import type { Origin } from './invocation.ts'
import type { Instant, View } from './view.ts'

/** Where that is known. */
export type Untold = {
  readonly follows: Pick<Follows, 'closed'>
  readonly digests: Pick<DigestStores, 'untold'>
}

/** An answer with that below it; as it is where there is nothing, or nobody asked for the answer. */
export async function withUntold(
  view: View,
  origin: Origin,
  { follows, digests }: Untold,
  now: Instant,
): Promise<View> {
  if (origin.unasked) return view
  const reason = await follows.closed(origin, now)
  const closed = await digests.untold(origin, now)
  const told = reason === undefined ? view : withWord(view, reason)
  return closed === undefined ? told : withClosedPlace(told, closed.place, closed)
}
