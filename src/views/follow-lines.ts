// The short words about follows that several views share.
import type { Button, Press, Text } from '../bot/view.ts'
import { estimateDays, perDay } from '../follows/estimate.ts'
import type { Follow, Often } from '../follows/follow.ts'
import { counted } from './paper-lines.ts'

/** As often as a follow is told, in words. */
export const oftenWords: Readonly<Record<Often, string>> = {
  instant: 'as soon as there is one',
  daily: 'once a day',
  weekly: 'once a week, on Monday',
}

/** Where it is told, in words. */
export function whereWords({ channel }: Pick<Follow, 'channel'>): string {
  return channel === undefined ? 'by direct message' : 'in a channel, with a mention'
}

/** `about 3 a day`, `about 2 a week`, `1 in the last four weeks`. */
export function rateWords(papers: number): string {
  const daily = perDay({ papers })
  if (papers === 0) return `none in the last ${estimateDays} days`
  if (daily >= 1) return `about ${counted(Math.round(daily))} a day`
  const weekly = Math.round(daily * 7)
  return weekly >= 1
    ? `about ${counted(weekly)} a week`
    : `${papers} in the last ${estimateDays} days`
}

/** What a follow is called: the paper that more like it is wanted of, and the query. */
export function followName({ query, likeness }: Pick<Follow, 'query' | 'likeness'>): string {
  if (likeness === undefined) return query
  const rest = query.replace(/^like:\S+\s*/, '')
  return `More like “${likeness.title}”${rest === '' ? '' : `, ${rest}`}`
}

/** Asks to follow a query, looking before it leaps. */
export function followButton(query: string, label = 'Follow'): Button {
  return { label, invoke: { command: 'follow', options: { query } }, effect: 'reply' }
}

/** Asks for the list of what somebody follows; the label is as given. */
export function followingPress(label: string): Press {
  return { label, invoke: { command: 'following', options: {} }, effect: 'update' }
}

/** What a follow is changed with: the same, as a form. */
export function editPress({ id, query, often, channel }: Follow): Press {
  return {
    label: 'Edit',
    invoke: {
      command: 'follow',
      options: { query, often, where: channel === undefined ? 'dm' : 'here', instead: id },
    },
    effect: 'form',
  }
}

/** Until when it is silent, where it is. */
export function silence({ mutedUntil, pausedAt }: Follow, now: number): Text | undefined {
  if (pausedAt !== undefined) return 'paused: I could not reach you'
  if (mutedUntil === undefined || mutedUntil <= now) return undefined
  return ['muted until ', { time: mutedUntil, as: 'date' }]
}
