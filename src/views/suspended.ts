// What the person who set something up is told, once, when the bot cannot post in its place any more.
import type { Address } from '../bot/address.ts'
import type { Instant, Text, View } from '../bot/view.ts'

/** Why a place is closed, since when, and when it is tried again by itself. */
export type Closed = {
  readonly reason: string
  readonly since: Instant
  readonly probeAt?: Instant
}

/** That a place is closed to the bot, and what to do about it. */
export function suspendedView(place: Address, { reason, since, probeAt }: Closed): View {
  return {
    title: 'I cannot post there any more',
    blocks: [
      {
        kind: 'text',
        text: [
          'What was set up for ',
          ...placeSpans(place),
          ' could not be posted, and I have stopped trying. Its settings are kept.',
        ],
      },
      {
        kind: 'facts',
        facts: [
          { name: 'Reason', value: reason },
          { name: 'Since', value: [{ time: since, as: 'dateTime' }] },
        ],
      },
      { kind: 'text', text: adviceFor(place, reason) },
      {
        kind: 'note',
        text:
          probeAt === undefined
            ? 'I will not try again by myself.'
            : ['The next one due after ', { time: probeAt, as: 'dateTime' }, ' tries again.'],
      },
    ],
  }
}

/** A place in words, with the way there. */
export function placeSpans(place: Address): Exclude<Text, string> {
  if ('user' in place) return ['your direct messages']
  const { platform, workspace, channel } = place
  if (platform === 'discord')
    return [{ link: 'this channel', href: `https://discord.com/channels/${workspace}/${channel}` }]
  if (platform === 'slack')
    return [
      {
        link: 'this channel',
        href: `https://slack.com/app_redirect?team=${workspace}&channel=${channel}`,
      },
    ]
  return [`the channel ${channel}`]
}

const invite: Exclude<Text, string> = [
  'If the channel is still there: type ',
  { code: '/invite @Paperboy' },
  ' in it',
]

// What Slack calls it, and what mends it.
const onSlack: readonly (readonly [RegExp, Exclude<Text, string>])[] = [
  [
    /missing_scope|no_permission/,
    [
      'Whoever manages the app has to add what is missing, under OAuth & Permissions at ',
      { link: 'api.slack.com/apps', href: 'https://api.slack.com/apps' },
      ', and install me again',
    ],
  ],
  [/is_archived/, ['If it is wanted again: take the channel out of the archive']],
  [
    /restricted_action|channel_is_limited_access/,
    ['Only some may post in that channel: let me be one of them'],
  ],
  [/ekm_access_denied|access_denied/, ['The workspace’s administrators have to let me in']],
]

/** What to do about it, by what the platform said. */
export function adviceFor(place: Address, reason: string): Exclude<Text, string> {
  const resume: Exclude<Text, string> = [
    ', then type ',
    { code: '/paper digest resume' },
    'user' in place ? ' here.' : ' there.',
  ]
  if ('user' in place) return ['Allow direct messages from this bot', ...resume]
  if (place.platform === 'slack') {
    const [, advice] = onSlack.find(([said]) => said.test(reason)) ?? [undefined, invite]
    return [...advice, ...resume]
  }
  return [
    'If the channel is still there: let me ',
    { bold: 'View Channel' },
    ', ',
    { bold: 'Send Messages' },
    ' and ',
    { bold: 'Embed Links' },
    ' in it',
    ...resume,
  ]
}
