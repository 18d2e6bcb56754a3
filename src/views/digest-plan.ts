// What a digest would come to, before it is saved; the question where; and the word that it is saved.
import type { Completion } from '../bot/command.ts'
import type { OptionValue } from '../bot/invocation.ts'
import type { Block, Button, Instant, Press, View } from '../bot/view.ts'
import { daysWords, isWeekly } from '../digests/days.ts'
import type { DigestSettings, Subscription } from '../digests/subscription.ts'
import type { Survey } from '../digests/survey.ts'
import type { Paper } from '../papers/paper.ts'
import { digestFacts, timeSpans } from './digest-words.ts'
import { counted, dayWords, plural } from './paper-lines.ts'

/** A digest that is not saved yet. */
export type DigestPlan = {
  readonly settings: DigestSettings
  /** When it would come first; undefined while it is paused without an end. */
  readonly first: Instant | undefined
  /** What the weeks before say of it; undefined where no paper has a day. */
  readonly survey: Survey | undefined
  readonly now: Instant
  /** Present where one that exists is changed: its id. */
  readonly digest?: string
}

/** What it would come to, with the buttons that save it and change it. */
export function digestPlanView(plan: DigestPlan): View {
  const options = optionsOf(plan.settings, plan.digest)
  const title = plan.digest === undefined ? 'Set up this digest?' : 'Change the digest to this?'
  return {
    title,
    blocks: [
      ...blocksOf(plan),
      {
        kind: 'buttons',
        buttons: [
          { ...setting({ ...options, save: true }), label: 'Save', style: 'primary' },
          { label: 'Change', invoke: { command: 'digest set', options }, effect: 'form' },
        ],
      },
    ],
  }
}

/** The same without buttons, for a form that is still being filled in. */
export function digestEstimateView(plan: DigestPlan): View {
  return { title: 'What it would come to', blocks: blocksOf(plan) }
}

function blocksOf({ settings, first, survey, now }: DigestPlan): Block[] {
  return [
    {
      kind: 'facts',
      facts: [
        ...digestFacts(settings, now, 'known'),
        { name: 'First', value: first === undefined ? 'paused' : timeSpans(first) },
      ],
    },
    ...surveyBlocks(survey, settings),
  ]
}

function surveyBlocks(survey: Survey | undefined, settings: DigestSettings): Block[] {
  if (survey === undefined)
    return [{ kind: 'text', text: 'I hold no paper from a Daily Papers day yet to judge it by.' }]
  const { samples, without } = survey
  const last =
    samples.length === 0
      ? ''
      : `; the last ${samples.length === 1 ? 'one was' : `${wordFor(samples.length)} were`}:`
  return [
    { kind: 'text', text: `${rateWords(survey, settings)}${last === '' ? '.' : last}` },
    ...samples.map(sampleItem),
    ...(without === undefined
      ? []
      : [
          {
            kind: 'note' as const,
            text: [
              'Without ',
              { code: without.condition },
              ` it would be ${counted(without.matched)}.`,
            ],
          },
        ]),
  ]
}

/** `About 6 papers a weekday matched in the last 4 weeks`. */
function rateWords(survey: Survey, { days }: DigestSettings): string {
  const { matched, weekdays, until } = survey
  const span =
    weekdays >= 20
      ? `the 4 weeks to ${dayWords(until)}`
      : `the ${plural(weekdays, 'weekday')} to ${dayWords(until)} that I hold`
  if (matched === 0) return `Nothing matched in ${span}: it would stay silent`
  const perDay = matched / Math.max(weekdays, 1)
  if (!isWeekly(days) && perDay >= 1)
    return `About ${plural(Math.round(perDay), 'paper')} a weekday matched in ${span}`
  if (perDay * 5 >= 1 && weekdays >= 5)
    return `About ${plural(Math.round(perDay * 5), 'paper')} a week matched in ${span}`
  return `${plural(matched, 'paper')} matched in ${span}`
}

function wordFor(n: number): string {
  return n === 2 ? 'two' : 'three'
}

function sampleItem({ title, feedDay, votes }: Paper): Block {
  const parts = [feedDay && dayWords(feedDay), votes === undefined ? '' : `▲ ${counted(votes)}`]
  return { kind: 'item', title, meta: parts.filter((part) => part).join(' · ') }
}

/** The options that set a digest as it is; `digest` names one that exists. */
export function optionsOf(
  settings: DigestSettings,
  digest?: string,
): Readonly<Record<string, OptionValue>> {
  const { time, zone, days, count, query, votes, layout, thread, quiet } = settings
  return {
    time,
    zone,
    days: daysWords(days),
    count,
    query: query === '' ? everything : query,
    ...(votes > 0 || digest !== undefined ? { votes } : {}),
    ...(layout === 'cards' || digest !== undefined ? { layout } : {}),
    ...(thread || digest !== undefined ? { thread } : {}),
    ...(quiet || digest !== undefined ? { quiet } : {}),
    ...(digest === undefined ? {} : { digest }),
  }
}

/** What stands for no query where one is asked for. */
export const everything = 'everything'

function setting(options: Readonly<Record<string, OptionValue>>): Omit<Press, 'label'> {
  return { invoke: { command: 'digest set', options }, effect: 'update' }
}

/** Asks which zone the digest's hour is in. */
export function zoneAskedView(
  time: string,
  places: readonly Completion[],
  options: Readonly<Record<string, OptionValue>>,
): View {
  return {
    title: `${time} on whose clock?`,
    blocks: [
      { kind: 'text', text: 'I do not know your time zone. Choose one, or name a city.' },
      {
        kind: 'choice',
        choice: {
          label: 'Time zone',
          effect: 'update',
          options: places.map(({ label, value }) => ({
            label,
            invoke: { command: 'digest set', options: { ...options, zone: value } },
          })),
        },
      },
      {
        kind: 'buttons',
        buttons: [{ label: 'Another', invoke: { command: 'digest set', options }, effect: 'form' }],
      },
    ],
  }
}

/** Said once a digest is saved. */
export function digestSavedView(subscription: Subscription, now: Instant): View {
  const { id, next } = subscription
  return {
    title: 'The digest is saved',
    blocks: [
      {
        kind: 'facts',
        facts: [
          ...digestFacts(subscription, now, 'known'),
          { name: 'Next', value: next === undefined ? 'paused' : timeSpans(next.at) },
        ],
      },
      {
        kind: 'buttons',
        buttons: [
          press('Preview', 'digest preview', id),
          press('Post a test here', 'digest test', id),
          press('Settings', 'digest show', id),
        ],
      },
    ],
  }
}

function press(label: string, command: string, digest: string): Button {
  return { label, invoke: { command, options: { digest } }, effect: 'reply' }
}
