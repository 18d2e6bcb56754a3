// What somebody follows, and what became of one of them.
import {
  type Block,
  type Button,
  type Instant,
  type Item,
  type Press,
  spansOf,
  type Text,
  type View,
} from '../bot/view.ts'
import { type Follow, mostFollows } from '../follows/follow.ts'
import {
  editPress,
  followingPress,
  followName,
  oftenWords,
  rateWords,
  silence,
  whereWords,
} from './follow-lines.ts'
import { pageButtons, pageNote, pastTheEndView } from './pages.ts'
import { plural } from './paper-lines.ts'

/** A follow, and how many papers matched it in the last four weeks. */
export type RatedFollow = { readonly follow: Follow; readonly papers: number }

export type FollowingList = {
  /** Those of the page. */
  readonly shown: readonly RatedFollow[]
  readonly total: number
  readonly page: number
  readonly pageSize: number
  readonly now: Instant
}

/** One page of it, each with the buttons that change it. */
export function followingView({ shown, total, page, pageSize, now }: FollowingList): View {
  if (total === 0) return nothingFollowedView
  const to = (next: number): Press => ({
    ...followingPress(''),
    invoke: { command: 'following', options: { page: next } },
  })
  if (shown.length === 0) return pastTheEndView(page, total, 'follow', to)
  return {
    title: `You follow ${plural(total, 'topic')}`,
    blocks: [
      ...shown.flatMap(({ follow, papers }): Block[] => [
        itemOf(follow, papers, now),
        { kind: 'buttons', buttons: buttonsOf(follow, now) },
      ]),
      ...pageNote(page, pageSize, total),
      ...pagesBlock(pageButtons(page, pageSize, total, to)),
      { kind: 'note', text: `For your eyes alone; up to ${mostFollows}.` },
    ],
  }
}

function pagesBlock(buttons: readonly Button[]): Block[] {
  return buttons.length === 0 ? [] : [{ kind: 'buttons', buttons }]
}

function itemOf(follow: Follow, papers: number, now: Instant): Item {
  const { often, lastMatchAt } = follow
  const last: Text =
    lastMatchAt === undefined ? 'no match yet' : ['last match ', { time: lastMatchAt, as: 'date' }]
  const silent = silence(follow, now)
  const parts: Text[] = [
    `${oftenWords[often]}, ${whereWords(follow)}`,
    rateWords(papers),
    last,
    ...(silent === undefined ? [] : [silent]),
  ]
  const meta = parts.flatMap((part, n) => [...(n === 0 ? [] : [' · ']), ...spansOf(part)])
  return { kind: 'item', title: followName(follow), meta }
}

function buttonsOf(follow: Follow, now: Instant): Button[] {
  const { id } = follow
  const isSilent = silence(follow, now) !== undefined
  const mute: Button = isSilent
    ? {
        label: 'Go on',
        invoke: { command: 'mute', options: { follow: id, days: 0 } },
        effect: 'update',
      }
    : { label: 'Mute', invoke: { command: 'mute', options: { follow: id } }, effect: 'update' }
  return [editPress(follow), mute, stopPress(follow)]
}

/** Ends a follow; one press undoes it. */
export function stopPress({ id }: Pick<Follow, 'id'>): Press {
  return {
    label: 'Stop',
    invoke: { command: 'unfollow', options: { follow: id } },
    effect: 'update',
  }
}

const nothingFollowedView: View = {
  title: 'You follow nothing yet',
  blocks: [
    {
      kind: 'text',
      text: [
        'Type ',
        { code: 'follow state space model' },
        ', or press Follow under a search: what is new comes to you, and says why.',
      ],
    },
    {
      kind: 'buttons',
      buttons: [
        { label: 'Follow something', invoke: { command: 'follow', options: {} }, effect: 'form' },
      ],
    },
  ],
}

/** A follow is made, or changed. */
export function followedView(follow: Follow, came: 'added' | 'changed', next: Instant): View {
  const comes: Text =
    follow.often === 'instant'
      ? oftenWords.instant
      : [oftenWords[follow.often], ', next ', { time: next, as: 'dateTime' }]
  return {
    title: `${came === 'added' ? 'You follow' : 'Changed'}: ${followName(follow)}`,
    blocks: [
      {
        kind: 'facts',
        facts: [
          { name: 'Comes', value: comes },
          { name: 'Where', value: whereWords(follow) },
        ],
      },
      {
        kind: 'buttons',
        buttons: [editPress(follow), followingPress('What I follow'), stopPress(follow)],
      },
    ],
  }
}

/** A follow is ended, which one press undoes. */
export function unfollowedView(follow: Follow): View {
  const { query, often, channel } = follow
  const where = channel === undefined ? 'dm' : 'here'
  const undo: Button = {
    label: 'Undo',
    invoke: { command: 'follow', options: { query, often, where, save: true } },
    effect: 'update',
  }
  return {
    title: `You no longer follow: ${followName(follow)}`,
    blocks: [{ kind: 'buttons', buttons: [undo, followingPress('What I follow')] }],
  }
}

/** A follow is silent until then, or speaks again. */
export function mutedView(follow: Follow, until: Instant | undefined): View {
  const again = (label: string, days: number): Button => ({
    label,
    invoke: { command: 'mute', options: { follow: follow.id, days } },
    effect: 'update',
  })
  if (until === undefined)
    return {
      title: `Not muted any more: ${followName(follow)}`,
      blocks: [{ kind: 'buttons', buttons: [followingPress('What I follow')] }],
    }
  return {
    title: `Muted: ${followName(follow)}`,
    blocks: [
      {
        kind: 'text',
        text: [
          'Nothing comes for it until ',
          { time: until, as: 'date' },
          '. What it finds meanwhile is not sent later either.',
        ],
      },
      { kind: 'buttons', buttons: [again('Undo', 0), followingPress('What I follow')] },
    ],
  }
}
