// /paper forget-me: everything about the asker is exported and deleted, once they confirm.
import { z } from 'zod'
import { type Context, defineCommand } from '../src/bot/command.ts'
import { UserError } from '../src/bot/user-error.ts'
import { forgetQuestionView, forgottenView } from '../src/views/privacy.ts'

export default defineCommand({
  name: 'forget-me',
  summary: 'Delete everything that is stored about you',
  examples: ['forget-me'],
  options: z.object({
    everywhere: z
      .boolean()
      .default(false)
      .describe('in every workspace, where you have one id for all of them'),
    save: z.boolean().default(false).describe('do it, without being asked first'),
  }),
  last: ['everywhere', 'save'],
  visibility: 'private',
  personal: true,
  own: true,
  async run({ everywhere, save }, context) {
    const { privacy, origin } = context
    const others = await otherWorkspaces(context)
    if (!save) return forgetQuestionView(await privacy.read(origin), others.length)
    if (everywhere && origin.known !== 'everywhere')
      throw new UserError(
        'Here you have another id in every workspace: I know you in this one alone.',
        {
          hint: 'forget-me without everywhere does all there is.',
        },
      )
    const { platform, workspace, user } = origin
    const places = [workspace, ...(everywhere ? others : [])]
    const people = places.map((place) => ({ platform, workspace: place, user }))
    const kept = await Promise.all(
      people.map(async (person) => ({
        workspace: person.workspace,
        kept: await privacy.read(person),
      })),
    )
    for (const person of people) await privacy.forget(person)
    return forgottenView(kept)
  },
})

/** Those that know the same person; one id in two workspaces is one person only where the platform says so. */
async function otherWorkspaces({ privacy, origin }: Context): Promise<readonly string[]> {
  if (origin.known !== 'everywhere') return []
  const all = await privacy.workspacesOf(origin)
  return all.filter((workspace) => workspace !== origin.workspace)
}
