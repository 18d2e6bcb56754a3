// /paper digest set: a digest, new or changed. What it would come to is shown first, and saved on a second word.
import { z } from 'zod'
import { whereAsked } from '../src/bot/address.ts'
import { type Context, defineCommand } from '../src/bot/command.ts'
import { digestOption, digestsHere, suggestDigests } from '../src/bot/digest-option.ts'
import { settingsAsked, targetOf } from '../src/bot/digest-settings.ts'
import type { Invocation } from '../src/bot/invocation.ts'
import { suggestTimeZones } from '../src/bot/time-zone.ts'
import { UserError } from '../src/bot/user-error.ts'
import {
  changed,
  type DigestSettings,
  layouts,
  mostPapers,
  newId,
  newSubscription,
  type Subscription,
} from '../src/digests/subscription.ts'
import { survey } from '../src/digests/survey.ts'
import {
  type DigestPlan,
  digestEstimateView,
  digestPlanView,
  digestSavedView,
  zoneAskedView,
} from '../src/views/digest-plan.ts'

/** So many digests a place may have. */
const mostDigests = 10

const options = z.object({
  time: z
    .string()
    .trim()
    .max(10)
    .meta({ format: 'time' })
    .optional()
    .describe('when it comes: 09:00 unless told, 9am or 0930 will do'),
  zone: z
    .string()
    .trim()
    .max(60)
    .optional()
    .describe('on whose clock: a city or a time zone; yours unless told'),
  days: z
    .string()
    .trim()
    .max(60)
    .optional()
    .describe('weekdays (unless told), every day, weekly, or days such as mon, wed and fri'),
  count: z
    .int()
    .min(1)
    .max(mostPapers)
    .optional()
    .describe('how many papers at most: 5 unless told'),
  query: z
    .string()
    .trim()
    .max(300)
    .optional()
    .describe('only papers that match this search; everything for all of them'),
  votes: z.int().min(0).max(9999).optional().describe('only papers with so many votes'),
  layout: z.enum(layouts).optional().describe('a line for each paper, or a card with a passage'),
  thread: z
    .boolean()
    .optional()
    .describe('abstracts in a thread under it, where there are threads'),
  quiet: z.boolean().optional().describe('without a notification'),
  digest: digestOption,
  save: z.boolean().default(false).describe('save it, instead of showing what it would come to'),
})

type Asked = z.output<typeof options>

export default defineCommand({
  name: 'digest set',
  summary: 'Set up a digest of trending papers for this channel, or change one',
  examples: [
    'digest set',
    'digest set 9am zone:Berlin',
    'digest set 08:30 language models zone:Europe/Berlin days:weekly count:10',
  ],
  notes: [
    'It comes on time on the clock of its zone, summer and winter, once a day at most. Every search makes a digest of its own; the same search again changes it.',
    'The word save at the end saves at once.',
  ],
  options,
  first: 'time',
  text: 'query',
  last: ['save'],
  visibility: 'private',
  personal: true,
  may: 'manage-channel',
  posts: true,
  form: ['time', 'zone', 'days', 'count', 'query'],
  suggest: { zone: suggestTimeZones, digest: suggestDigests },
  async run(asked, context) {
    const target = targetOf(asked, await digestsHere(context))
    const settings = await settingsAsked(asked, target, context)
    if (settings.zone === undefined) {
      const { save: _, ...known } = asked
      return zoneAskedView(settings.time, await suggestTimeZones('', context), given(known))
    }
    const whole = { ...settings, zone: settings.zone }
    if (!asked.save) return digestPlanView(await planOf(whole, target, context))
    const saved = await save(whole, target, context)
    await context.digests.reopen(saved.to)
    return digestSavedView(saved, context.now)
  },
  async estimate(asked, context) {
    const target = targetOf(asked, await digestsHere(context))
    const settings = await settingsAsked(asked, target, context)
    const zone = settings.zone ?? 'UTC'
    return digestEstimateView(await planOf({ ...settings, zone }, target, context))
  },
})

async function planOf(
  settings: DigestSettings,
  target: Subscription | undefined,
  context: Context,
): Promise<DigestPlan> {
  const { now, origin } = context
  const by = origin.user
  const planned =
    target === undefined
      ? newSubscription(settings, { to: whereAsked(origin), id: '', by, now })
      : changed(target, settings, { by, now })
  return {
    settings,
    first: planned.next?.at,
    survey: await survey(settings, context, now),
    now,
    ...(target && { digest: target.id }),
  }
}

/** Keeps it. Throws UserError where there are too many, or another is about the same. */
async function save(
  settings: DigestSettings,
  target: Subscription | undefined,
  context: Context,
): Promise<Subscription> {
  const { digests, origin, now, random } = context
  const to = whereAsked(origin)
  const by = origin.user
  const others = (await digests.subscriptions.of(to)).filter(({ id }) => id !== target?.id)
  const same = others.find(({ query }) => query === settings.query)
  if (target !== undefined && same !== undefined)
    throw new UserError('Another digest here is about just that.', {
      hint: 'Change that one, or switch it off first.',
    })
  const edited = target ?? same
  if (edited !== undefined) {
    const change = (current: Subscription) => changed(current, settings, { by, now })
    const saved = await digests.subscriptions.edit(to, edited.id, change)
    if (saved !== undefined) return saved
  }
  if (others.length >= mostDigests)
    throw new UserError(`There are ${mostDigests} digests here already, which is the most.`, {
      hint: 'Switch one off first, or put several topics into one: this OR that.',
    })
  const fresh = newSubscription(settings, { to, id: newId(random), by, now })
  // Somebody may have saved the same at this very moment: then it is theirs that is changed.
  return (await digests.subscriptions.add(fresh)) === 'added'
    ? fresh
    : save(settings, undefined, context)
}

/** The options that were given, to be given again. */
function given(asked: Omit<Asked, 'save'>): Invocation['options'] {
  return Object.fromEntries(
    Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
