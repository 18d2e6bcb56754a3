// What somebody asks of a digest, in the words they chose → the settings it comes to.
import { type Days, readDays, weekdays } from '../digests/days.ts'
import { canonical } from '../digests/edition.ts'
import type { DigestSettings, Subscription } from '../digests/subscription.ts'
import { isEmpty, parseQuery } from '../search/query.ts'
import { clip } from './clip.ts'
import type { Context } from './command.ts'
import { digestNamed, topicOf } from './digest-option.ts'
import { readTimeOfDay } from './time-of-day.ts'
import { zoneOf } from './time-zone.ts'
import { UserError } from './user-error.ts'
import { zoneAsked } from './zone-asked.ts'

/** The options of `digest set`, as they were given. */
export type DigestAsked = {
  readonly [N in keyof Omit<DigestSettings, 'days'>]?: DigestSettings[N] | undefined
} & { readonly days?: string | undefined; readonly digest?: string | undefined }

/** The settings asked for; the zone is absent where nobody knows it. */
export type SettingsAsked = Omit<DigestSettings, 'zone'> & { readonly zone: string | undefined }

/** What a digest is unless told otherwise. */
const usual: Omit<DigestSettings, 'zone'> = {
  time: '09:00',
  days: weekdays,
  count: 5,
  query: '',
  votes: 0,
  layout: 'compact',
  thread: false,
  quiet: false,
}

/**
 * The digest that is to be changed: the one that was named, the one about the same, or, where no topic was given, the only
 * one there is. Undefined for a new one. Throws UserError for a name that none has.
 */
export function targetOf(
  { digest: named, query }: DigestAsked,
  digests: readonly Subscription[],
): Subscription | undefined {
  if (named) {
    const found = digestNamed(digests, named)
    if (found !== undefined) return found
    throw new UserError(`There is no digest “${clip(named, 60)}” here.`, {
      hint: `There is ${digests.map((one, i) => `${i + 1} (${topicOf(one)})`).join(', ') || 'none yet'}.`,
    })
  }
  if (!query) return digests.length === 1 ? digests[0] : digests.find((one) => one.query === '')
  return digests.find((one) => one.query === queryIn(query))
}

/** What was asked for, over what is set, over what is usual. Throws UserError for what cannot be read. */
export async function settingsAsked(
  asked: DigestAsked,
  target: Subscription | undefined,
  context: Context,
): Promise<SettingsAsked> {
  const { count, votes, layout, thread, quiet } = asked
  const base = target ?? usual
  return {
    time: asked.time ? timeIn(asked.time) : base.time,
    zone: asked.zone ? await zoneIn(asked, context) : (target?.zone ?? (await zoneHere(context))),
    days: asked.days ? daysIn(asked.days) : base.days,
    query: asked.query ? queryIn(asked.query) : base.query,
    count: count ?? base.count,
    votes: votes ?? base.votes,
    layout: layout ?? base.layout,
    thread: thread ?? base.thread,
    quiet: quiet ?? base.quiet,
  }
}

function timeIn(typed: string): string {
  const time = readTimeOfDay(typed)
  if (time !== undefined) return time
  throw new UserError(`time is a time of day such as 09:00 or 9am; “${typed}” is none.`, {
    option: 'time',
  })
}

function daysIn(typed: string): Days {
  const days = readDays(typed)
  if (days !== undefined) return days
  throw new UserError(
    `days can be weekdays, every day, weekly, or names such as mon and thu; “${typed}” is none of them.`,
    { option: 'days' },
  )
}

/** The query in the form it is kept; '' for everything. */
function queryIn(typed: string): string {
  if (/^(everything|all|any|\*)$/i.test(typed)) return ''
  const query = parseQuery(typed)
  if (isEmpty(query) || query.problems.length > 0)
    throw new UserError(query.problems[0] ?? `There is nothing to look for in “${typed}”.`, {
      option: 'query',
      hint: 'Give words, "a phrase", author:name …, or everything.',
    })
  return canonical(typed)
}

function zoneIn(asked: DigestAsked, context: Context): Promise<string> {
  const options = Object.fromEntries(
    Object.entries(asked).filter(([, value]) => value !== undefined && value !== false),
  )
  return zoneAsked(asked.zone ?? '', context, (zone) => ({
    command: 'digest set',
    options: { ...options, zone },
  }))
}

/** The zone of another digest of the place, else the asker’s. */
async function zoneHere({ digests, origin, settings }: Context): Promise<string | undefined> {
  const { platform, workspace, channel } = origin
  const [other] = origin.direct
    ? []
    : await digests.subscriptions.of({ platform, workspace, channel })
  return other?.zone ?? zoneOf(origin, settings)
}
