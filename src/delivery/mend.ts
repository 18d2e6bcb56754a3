// What is done at once about a message that was refused for what it is. Such a refusal proves that nothing was posted: the
// same key may be used again, once, and whatever comes of that is what came of the delivery.
import type { Mend, Outcome } from '../bot/adapter.ts'
import type { View } from '../bot/view.ts'
import { withoutOne } from '../bot/without.ts'

/** Posts a view, whole or in words alone, when its turn has come. */
export type Say = (view: View, how: { readonly plain?: true }) => Promise<Outcome>

export type Rejected = Extract<Outcome, { status: 'rejected' }>

/** What came of it in the end; `refused`: it was not taken as it was. */
export type Mended = { readonly outcome: Outcome; readonly refused?: Rejected }

/** Says a view, and where it is refused for what it is, what may be taken instead. */
export async function sayMended(view: View, say: Say): Promise<Mended> {
  const first = await say(view, {})
  if (first.status !== 'rejected' || first.mend === undefined) return { outcome: first }
  for (const next of insteadOf(view, first.mend)) {
    const outcome = await next(say)
    if (outcome.status !== 'rejected' || outcome.mend !== first.mend)
      return { outcome, refused: first }
  }
  return { outcome: first, refused: first }
}

function insteadOf(view: View, mend: Mend): readonly ((say: Say) => Promise<Outcome>)[] {
  switch (mend) {
    case 'plain':
      return [(say) => say(view, { plain: true })]
    case 'again':
      return [(say) => say(view, {})]
    case 'less':
      // Nobody says which part it is.
      return withoutOne(view).map((less) => (say) => say(less, {}))
    default:
      return mend satisfies never
  }
}
