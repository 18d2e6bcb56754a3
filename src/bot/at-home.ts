// Which workspace's things are meant where somebody asks outside all of them, in direct messages.
import type { Privacy } from '../follows/privacy.ts'
import type { Origin } from './invocation.ts'

/**
 * The same asker, in the workspace whose message they pressed, or else in the only one where anything of theirs is kept. A
 * workspace that keeps nothing of them is not theirs, whatever a button says: it may be forged.
 */
export async function atHome(
  origin: Origin,
  privacy: Pick<Privacy, 'workspacesOf'>,
): Promise<Origin> {
  if (!origin.direct || origin.known !== 'everywhere') return origin
  const kept = await privacy.workspacesOf(origin)
  const pressed = kept.find((workspace) => workspace === origin.pressedOf)
  const workspace = pressed ?? (kept.length === 1 ? kept[0] : undefined)
  return workspace === undefined ? origin : { ...origin, workspace }
}
