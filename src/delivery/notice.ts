// A word to whoever set something up that cannot be said any more: once for each time it comes to that, and to nobody else.
import { type Address, formatAddress, parseAddress } from '../bot/address.ts'
import type { Instant } from '../bot/view.ts'
import type { Destinations } from '../store/destinations.ts'
import { suspendedView } from '../views/suspended.ts'
import type { Sayable } from './attempt.ts'
import type { NewDelivery } from './delivery.ts'

/** After this nobody needs to be told any more (milliseconds). */
const worthTellingMs = 3 * 86_400_000

/** That a place is closed to the bot since then. */
export type Word = { readonly place: Address; readonly since: Instant }

/** The notice of it to somebody, or to a channel. */
export function noticeOf({ place, since }: Word, to: Address, now: Instant): NewDelivery {
  return {
    kind: 'notice',
    to,
    subject: formatAddress(place),
    edition: String(since),
    dueAt: now,
    expiresAt: now + worthTellingMs,
    version: 0,
  }
}

/** What a notice is about. */
export function wordOf({ subject, edition }: Pick<NewDelivery, 'subject' | 'edition'>): Word {
  const place = parseAddress(subject)
  if (place === undefined) throw new Error(`a notice is about ${subject}`)
  return { place, since: Number(edition) }
}

/**
 * Whom to tell of a closed place: the first, after `tried`, that is neither that place nor closed itself. Who set something
 * up there comes first, then who looks after the workspace.
 */
export async function whomToTell(
  { place }: Pick<Word, 'place'>,
  tried: Address | undefined,
  { owner, keepers, isClosed }: Listeners,
): Promise<Address | undefined> {
  const isAble = async (one: Address) =>
    formatAddress(one) !== formatAddress(place) && !(await isClosed(one))
  if (tried === undefined && owner !== undefined && (await isAble(owner))) return owner
  const others = await keepers()
  const last = tried ?? owner
  const after = last && others.map(formatAddress).lastIndexOf(formatAddress(last))
  for (const one of others.slice((after ?? -1) + 1)) if (await isAble(one)) return one
  return undefined
}

/** Who may be told. */
export type Listeners = {
  readonly owner: Address | undefined
  keepers(): Promise<readonly Address[]>
  isClosed(to: Address): Promise<boolean>
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
