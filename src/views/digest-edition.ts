// A digest as it is posted: the papers at a glance, and what more there is to read in its thread.
import { clip } from '../bot/clip.ts'
import type { Block, Button, Choice, Instant, Item, Span, Text, View } from '../bot/view.ts'
import type { Layout } from '../digests/subscription.ts'
import { huggingFaceUrl } from '../papers/identity.ts'
import type { Day, Paper } from '../papers/paper.ts'
import { type Marker, markerOf, marksIn } from '../search/marks.ts'
import { bestPassage } from '../search/passage.ts'
import { parseQuery } from '../search/query.ts'
import { aboutWords } from './digest-words.ts'
import {
  authorsLine,
  between,
  codeWords,
  counted,
  dayWords,
  detailsButton,
  marked,
  passageText,
  plural,
} from './paper-lines.ts'

/** Two lines of a chat message, and a card's three. */
const passageLength: Readonly<Record<Layout, number>> = { compact: 140, cards: 260 }
/** In a thread there is room. */
const abstractLength = 900
/** As many papers stand in the message itself where there is a thread, and in each message of the thread. */
const perMessage = 5
/** Longer labels than this are cut (Slack's limit for an option). */
const labelLength = 75

/** What an edition says. Days are feed days, both included. */
export type DigestEdition = {
  readonly subscription: {
    readonly id: string
    readonly query: string
    readonly layout: Layout
    readonly thread: boolean
  }
  readonly items: readonly DigestItem[]
  /** How many more papers there were. */
  readonly more: number
  readonly from: Day
  readonly until: Day
  /** Present where newer papers could not be had. */
  readonly asOf?: Instant
  /** Present where it comes late: when it was due. */
  readonly dueAt?: Instant
  readonly isTest?: true
}

/** A paper of an edition; `risen`: votes gained long after its own day; `saved`: how many of the workspace's people saved it. */
export type DigestItem = {
  readonly paper: Paper
  readonly risen?: number
  readonly saved?: number
}

/** The message, and those in its thread. */
export function digestViews(edition: DigestEdition): { head: View; thread: readonly View[] } {
  const { items, subscription } = edition
  const shown = subscription.thread ? items.slice(0, perMessage) : items
  return { head: headView(edition, shown), thread: subscription.thread ? threadViews(edition) : [] }
}

function headView(edition: DigestEdition, shown: readonly DigestItem[]): View {
  const { query, layout } = edition.subscription
  const marker = markerOf(parseQuery(query))
  return {
    title: titleOf(edition),
    blocks: [
      ...noticesOf(edition),
      ...shown.map((item) => paperItem(item, layout, marker)),
      ...restNote(edition, shown.length),
      { kind: 'choice', choice: saveChoice(edition.items) },
      { kind: 'buttons', buttons: buttonsOf(edition) },
    ],
  }
}

/** `5 papers on “diffusion” from Thursday, 26 Nov 2026`. */
function titleOf({ items, subscription, from, until }: DigestEdition): string {
  return `${plural(items.length, 'paper')}${aboutWords(subscription)} from ${spanWords(from, until)}`
}

const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** `Thursday, 26 Nov 2026`, or `Friday, 27 to Sunday, 29 Nov 2026`. */
export function spanWords(from: Day, until: Day): string {
  if (from === until) return `${weekdayOf(from)}, ${dayWords(from)}`
  const [date = '', month = '', year = ''] = dayWords(from).split(' ')
  const [, lastMonth, lastYear] = dayWords(until).split(' ')
  const first = year !== lastYear ? dayWords(from) : month !== lastMonth ? `${date} ${month}` : date
  return `${weekdayOf(from)}, ${first} to ${weekdayOf(until)}, ${dayWords(until)}`
}

function weekdayOf(day: Day): string {
  return weekdayNames[new Date(`${day}T12:00:00Z`).getUTCDay()] ?? ''
}

/** What is out of the ordinary about it. */
function noticesOf({ asOf, dueAt, isTest }: DigestEdition): Block[] {
  const texts: (Text | undefined)[] = [
    isTest && 'A test: what is in it does not come again.',
    dueAt === undefined ? undefined : ['Late: it was due ', { time: dueAt, as: 'dateTime' }, '.'],
    asOf === undefined
      ? undefined
      : ['Data as of ', { time: asOf, as: 'dateTime' }, ': newer papers could not be had.'],
  ]
  return texts.filter((text) => text !== undefined).map((text) => ({ kind: 'note', text }))
}

