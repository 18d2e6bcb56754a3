// A follow before it is made: what it would have brought, and when it would come.
import type { Block, Button, Instant, Text, View } from '../bot/view.ts'
import { type Estimate, estimateDays, firehosePerDay, perDay } from '../follows/estimate.ts'
import type { Follow, Often } from '../follows/follow.ts'
import { followName, oftenWords, rateWords, whereWords } from './follow-lines.ts'
import { detailsButton, metaLine, plural, problemNotes } from './paper-lines.ts'

/** A follow that is not made yet. */
export type FollowDraft = {
  readonly follow: Follow
  readonly problems: readonly string[]
  readonly estimate: Estimate
  /** When the next would come, were there something. */
  readonly next: Instant
  /** The zone of the person's times; undefined when nobody knows it. */
  readonly zone: string | undefined
  readonly known: 'new' | 'same' | 'other'
  /** The follow it takes the place of. */
  readonly instead?: string | undefined
  /** The nearest query that finds something, where this one finds nothing at all. */
  readonly nearest?: string | undefined
  /** What is in the corpus of the last four weeks. */
  readonly corpus: 'current' | 'old'
}

/** What it comes to, with Save and Change. */
export function followDraftView(draft: FollowDraft): View {
  const { follow, estimate, problems } = draft
  return {
    title: titleOf(draft),
    blocks: [
      ...problemNotes({ problems }),
      {
        kind: 'facts',
        facts: [
          { name: 'Lately', value: latelyWords(draft) },
          { name: 'Comes', value: comesWords(draft) },
          { name: 'Where', value: whereWords(follow) },
        ],
      },
      ...likenessBlocks(follow),
      ...estimate.samples.map((paper) => ({
        kind: 'item' as const,
        title: paper.title,
        meta: metaLine(paper),
        button: detailsButton(paper),
      })),
      ...nudges(draft),
      { kind: 'buttons', buttons: buttonsOf(draft) },
    ],
  }
}

/** The same in short, while it is still being written. */
export function followEstimateView(draft: FollowDraft): View {
  const { problems } = draft
  const facts = [{ name: 'Comes', value: comesWords(draft) }]
  return {
    title: `Lately: ${latelyWords(draft)}`,
    blocks: [...problemNotes({ problems }), { kind: 'facts', facts }, ...nudges(draft)],
  }
}

function titleOf({ follow, known }: FollowDraft): string {
  const name = followName(follow)
  if (known === 'same') return `You follow this already: ${name}`
  return known === 'other' ? `Change what you follow: ${name}` : `Follow: ${name}`
}

function latelyWords({ estimate, corpus }: FollowDraft): string {
  if (corpus === 'old') return 'I hold no papers of the last four weeks, so I cannot say'
  const { papers } = estimate
  if (papers === 0) return `nothing in the last ${estimateDays} days`
  const rate = rateWords(papers)
  const lately = `${plural(papers, 'paper')} in the last ${estimateDays} days`
  return rate.startsWith('about') ? `${lately}, ${rate}` : lately
}

function comesWords({ follow, next, zone }: FollowDraft): Text {
  const often = oftenWords[follow.often]
  if (follow.often === 'instant') return `${often}, outside your quiet hours`
  const where = zone === undefined ? '; your time zone is not known' : ''
  return [`${often}, next `, { time: next, as: 'dateTime' }, where]
}

function likenessBlocks({ likeness }: Follow): Block[] {
  if (likeness === undefined) return []
  const words = likeness.terms.slice(0, 8).map(({ word }) => word)
  const note = `A paper is like it when it shares enough of the words that tell it from others: ${words.join(', ')} and more.`
  return [{ kind: 'note', text: note }]
}

function nudges(draft: FollowDraft): Block[] {
  const { follow, estimate, nearest, corpus } = draft
  if (perDay(estimate) > firehosePerDay)
    return [
      note(
        `That is more than anybody reads. A further word, -word, votes:>10 or author:name narrows it down${
          follow.often === 'weekly' ? '' : '; or take it once a week'
        }.`,
      ),
    ]
  if (estimate.papers > 0 || corpus === 'old') return []
  if (nearest !== undefined)
    return [note(['No paper I know has ever matched. Did you mean ', { bold: nearest }, '?'])]
  return [note('It may be quiet for long. Fewer words, or OR between them, find more.')]
}

function note(text: Text): Block {
  return { kind: 'note', text }
}

function buttonsOf(draft: FollowDraft): Button[] {
  const { follow, estimate, known, zone, nearest, instead } = draft
  const { query, often, channel } = follow
  const asked = { query, often, where: channel === undefined ? 'dm' : 'here' }
  const options = instead === undefined ? asked : { ...asked, instead }
  const isFirehose = perDay(estimate) > firehosePerDay
  const press = (label: string, more: object, effect: 'update' | 'form' = 'update') => ({
    label,
    invoke: { command: 'follow', options: { ...options, ...more } },
    effect,
  })
  const ways: readonly Often[] = isFirehose && often !== 'weekly' ? ['weekly'] : []
  return [
    ...(known === 'same' ? [] : [{ ...press('Save', { save: true }), style: 'primary' as const }]),
    press('Change', {}, 'form'),
    ...ways.map((way) => press('Weekly instead', { often: way })),
    ...(isFirehose && !/\bvotes:/.test(query)
      ? [press('Only with over 10 votes', { query: `${query} votes:>10` })]
      : []),
    ...(nearest === undefined ? [] : [press(`Follow ${nearest}`, { query: nearest })]),
    ...(zone === undefined && often !== 'instant'
      ? [
          {
            label: 'My time zone',
            invoke: { command: 'settings mine', options: {} },
            effect: 'reply' as const,
          },
        ]
      : []),
  ]
}
