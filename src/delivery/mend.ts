// What is done at once about a message that was refused for what it is. Such a refusal proves that nothing was posted: the
// same key may be used again, once, and whatever comes of that is what came of the delivery.
import type { Mend, Outcome } from '../bot/adapter.ts'
import type { View } from '../bot/view.ts'
import { withoutOne } from '../bot/without.ts'

/** How views are posted: whole or in words alone, each but the first when its turn has come. */
export type Speech = {
  readonly say: (view: View, how: { readonly plain?: true }) => Promise<Outcome>
  /** Waits for it; false when nothing more is to be sent. */
  readonly turn: () => Promise<boolean>
}

export type Rejected = Extract<Outcome, { status: 'rejected' }>

/** What came of it in the end; `refused`: it was not taken as it was. */
export type Mended = { readonly outcome: Outcome; readonly refused?: Rejected }

/** Says a view, and where it is refused for what it is, what may be taken instead. */
export async function sayMended(view: View, { say, turn }: Speech): Promise<Mended> {
  const first = await say(view, {})
  if (first.status !== 'rejected' || first.mend === undefined) return { outcome: first }
  for (const { instead, ...how } of insteadOf(view, first.mend)) {
    if (!(await turn())) return { outcome: unsaid, refused: first }
    const outcome = await say(instead, how)
    if (outcome.status !== 'rejected' || outcome.mend !== first.mend)
      return { outcome, refused: first }
  }
  return { outcome: first, refused: first }
}

const unsaid: Outcome = { status: 'failed', reason: 'its turn did not come in time', retryAt: 0 }

function insteadOf(
  view: View,
  mend: Mend,
): readonly { readonly instead: View; readonly plain?: true }[] {
  switch (mend) {
    case 'plain':
      return [{ instead: view, plain: true }]
    case 'again':
      return [{ instead: view }]
    case 'less':
      // Nobody says which part it is.
      return withoutOne(view).map((instead) => ({ instead }))
    default:
      return mend satisfies never
  }
}