function paperItem({ paper, risen, saved }: DigestItem, layout: Layout, marker: Marker): Item {
  const text = layout === 'compact' ? (paper.aiSummary ?? paper.abstract) : paper.abstract
  const passage = bestPassage(text, marker, passageLength[layout])
  return {
    kind: 'item',
    title: titleText(paper, marker),
    ...(passage.text === '' ? {} : { body: passageText(passage) }),
    meta: metaText(paper, risen, saved),
    ...(layout === 'cards' &&
      paper.thumbnailUrl && { thumbnail: { url: paper.thumbnailUrl, alt: paper.title } }),
    button: detailsButton(paper),
  }
}

/** The title, which leads to the paper's page. */
function titleText(paper: Paper, marker: Marker): Text {
  const href = huggingFaceUrl(paper.id)
  return href === undefined
    ? marked(paper.title, marksIn(paper.title, marker))
    : [{ link: paper.title, href }]
}

/** `▲ 42 · Ada Lovelace … and 7 more · code ★ 1,204`; of a late riser, since when and by how much. */
function metaText(paper: Paper, risen: number | undefined, saved: number | undefined): Text {
  const parts: (Span | undefined)[] = [
    paper.votes === undefined ? undefined : `▲ ${counted(paper.votes)}`,
    risen === undefined || paper.feedDay === undefined
      ? undefined
      : `rising late: +${counted(risen)}, featured ${dayWords(paper.feedDay)}`,
    saved === undefined ? undefined : `${plural(saved, 'teammate')} saved this`,
    authorsLine(paper.authors, 1) || undefined,
    paper.code && { link: codeWords(paper), href: paper.code.url },
  ]
  return between(
    parts.filter((part) => part !== undefined),
    ' · ',
  )
}

function restNote({ items, more, subscription }: DigestEdition, shown: number): Block[] {
  const below = items.length - shown
  const parts = [
    below > 0 ? `${counted(below)} more in the thread.` : '',
    subscription.thread && below === 0 ? 'Their abstracts are in the thread.' : '',
    more > 0 ? `${plural(more, 'other paper')} had fewer votes.` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? [] : [{ kind: 'note', text: parts.join(' ') }]
}

function saveChoice(items: readonly DigestItem[]): Choice {
  return {
    label: 'Save one for later',
    effect: 'reply',
    options: items.map(({ paper }) => ({
      label: clip(paper.title, labelLength),
      invoke: { command: 'save', options: { paper: paper.id } },
    })),
  }
}

function buttonsOf({ subscription }: DigestEdition): Button[] {
  const { id, query } = subscription
  const follow: Button[] =
    query === ''
      ? []
      : [
          {
            label: 'Follow this topic',
            invoke: { command: 'follow', options: { query } },
            effect: 'reply',
          },
        ]
  return [
    ...follow,
    {
      label: 'Settings',
      invoke: { command: 'digest show', options: { digest: id } },
      effect: 'reply',
    },
  ]
}

/** The abstracts, a few to a message. */
function threadViews({ items, subscription }: DigestEdition): readonly View[] {
  const marker = markerOf(parseQuery(subscription.query))
  const parts = Array.from({ length: Math.ceil(items.length / perMessage) }, (_, i) =>
    items.slice(i * perMessage, (i + 1) * perMessage),
  )
  return parts.map((part, i) => ({
    title: parts.length === 1 ? 'Abstracts' : `Abstracts, ${i + 1} of ${parts.length}`,
    blocks: part.map((item) => abstractItem(item, marker)),
  }))
}

function abstractItem({ paper }: DigestItem, marker: Marker): Item {
  const passage = bestPassage(paper.abstract, marker, abstractLength)
  return {
    kind: 'item',
    title: titleText(paper, marker),
    body: passage.text === '' ? 'Nobody has given us its abstract.' : passageText(passage),
    meta: metaText(paper, undefined, undefined),
    button: {
      label: 'Save',
      invoke: { command: 'save', options: { paper: paper.id } },
      effect: 'reply',
    },
  }
}
