// Cards under the links to papers that people post, with manners: never in a list of links, never twice in half an hour, and
// not a word where there is nothing to show.
import type { LinkUnfurls } from '@slack/types'
import type { Origin } from '../../bot/invocation.ts'
import { paperIn } from '../../bot/link.ts'
import type { View } from '../../bot/view.ts'
import { plain } from './components.ts'
import { describeError } from './outcome.ts'
import { pictured } from './pictures.ts'
import { renderUnfurl } from './render.ts'
import type { Asker, Slack } from './slack.ts'

/** What Slack tells of links, of those sites the app named. */
export type LinkShared = {
  readonly channel: string
  readonly message_ts: string
  readonly links: readonly { readonly url: string }[]
  /** `composer` while somebody is writing: the channel and the time of the message are not real then. */
  readonly source?: string | undefined
  readonly unfurl_id?: string | undefined
}

/** Shows the cards of a message's links. Never throws; nobody but the log is told when it fails. */
export type Unfurl = (shared: LinkShared, asker: Asker) => Promise<void>

/** More links than this are a list, and a list wants no cards. */
const mostLinks = 2
/** A paper that has a card in a channel gets no other there for so long (milliseconds). */
const restMs = 30 * 60_000
/** As much of a title as stands in a line of its own. */
const maxTitle = 150

type Card = { readonly url: string; readonly paper: string; readonly view: View }

/** What unfurls. */
export function createUnfurl({ bot, seen, now, log, clientOf }: Slack): Unfurl {
  /** A paper's card; undefined when there is none to be had, or not soon enough to be worth a message that moves. */
  async function cardOf(url: string, origin: Origin): Promise<Card | undefined> {
    const paper = paperIn(url)
    if (paper === undefined) return undefined
    const tooLong = Promise.withResolvers<undefined>()
    const call = bot.prepare({ command: 'card', options: { paper: url } }, origin)
    const view = await Promise.race([call.run(() => tooLong.resolve(undefined)), tooLong.promise])
    return view === undefined || view.tone !== undefined ? undefined : { url, paper, view }
  }

  async function isNews({ paper }: Card, { workspace, channel }: Origin): Promise<boolean> {
    const at = now()
    return seen.firstTime(`card:${workspace}/${channel}/${paper}`, at + restMs, at)
  }

  async function cardsFor({ links, source }: LinkShared, origin: Origin): Promise<readonly Card[]> {
    const found = await Promise.all(links.map(({ url }) => cardOf(url, origin)))
    const cards = found.filter((card) => card !== undefined)
    // What somebody is still writing is theirs alone to see.
    if (source === 'composer') return cards
    const news: Card[] = []
    for (const card of cards) if (await isNews(card, origin)) news.push(card)
    return news
  }

  return async (shared, { workspace, channel, user }) => {
    if (shared.links.length > mostLinks) return
    try {
      const cards = await cardsFor(shared, { platform: 'slack', workspace, channel, user })
      if (cards.length === 0) return
      const { chat } = await clientOf(workspace)
      await pictured((seen) => {
        const shown = cards.map(({ url, view }) => unfurled(url, seen(view)))
        return chat.unfurl({ ...placeOf(shared), unfurls: Object.fromEntries(shown) })
      })
    } catch (error) {
      log.warn(
        { ...describeError(error), team: workspace },
        'Slack: a link is left without its card',
      )
    }
  }
}

/** A link with what is shown for it, in a message and in the box where one is written. */
function unfurled(url: string, view: View): [string, LinkUnfurls[string]] {
  return [url, { blocks: renderUnfurl(view), preview: { title: plain(view.title, maxTitle) } }]
}

function placeOf({ channel, message_ts: ts, unfurl_id: id, source }: LinkShared) {
  if (id === undefined || source === undefined) return { channel, ts }
  const from = source === 'composer' ? 'composer' : 'conversations_history'
  return { unfurl_id: id, source: from } as const
}
