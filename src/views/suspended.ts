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
          'What you set up for ',
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
      { kind: 'text', text: adviceFor(place) },
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

function placeSpans(place: Address): Exclude<Text, string> {
  if ('user' in place) return [{ user: place.user }]
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

function adviceFor({ platform }: Address): Text {
  const access: Text =
    platform === 'slack'
      ? ['If the channel is still there: type ', { code: '/invite @Paperboy' }, ' in it']
      : [
          'If the channel is still there: let me ',
          { bold: 'View Channel' },
          ', ',
          { bold: 'Send Messages' },
          ' and ',
          { bold: 'Embed Links' },
          ' in it',
        ]
  return [...access, ', then type ', { code: '/paper digest resume' }, ' there.']
}
