// The digests of a place, and one of them with what became of its latest editions.
import type { Invocation } from '../bot/invocation.ts'
import { isTimeZone } from '../bot/time-zone.ts'
import type { Block, Button, Instant, Item, Span, View } from '../bot/view.ts'
import type { Firing } from '../digests/due.ts'
import type { Sent, Suspension } from '../digests/stores.ts'
import { pauseOf, type Subscription } from '../digests/subscription.ts'
import { optionsOf } from './digest-plan.ts'
import {
  contentWords,
  digestFacts,
  missedWords,
  outcomeWords,
  scheduleWords,
  timeSpans,
  topicWords,
} from './digest-words.ts'
import { dayWords } from './paper-lines.ts'

/** A digest as it stands. */
export type DigestDetail = {
  readonly digest: Subscription
  /** What comes next, at most three. */
  readonly upcoming: readonly Firing[]
  /** The newest first. */
  readonly sent: readonly Sent[]
  readonly suspension: Suspension | undefined
  readonly now: Instant
}

/** Said where no digest is set up. */
export function noDigestsView(): View {
  return {
    title: 'There is no digest here yet',
    blocks: [
      {
        kind: 'text',
        text: 'A digest brings the papers people voted for most, at an hour of your own: by default five of them, Monday to Friday at 09:00.',
      },
      {
        kind: 'buttons',
        buttons: [{ ...set('Set one up'), style: 'primary' }],
      },
    ],
  }
}

/** Asks which of several is meant; choosing one asks the same of it. */
export function whichDigestView(
  digests: readonly Subscription[],
  { command, options }: Invocation,
): View {
  return {
    title: 'Which digest?',
    blocks: [
      {
        kind: 'choice',
        choice: {
          label: 'Choose one',
          effect: 'update',
          options: digests.map((digest) => ({
            label: capitalised(topicWords(digest)),
            description: scheduleWords(digest),
            invoke: { command, options: { ...options, digest: digest.id } },
          })),
        },
      },
    ],
  }
}

/** Several digests, an item each. */
export function digestsView(
  digests: readonly Subscription[],
  suspension: Suspension | undefined,
  now: Instant,
): View {
  return {
    title: `${digests.length} digests here`,
    blocks: [
      ...suspensionNote(suspension, now),
      ...digests.map((digest, i) => digestItem(digest, i + 1, now)),
      { kind: 'buttons', buttons: [set('Add another')] },
    ],
  }
}

function set(label: string) {
  return { label, invoke: { command: 'digest set', options: {} }, effect: 'reply' as const }
}

function digestItem(digest: Subscription, number: number, now: Instant): Item {
  const pause = pauseOf(digest, now)
  return {
    kind: 'item',
    title: capitalised(topicWords(digest)),
    body: `${scheduleWords(digest)}: ${contentWords(digest)}`,
    meta: [
      `Digest ${number} · `,
      ...(pause === undefined && digest.next !== undefined
        ? ['next ', ...timeSpans(digest.next.at)]
        : pausedSpans(pause?.until)),
    ],
    button: {
      label: 'Open',
      invoke: { command: 'digest show', options: { digest: digest.id } },
      effect: 'reply',
    },
  }
}

/** One digest, whole. */
export function digestDetailView(detail: DigestDetail): View {
  const { digest, sent, now, suspension } = detail
  return {
    title: `The digest on ${topicWords(digest)}`,
    blocks: [
      ...suspensionNote(suspension, now),
      {
        kind: 'facts',
        facts: [
          ...digestFacts(digest, now),
          { name: 'Next', value: nextText(detail) },
          ...(digest.by === '' ? [] : [{ name: 'Set by', value: [{ user: digest.by }] }]),
        ],
      },
      ...(isTimeZone(digest.zone)
        ? []
        : [
            {
              kind: 'note' as const,
              text: `I no longer know the time zone ${digest.zone}: the hour is UTC’s until another is set.`,
            },
          ]),
      ...historyBlocks(sent, digest),
      { kind: 'buttons', buttons: buttonsOf(digest, now) },
    ],
  }
}

function nextText({ digest, upcoming, now }: DigestDetail) {
  const pause = pauseOf(digest, now)
  if (pause !== undefined) return pausedSpans(pause.until)
  return upcoming.flatMap(({ at }, i) =>
    i === 0 ? timeSpans(at) : [', then ', { time: at, as: 'dateTime' as const }],
  )
}

function pausedSpans(until: Instant | undefined): readonly Span[] {
  return until === undefined
    ? ['paused, until somebody resumes it']
    : ['paused until ', { time: until, as: 'date' }]
}

function capitalised(words: string): string {
  return `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`
}

function suspensionNote(suspension: Suspension | undefined, now: Instant): Block[] {
  if (suspension === undefined) return []
  const { since, reason, probeAt = Number.POSITIVE_INFINITY } = suspension
  const why = `: ${reason.replace(/\.$/, '')}.`
  if (probeAt <= now)
    return [
      {
        kind: 'text',
        text: [
          { bold: 'Nothing could be posted here' },
          ' since ',
          { time: since, as: 'dateTime' },
          `${why} The next one that is due tries again.`,
        ],
      },
    ]
  return [
    {
      kind: 'text',
      text: [
        { bold: 'Nothing can be posted here' },
        ' since ',
        { time: since, as: 'dateTime' },
        `${why} Once that is mended, `,
        { code: 'digest test' },
        ' posts at once, and the digest comes again.',
      ],
    },
  ]
}

function historyBlocks(sent: readonly Sent[], { missed }: Subscription): Block[] {
  const facts = sent.map((one) => ({ name: editionWords(one.edition), value: outcomeWords(one) }))
  return [
    { kind: 'text', text: sent.length === 0 ? 'No edition was due yet.' : 'The latest editions:' },
    ...(facts.length === 0 ? [] : [{ kind: 'facts' as const, facts }]),
    ...(missed === undefined ? [] : [{ kind: 'note' as const, text: missedWords(missed) }]),
  ]
}

function editionWords(edition: string): string {
  return edition.startsWith('test ') ? `Test, ${dayWords(edition.slice(5, 15))}` : dayWords(edition)
}

function buttonsOf(digest: Subscription, now: Instant): Button[] {
  const options = { digest: digest.id }
  const press = (label: string, command: string): Button => ({
    label,
    invoke: { command, options },
    effect: 'update',
  })
  return [
    {
      label: 'Edit',
      invoke: { command: 'digest set', options: optionsOf(digest, digest.id) },
      effect: 'form',
    },
    { label: 'Preview', invoke: { command: 'digest preview', options }, effect: 'reply' },
    pauseOf(digest, now) === undefined
      ? press('Pause', 'digest pause')
      : press('Resume', 'digest resume'),
    { ...press('Off', 'digest off'), style: 'danger' },
  ]
}
