// Everything that is somebody's own at a glance: what they follow, what they saved, and what goes on.
import type { Block, Button, Instant, Item, View } from '../bot/view.ts'
import type { Follow } from '../follows/follow.ts'
import type { Paper } from '../papers/paper.ts'
import { followName, oftenWords, silence } from './follow-lines.ts'
import { detailsButton, metaLine, plural } from './paper-lines.ts'

/** What is on it; the lists are cut to what is shown, the numbers are whole. */
export type Home = {
  readonly follows: readonly { readonly follow: Follow; readonly next: Instant }[]
  readonly following: number
  readonly saved: readonly Paper[]
  readonly saves: number
  readonly trending: readonly Paper[]
  readonly now: Instant
}

/** The overview. */
export function homeView(home: Home): View {
  const isNew = home.following === 0 && home.saves === 0
  return {
    title: isNew ? 'Welcome to Paperboy' : 'Your Paperboy',
    blocks: [
      ...(isNew ? welcome : [...followBlocks(home), ...savedBlocks(home)]),
      ...trendingBlocks(home),
      { kind: 'buttons', buttons: [settingsButton, button('What is stored', 'privacy')] },
    ],
  }
}

const welcome: readonly Block[] = [
  {
    kind: 'text',
    text: 'New research comes to you here. Follow a topic, an author or what resembles a paper, and what is new arrives by itself, with the reason why. Save what you want to read; nobody else sees it.',
  },
  {
    kind: 'buttons',
    buttons: [
      {
        label: 'Follow something',
        invoke: { command: 'follow', options: {} },
        effect: 'form',
        style: 'primary',
      },
      { label: 'Search', invoke: { command: 'search', options: {} }, effect: 'form' },
      { label: 'What else?', invoke: { command: 'help', options: {} }, effect: 'reply' },
    ],
  },
]

function followBlocks({ follows, following, now }: Home): Block[] {
  const manage = button(following > follows.length ? `All ${following}` : 'Change', 'following')
  const add: Button = {
    label: 'Follow more',
    invoke: { command: 'follow', options: {} },
    effect: 'form',
  }
  return [
    heading(
      following === 0 ? 'You follow nothing yet' : `You follow ${plural(following, 'topic')}`,
    ),
    ...follows.map(({ follow, next }) => followItem(follow, next, now)),
    { kind: 'buttons', buttons: following === 0 ? [add] : [manage, add] },
  ]
}

function followItem(follow: Follow, next: Instant, now: Instant): Item {
  const { often } = follow
  const silent = silence(follow, now)
  const comes =
    often === 'instant'
      ? [oftenWords.instant]
      : [oftenWords[often], ', next ', { time: next, as: 'dateTime' as const }]
  return { kind: 'item', title: followName(follow), meta: silent ?? comes }
}

function savedBlocks({ saved, saves }: Home): Block[] {
  if (saves === 0) return []
  return [
    heading(`On your reading list: ${plural(saves, 'paper')}`),
    ...saved.map(paperItem),
    { kind: 'buttons', buttons: [button('My reading list', 'saved')] },
  ]
}

function trendingBlocks({ trending }: Home): Block[] {
  if (trending.length === 0) return []
  return [
    heading('Trending this week'),
    ...trending.map(paperItem),
    { kind: 'buttons', buttons: [button('All that trends', 'trending')] },
  ]
}

function paperItem(paper: Paper): Item {
  return { kind: 'item', title: paper.title, meta: metaLine(paper), button: detailsButton(paper) }
}

function heading(bold: string): Block {
  return { kind: 'text', text: [{ bold }] }
}

function button(label: string, command: string): Button {
  return { label, invoke: { command, options: {} }, effect: 'reply' }
}

const settingsButton = button('Settings', 'settings mine')
