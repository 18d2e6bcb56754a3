// The option that names one of the asker's own follows: by its id, or by words of its query.
import { z } from 'zod'
import type { Follow } from '../follows/follow.ts'
import { followName } from '../views/follow-lines.ts'
import { clip } from './clip.ts'
import type { Completion, Context } from './command.ts'
import { UserError } from './user-error.ts'
import type { Press } from './view.ts'

/** Declares it. */
export const followOption = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .describe('what you follow, or a word of it')

/** Completes it from the asker's own. */
export async function suggestFollows(
  typed: string,
  { follows, origin }: Context,
): Promise<Completion[]> {
  const held = await follows.list(origin)
  return held
    .filter((follow) => isMeant(follow, typed))
    .slice(0, 25)
    .map((follow) => ({ label: followName(follow), value: follow.id }))
}

/** The one follow meant. Throws UserError when there is none such, or several; `press` asks the same of one of those. */
export async function theFollow(
  typed: string,
  { follows, origin }: Context,
  press: (follow: Follow) => Omit<Press, 'label'>,
): Promise<Follow> {
  const held = await follows.list(origin)
  const ways = [isCalled, hasWords, isMeant]
  const meant =
    ways
      .map((way) => held.filter((follow) => way(follow, typed)))
      .find((found) => found.length > 0) ?? []
  const [only] = meant
  if (only !== undefined && meant.length === 1) return only
  if (only !== undefined)
    throw new UserError('You follow several such: which one?', {
      buttons: meant.slice(0, 5).map((follow) => ({
        ...press(follow),
        label: clip(followName(follow), 60),
      })),
    })
  throw new UserError(`You do not follow “${clip(typed, 40)}”.`, {
    buttons: [
      {
        label: 'What I follow',
        invoke: { command: 'following', options: {} },
        effect: 'update',
      },
    ],
  })
}

function isCalled({ id, query }: Follow, typed: string): boolean {
  return id === typed || query === typed
}

function hasWords({ query }: Follow, typed: string): boolean {
  return query.toLowerCase().includes(typed.trim().toLowerCase())
}

function isMeant(follow: Follow, typed: string): boolean {
  const name = followName(follow).toLowerCase()
  return hasWords(follow, typed) || name.includes(typed.trim().toLowerCase())
}
