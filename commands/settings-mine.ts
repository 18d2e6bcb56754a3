// /paper settings mine: when what comes to a person may come.
import { z } from 'zod'
import { type Context, defineCommand } from '../src/bot/command.ts'
import type { SettingsOf } from '../src/bot/settings.ts'
import { type QuietHours, readQuietHours, readTimeOfDay } from '../src/bot/time-of-day.ts'
import { suggestTimeZones, zoneOf } from '../src/bot/time-zone.ts'
import { UserError } from '../src/bot/user-error.ts'
import { zoneAsked } from '../src/bot/zone-asked.ts'
import { mySettingsView } from '../src/views/my-settings.ts'

const options = z.object({
  zone: z
    .string()
    .trim()
    .max(60)
    .optional()
    .describe('your time zone: a city or a zone; auto for what your profile says'),
  hour: z
    .string()
    .trim()
    .max(10)
    .meta({ format: 'time' })
    .optional()
    .describe('when what comes once a day comes, on your clock: 09:00'),
  weekends: z.boolean().optional().describe('whether anything comes on Saturdays and Sundays'),
  quiet: z
    .string()
    .trim()
    .max(30)
    .optional()
    .describe('hours in which nothing comes, such as 22-07; off for none'),
})

type Asked = z.output<typeof options>
type Person = SettingsOf<'person'>
/** What is to be written; `undefined` goes back to the default. */
type Changes = { -readonly [N in keyof Person]?: Person[N] | undefined }

export default defineCommand({
  name: 'settings mine',
  summary: 'Set your time zone, and when what you follow may come',
  examples: ['settings mine', 'settings mine berlin hour:08:30', 'settings mine quiet:22-07'],
  notes: [
    'They hold for you alone, in this workspace, for what comes to you by direct message. What would have come at a weekend comes on Monday.',
  ],
  options,
  text: 'zone',
  visibility: 'private',
  personal: true,
  own: true,
  form: ['zone', 'hour', 'weekends', 'quiet'],
  suggest: { zone: suggestTimeZones },
  async run(asked, context) {
    const { settings, now } = context
    const { platform, workspace, user } = context.origin
    const owner = { platform, workspace, user }
    const changes = await changesIn(asked, context)
    const changed = Object.keys(changes).length > 0
    if (changed) await settings.write('person', owner, changes)
    const person = await settings.read('person', owner)
    const zone = await zoneOf(context.origin, settings)
    const places = zone === undefined ? await suggestTimeZones('', context) : []
    return mySettingsView({ person, zone, now, places, saved: changed ? 'now' : 'before' })
  },
})

/** What was asked for, in the form it is kept. Throws UserError for what is no zone, hour or stretch of hours. */
async function changesIn(
  { zone, hour, weekends, quiet }: Asked,
  context: Context,
): Promise<Changes> {
  const changes: Changes = {}
  if (zone) changes.timeZone = isWord(zone, ['auto']) ? undefined : await zoneIn(zone, context)
  if (hour) changes.hour = hourIn(hour)
  if (weekends !== undefined) changes.weekends = weekends
  if (quiet) changes.quiet = isWord(quiet, ['off', 'no', 'none']) ? undefined : quietIn(quiet)
  return changes
}

function isWord(typed: string, words: readonly string[]): boolean {
  return words.includes(typed.toLowerCase())
}

function zoneIn(typed: string, context: Context): Promise<string> {
  return zoneAsked(typed, context, (zone) => ({ command: 'settings mine', options: { zone } }))
}

function hourIn(typed: string): string {
  const hour = readTimeOfDay(typed)
  if (hour !== undefined) return hour
  throw new UserError(`hour is a time of day such as 09:00; “${typed}” is none.`, {
    option: 'hour',
  })
}

function quietIn(typed: string): QuietHours {
  const hours = readQuietHours(typed)
  if (hours !== undefined) return hours
  throw new UserError(
    `quiet is from when until when, such as 22-07, or off; “${typed}” is neither.`,
    { option: 'quiet' },
  )
}
