// A word to whoever set something up that cannot be said any more: once for each time it comes to that, and to nobody else.
import { type Address, formatAddress, parseAddress } from '../bot/address.ts'
import type { Instant } from '../bot/view.ts'
import type { Destinations } from '../store/destinations.ts'
import { suspendedView } from '../views/suspended.ts'
import type { Sayable } from './attempt.ts'
import type { NewDelivery } from './delivery.ts'

/** After this nobody needs to be told any more (milliseconds). */
const worthTellingMs = 3 * 86_400_000

/** The notice that a place is closed to the bot; undefined where nobody can be told, or the place is that person. */
export function noticeOf(
  place: Address,
  owner: Address | undefined,
  since: Instant,
): NewDelivery | undefined {
  if (owner === undefined || formatAddress(owner) === formatAddress(place)) return undefined
  return {
    kind: 'notice',
    to: owner,
    subject: formatAddress(place),
    edition: String(since),
    dueAt: since,
    expiresAt: since + worthTellingMs,
    version: 0,
  }
}

/** What a notice says, while it is still so. */
export function createNotices(destinations: Pick<Destinations, 'read'>): Sayable {
  return {
    async compose({ subject, edition }) {
      const place = parseAddress(subject)
      const suspension = place && (await destinations.read(place))
      if (place === undefined || suspension === undefined || String(suspension.since) !== edition)
        return { is: 'nothing', reason: 'the place is open again' }
      return { is: 'post', view: suspendedView(place, suspension), papers: [] }
    },
  }
}
