// When what comes to a person may come, as they set it or as far as it is known.
import type { Rhythm } from '../follows/due.ts'
import type { Person } from '../follows/person.ts'
import type { Settings } from './settings.ts'

/** A person's times; `zone` is used where they set none, and UTC where that is not known either. */
export async function rhythmOf(
  { platform, workspace, user }: Person,
  settings: Settings,
  zone: string | undefined,
): Promise<Rhythm> {
  const person = await settings.read('person', { platform, workspace, user })
  const { hour, weekends, quiet } = person
  return { zone: person.timeZone ?? zone ?? 'UTC', hour, weekends, quiet }
}
