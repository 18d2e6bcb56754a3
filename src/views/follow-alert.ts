// What came for somebody: each paper once, with everything they follow that it satisfies and why.
import type { Block, Button, Item, View } from '../bot/view.ts'
import type { Paper } from '../papers/paper.ts'
import { followingPress, followName } from './follow-lines.ts'
import { feedbackButtons, type Match, matchText } from './hit-lines.ts'
import { detailsButton, metaLine, plural } from './paper-lines.ts'

/** As many papers with all their buttons beside them as one message of any platform holds. */
const withButtons = 4
/** As many papers as one message shows. */
export const mostShown = 10

/** A paper, and the follows it satisfies. */
export type AlertHit = { readonly paper: Paper; readonly matches: readonly Match[] }

/** What came; `mention` is the person who is called where others read it too. */
export type FollowAlert = {
  readonly hits: readonly AlertHit[]
  readonly mention?: string | undefined
}

/** The message. */
export function followAlertView({ hits, mention }: FollowAlert): View {
  const shown = hits.slice(0, mostShown)
  const more = hits.slice(mostShown)
  const isShort = shown.length <= withButtons
  return {
    title: titleOf(hits),
    ...(mention !== undefined && { calls: mention }),
    blocks: [
      ...(mention === undefined
        ? []
        : [{ kind: 'text' as const, text: [{ user: mention }, ', for what you follow:'] }]),
      ...shown.flatMap((hit) => (isShort ? fullBlocks(hit) : [itemOf(hit, whyButton(hit))])),
      ...(more.length === 0 ? [] : [rest(more)]),
      { kind: 'buttons', buttons: [followingButton] },
    ],
  }
}

function titleOf(hits: readonly AlertHit[]): string {
  const follows = hits.flatMap(({ matches }) => matches.map(({ follow }) => follow))
  const names = [...new Set(follows.map(followName))]
  const papers = plural(hits.length, 'new paper')
  return names.length === 1 ? `${papers}: ${names[0]}` : `${papers} for what you follow`
}

function fullBlocks(hit: AlertHit): Block[] {
  const { paper, matches } = hit
  const follows = matches.map(({ follow }) => follow)
  return [
    itemOf(hit, detailsButton(paper)),
    { kind: 'buttons', buttons: feedbackButtons(paper, follows) },
  ]
}

function itemOf({ paper, matches }: AlertHit, button: Button): Item {
  const body = matches.flatMap((match, n) => [...(n === 0 ? [] : ['\n']), ...matchText(match)])
  return { kind: 'item', title: paper.title, body, meta: metaLine(paper), button }
}

function whyButton({ paper }: AlertHit): Button {
  return {
    label: 'Why',
    invoke: { command: 'why', options: { paper: paper.id } },
    effect: 'reply',
  }
}

const followingButton: Button = { ...followingPress('What I follow'), effect: 'reply' }

function rest(more: readonly AlertHit[]): Block {
  const titles = more.map(({ paper }) => paper.title).join(' · ')
  return { kind: 'note', text: `And ${plural(more.length, 'more paper')}: ${titles}` }
}
