// The short answers about a digest: paused, resumed, switched off, a test on its way.
import type { Button, Instant, Press, View } from '../bot/view.ts'
import type { Subscription } from '../digests/subscription.ts'
import { scheduleWords, timeSpans, topicWords } from './digest-words.ts'

/** Said once a digest is paused. */
export function digestPausedView(digest: Subscription): View {
  const { next, pausedUntil } = digest
  return {
    title: `The digest on ${topicWords(digest)} is paused`,
    blocks: [
      {
        kind: 'text',
        text:
          next === undefined || pausedUntil === undefined
            ? 'It comes again once somebody resumes it.'
            : ['It comes again ', ...timeSpans(next.at), ', with one edition.'],
      },
      { kind: 'buttons', buttons: [press('Resume', 'digest resume', digest), settings(digest)] },
    ],
  }
}

/** Said once a digest comes again. */
export function digestResumedView(digest: Subscription): View {
  return {
    title: `The digest on ${topicWords(digest)} comes again`,
    blocks: [
      ...(digest.next === undefined
        ? []
        : [
            {
              kind: 'text' as const,
              text: ['Next ', ...timeSpans(digest.next.at), ', with one edition.'],
            },
          ]),
      { kind: 'buttons', buttons: [press('Pause', 'digest pause', digest), settings(digest)] },
    ],
  }
}

/** Asks before a digest is switched off. */
export function digestOffAskedView(digest: Subscription): View {
  return {
    title: `Switch off the digest on ${topicWords(digest)}?`,
    blocks: [
      {
        kind: 'text',
        text: `It came ${scheduleWords(digest)}. Its settings are deleted; to keep them, pause it.`,
      },
      {
        kind: 'buttons',
        buttons: [
          {
            label: 'Switch it off',
            invoke: { command: 'digest off', options: { digest: digest.id, save: true } },
            effect: 'update',
            style: 'danger',
          },
          press('Pause instead', 'digest pause', digest),
        ],
      },
    ],
  }
}

/** Said once a digest is switched off; `again` sets it up as it was. */
export function digestOffView(digest: Subscription, again: Press): View {
  return {
    title: `The digest on ${topicWords(digest)} is switched off`,
    blocks: [{ kind: 'buttons', buttons: [again] }],
  }
}

/** Said once a test was put in the queue. */
export function digestTestView(digest: Subscription, at: Instant): View {
  return {
    title: 'A test is on its way',
    blocks: [
      {
        kind: 'text',
        text: 'It is posted here within a minute, once. The papers in it count as shown: they do not come again.',
      },
      { kind: 'note', text: ['Asked for ', { time: at, as: 'dateTime' }, '.'] },
      { kind: 'buttons', buttons: [settings(digest)] },
    ],
  }
}

function press(label: string, command: string, { id }: Subscription): Button {
  return { label, invoke: { command, options: { digest: id } }, effect: 'update' }
}

function settings({ id }: Subscription): Button {
  return {
    label: 'Settings',
    invoke: { command: 'digest show', options: { digest: id } },
    effect: 'reply',
  }
}
