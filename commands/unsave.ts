// /paper unsave: a paper off one's reading list.
import { z } from 'zod'
import { type Completion, type Context, defineCommand } from '../src/bot/command.ts'
import { paperOption, withPaper } from '../src/bot/paper-option.ts'
import { UserError } from '../src/bot/user-error.ts'
import { unsavedView } from '../src/views/saved-papers.ts'

export default defineCommand({
  name: 'unsave',
  summary: 'Take a paper off your reading list',
  examples: ['unsave 1706.03762'],
  options: z.object({ paper: paperOption }),
  text: 'paper',
  visibility: 'private',
  personal: true,
  own: true,
  suggest: { paper: suggestSaved },
  run: ({ paper }, context) =>
    withPaper({ command: 'unsave', options: { paper } }, context, async (found) => {
      if (!(await context.saves.unsave(context.origin, found.id)))
        throw new UserError('That paper is not on your reading list.', { hint: found.title })
      return unsavedView(found)
    }),
})

/** Completes by the titles on the list. */
async function suggestSaved(typed: string, context: Context): Promise<Completion[]> {
  const saved = await context.saves.list(context.origin)
  const papers = await context.corpus.list(saved.map(({ paper }) => paper))
  const wanted = typed.trim().toLowerCase()
  return papers
    .filter(({ title, id }) => title.toLowerCase().includes(wanted) || id.includes(wanted))
    .slice(0, 25)
    .map(({ title, id }) => ({ label: title, value: id }))
}
