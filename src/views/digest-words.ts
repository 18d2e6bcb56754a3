// How a digest is told in words: when it comes, what is in it, what became of it.
import { clip } from '../bot/clip.ts'
import { clockIn } from '../bot/time-zone.ts'
import type { Fact, Instant, Span, Text } from '../bot/view.ts'
import { daysWords } from '../digests/days.ts'
import type { Missed } from '../digests/due.ts'
import type { Sent } from '../digests/stores.ts'
import type { DigestSettings } from '../digests/subscription.ts'
import { dayWords, plural } from './paper-lines.ts'

/** `Monday to Friday at 09:00, Europe/Berlin`. */
export function scheduleWords({ days, time, zone }: DigestSettings): string {
  const words = daysWords(days)
  return `${words[0]?.toUpperCase() ?? ''}${words.slice(1)} at ${time}, ${zone}`
}

/** `every topic`, or what it is about in quotes. */
export function topicWords({ query }: Pick<DigestSettings, 'query'>): string {
  return query === '' ? 'every topic' : `“${query}”`
}

/** ` on “diffusion”`, or nothing where it is about everything. */
export function aboutWords({ query }: Pick<DigestSettings, 'query'>): string {
  return query === '' ? '' : ` on “${clip(query, 60)}”`
}

/** `up to 5 papers on “diffusion”, with 3 votes or more`. */
export function contentWords(settings: DigestSettings): string {
  const { count, votes } = settings
  const least = votes === 0 ? '' : `, with ${plural(votes, 'vote')} or more`
  return `up to ${plural(count, 'paper')}${aboutWords(settings)}${least}`
}

/** What is set otherwise than most have it; '' when nothing is. */
export function mannerWords({ layout, thread, quiet }: DigestSettings): string {
  const parts = [
    layout === 'cards' ? 'as cards' : '',
    thread ? 'abstracts in a thread' : '',
    quiet ? 'without a notification' : '',
  ]
  return parts.filter((part) => part !== '').join(', ')
}

/** The facts of a digest; `now` tells the time in its zone. */
export function digestFacts(
  settings: DigestSettings,
  now: Instant,
  zone: 'known' | 'unknown',
): Fact[] {
  const clock = zone === 'known' ? ` (it is ${clockIn(settings.zone, now)} there)` : ''
  const manner = mannerWords(settings)
  return [
    { name: 'When', value: `${scheduleWords(settings)}${clock}` },
    { name: 'What', value: contentWords(settings) },
    ...(manner === '' ? [] : [{ name: 'How', value: manner }]),
  ]
}

/** A time of a calendar, and how far away it is. */
export function timeSpans(at: Instant): Span[] {
  return [{ time: at, as: 'dateTime' }, ' (', { time: at, as: 'relative' }, ')']
}

const stateWords: Readonly<Record<Sent['state'], string>> = {
  pending: 'waiting',
  sending: 'being sent',
  unknown: 'in doubt: being looked into',
  sent: 'sent',
  unconfirmed: 'probably sent, which could not be confirmed',
  expired: 'not sent in time',
  cancelled: 'not sent',
  dead: 'could not be sent',
}

/** What became of an edition, and why. */
export function outcomeWords({ state, reason }: Sent): string {
  return reason === undefined ? stateWords[state] : `${stateWords[state]}: ${reason}`
}

/** What could not come while nobody was there to send it. */
export function missedWords({ from, until, count }: Missed): Text {
  const days =
    from === until ? `of ${dayWords(from)}` : `from ${dayWords(from)} to ${dayWords(until)}`
  const one = count === 1
  return `The ${one ? 'edition' : `${count} editions`} ${days} did not come: I was not running then.`
}
