// The time zone that somebody typed, or what they may have meant.
import { clip } from './clip.ts'
import type { Context } from './command.ts'
import type { Invocation } from './invocation.ts'
import { readTimeZone, suggestTimeZones } from './time-zone.ts'
import { UserError } from './user-error.ts'

/** So many places are offered for one that is not known. */
const mostMeant = 3

/** Reads it. Throws UserError for what is none, with the nearest ones as buttons; `ask` asks the same with one of those. */
export async function zoneAsked(
  typed: string,
  context: Context,
  ask: (zone: string) => Invocation,
): Promise<string> {
  const zone = readTimeZone(typed)
  if (zone !== undefined) return zone
  const meant = (await suggestTimeZones(typed, context)).slice(0, mostMeant)
  throw new UserError(`I know no time zone “${clip(typed, 60)}”.`, {
    option: 'zone',
    hint:
      meant.length > 0
        ? 'Is it one of these?'
        : 'Name a city, such as Berlin, or a zone, such as Europe/Berlin.',
    buttons: meant.map(({ label, value }) => ({ label, invoke: ask(value), effect: 'update' })),
  })
}
